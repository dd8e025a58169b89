package org.bootarchive.dtrace.dof;

import com.google.common.primitives.ImmutableIntArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of a DOF: a {@code dof_hdr_t} of {@code sys/dtrace.h}, 64 bytes.
 *
 * @param ident {@code dofh_ident}: 16 bytes; see the {@code DOF_ID_*} methods here
 * @param flags {@code dofh_flags}, none is known
 * @param hdrsize {@code dofh_hdrsize}, in bytes; the kernel does not look
 * @param secsize {@code dofh_secsize}: from one section header to the next, in bytes
 * @param secnum {@code dofh_secnum}: how many section headers
 * @param secoff {@code dofh_secoff}: byte offset of the first section header
 * @param loadsz {@code dofh_loadsz}: the bytes that the kernel takes; the only ones in dtrace.conf
 * @param filesz {@code dofh_filesz}: the bytes that the compiler made; the kernel does not look
 * @param pad {@code dofh_pad}
 */
public record DofHeader(
    ImmutableIntArray ident,
    int flags,
    int hdrsize,
    int secsize,
    int secnum,
    long secoff,
    long loadsz,
    long filesz,
    long pad) {
  /** The bytes of a header. */
  public static final int BYTES = 64;

  /** {@code dtrace_dof_maxsize}: the kernel wants fewer bytes, 8 MiB. */
  public static final int TOO_MANY_BYTES = 8 * 1024 * 1024;

  /** Least significant byte first, as the kernel on x86 wants it. */
  public static final int ENCODE_LSB = 1;

  /** Most significant byte first. */
  public static final int ENCODE_MSB = 2;

  static final int IDENT_BYTES = 16;
  static final int PAD_OF_IDENT = 10;

  static DofHeader decode(ByteBuffer in) {
    ImmutableIntArray.Builder ident = ImmutableIntArray.builder(IDENT_BYTES);
    for (int i = 0; i < IDENT_BYTES; i++) {
      ident.add(Byte.toUnsignedInt(in.get()));
    }
    return new DofHeader(
        ident.build(),
        in.getInt(),
        in.getInt(),
        in.getInt(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }

  void encode(ByteBuffer out) {
    ident.forEach(value -> out.put((byte) value));
    out.putInt(flags).putInt(hdrsize).putInt(secsize).putInt(secnum);
    out.putLong(secoff).putLong(loadsz).putLong(filesz).putLong(pad);
  }

  /** Returns whether it begins with 7f and {@code DOF}. */
  public boolean hasMagic() {
    return ident.get(0) == 0x7f
        && ident.get(1) == 'D'
        && ident.get(2) == 'O'
        && ident.get(3) == 'F';
  }

  /** Returns {@code DOF_ID_MODEL}: 1 for 32 bit, 2 for 64 bit. */
  public int model() {
    return ident.get(4);
  }

  /** Returns {@code DOF_ID_ENCODING}: {@link #ENCODE_LSB} or {@link #ENCODE_MSB}. */
  public int encoding() {
    return ident.get(5);
  }

  /** Returns {@code DOF_ID_VERSION}, 1 or 2. */
  public int version() {
    return ident.get(6);
  }

  /** Returns {@code DOF_ID_DIFVERS}, the version of DIF: 2. */
  public int difVersion() {
    return ident.get(7);
  }

  /** Returns {@code DOF_ID_DIFIREG}: how many integer registers its DIF needs, at most 8. */
  public int integerRegisters() {
    return ident.get(8);
  }

  /** Returns {@code DOF_ID_DIFTREG}: how many tuple registers its DIF needs, at most 8. */
  public int tupleRegisters() {
    return ident.get(9);
  }

  /** Returns the byte order that the encoding names; little endian if it names none. */
  public ByteOrder byteOrder() {
    return encoding() == ENCODE_MSB ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  DofHeader withSizes(long newSecoff, long newLoadsz, long newFilesz) {
    return new DofHeader(
        ident, flags, hdrsize, secsize, secnum, newSecoff, newLoadsz, newFilesz, pad);
  }
}
