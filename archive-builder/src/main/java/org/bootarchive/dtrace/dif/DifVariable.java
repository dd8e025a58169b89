package org.bootarchive.dtrace.dif;

import java.nio.ByteBuffer;

/**
 * A variable that a DIF object names: a {@code dtrace_difv_t} of {@code sys/dtrace.h}, 20 bytes.
 *
 * @param name {@code dtdv_name}: where its name begins in the object's strings; unsigned 32 bit
 * @param id {@code dtdv_id}; the user's own begin at {@value #FIRST_USER_ID}; unsigned 32 bit
 * @param kind {@code dtdv_kind}: 0 for an associative array, 1 for a scalar
 * @param scope {@code dtdv_scope}: 0 global, 1 of a thread, 2 of a clause
 * @param flags {@code dtdv_flags}: 1 read, 2 written; unsigned 16 bit
 * @param type {@code dtdv_type}
 */
public record DifVariable(long name, long id, int kind, int scope, int flags, DifType type) {
  /** The bytes that one takes up. */
  public static final int BYTES = 20;

  /** {@code DIF_VAR_OTHER_UBASE}: variables below are the kernel's own. */
  public static final int FIRST_USER_ID = 0x500;

  /** Scope of a variable that all threads share. */
  public static final int GLOBAL = 0;

  /** Scope of a variable of {@code self->}. */
  public static final int THREAD = 1;

  /** Scope of a variable of {@code this->}. */
  public static final int LOCAL = 2;

  /** Kind of a variable that has an index. */
  public static final int ARRAY = 0;

  /** Kind of a variable without an index. */
  public static final int SCALAR = 1;

  /** Reads one at the buffer's position, in the buffer's byte order. */
  public static DifVariable decode(ByteBuffer in) {
    return new DifVariable(
        Integer.toUnsignedLong(in.getInt()),
        Integer.toUnsignedLong(in.getInt()),
        Byte.toUnsignedInt(in.get()),
        Byte.toUnsignedInt(in.get()),
        Short.toUnsignedInt(in.getShort()),
        DifType.decode(in));
  }

  /** Writes the bytes that {@link #decode} reads. */
  public void encode(ByteBuffer out) {
    out.putInt((int) name).putInt((int) id).put((byte) kind).put((byte) scope);
    type.encode(out.putShort((short) flags));
  }

  /** Returns whether the kernel keeps a place for it. */
  boolean ofUser() {
    return id >= FIRST_USER_ID;
  }
}
