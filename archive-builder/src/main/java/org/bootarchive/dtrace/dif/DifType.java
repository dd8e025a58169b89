package org.bootarchive.dtrace.dif;

import java.nio.ByteBuffer;

/**
 * The type of a value: a {@code dtrace_diftype_t} of {@code sys/dtrace.h}, 8 bytes.
 *
 * @param kind {@code dtdt_kind}: 0 for a type of C, 1 for a string
 * @param ckind {@code dtdt_ckind}: the kind of CTF, 0 to 13
 * @param flags {@code dtdt_flags}: 1 by reference, 2 by user reference
 * @param pad {@code dtdt_pad}
 * @param size {@code dtdt_size}, in bytes; unsigned 32 bit
 */
public record DifType(int kind, int ckind, int flags, int pad, long size) {
  /** The bytes that one takes up. */
  public static final int BYTES = 8;

  private static final int BY_REFERENCE = 1;
  private static final int BY_USER_REFERENCE = 2;
  private static final int STRING = 1;

  private static final String[] KINDS = {"D type", "string"};
  private static final String[] CTF_KINDS = {
    "unknown",
    "integer",
    "float",
    "pointer",
    "array",
    "function",
    "struct",
    "union",
    "enum",
    "forward",
    "typedef",
    "volatile",
    "const",
    "restrict"
  };

  /** Reads one at the buffer's position, in the buffer's byte order. */
  public static DifType decode(ByteBuffer in) {
    return new DifType(
        Byte.toUnsignedInt(in.get()),
        Byte.toUnsignedInt(in.get()),
        Byte.toUnsignedInt(in.get()),
        Byte.toUnsignedInt(in.get()),
        Integer.toUnsignedLong(in.getInt()));
  }

  /** Writes the bytes that {@link #decode} reads. */
  public void encode(ByteBuffer out) {
    out.put((byte) kind).put((byte) ckind).put((byte) flags).put((byte) pad).putInt((int) size);
  }

  /** Returns whether the value is an address of kernel memory: {@code DIF_TF_BYREF}. */
  public boolean byReference() {
    return (flags & BY_REFERENCE) != 0;
  }

  /** Returns whether the value is an address of a process: {@code DIF_TF_BYUREF}. */
  public boolean byUserReference() {
    return (flags & BY_USER_REFERENCE) != 0;
  }

  /** Returns whether the value is a string of D: {@code DIF_TYPE_STRING}. */
  public boolean isString() {
    return kind == STRING;
  }

  /** Returns the type as {@code dt_dis_typestr} writes it, {@code D type (integer) (size 8)}. */
  public String text() {
    String by = byUserReference() ? " by user ref" : byReference() ? " by ref" : "";
    return name(KINDS, kind) + " (" + name(CTF_KINDS, ckind) + ")" + by + " (size " + size + ")";
  }

  /** Returns what {@code dt_dis} calls a kind of type, or nothing for a number without a name. */
  static String kindName(int kind) {
    return kind < KINDS.length ? KINDS[kind] : "";
  }

  private static String name(String[] names, int number) {
    return number < names.length ? names[number] : "0x" + Integer.toHexString(number);
  }
}
