package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;

/**
 * A section header of a DOF: a {@code dof_sec_t} of {@code sys/dtrace.h}, 32 bytes.
 *
 * @param index its place in the table, from 0
 * @param type {@code dofs_type}; see {@link SectionType}
 * @param align {@code dofs_align}: a power of two
 * @param flags {@code dofs_flags}: bit 0 if it is loaded
 * @param entsize {@code dofs_entsize}: the bytes of one entry, or 0
 * @param offset {@code dofs_offset}: byte offset from the DOF's first byte; unsigned 64 bit
 * @param size {@code dofs_size}, in bytes; unsigned 64 bit
 */
public record DofSection(
    int index, int type, int align, int flags, int entsize, long offset, long size) {
  /** The bytes of a section header. */
  public static final int BYTES = 32;

  /** {@code DOF_SECIDX_NONE}: what stands where no section is named. */
  public static final int NONE = -1;

  static DofSection decode(int index, ByteBuffer in) {
    return new DofSection(
        index, in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getLong(), in.getLong());
  }

  void encode(ByteBuffer out) {
    out.putInt(type).putInt(align).putInt(flags).putInt(entsize).putLong(offset).putLong(size);
  }

  /** Returns whether the kernel looks at it: {@code DOF_SECF_LOAD}. */
  public boolean loaded() {
    return (flags & 1) != 0;
  }

  /** Returns whether its bytes lie inside so many bytes. */
  boolean within(long length) {
    return Long.compareUnsigned(offset, length) <= 0
        && Long.compareUnsigned(size, length - offset) <= 0;
  }

  DofSection at(long newOffset, long newSize) {
    return new DofSection(index, type, align, flags, entsize, newOffset, newSize);
  }
}
