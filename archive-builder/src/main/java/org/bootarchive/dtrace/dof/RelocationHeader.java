package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;

/**
 * Which relocations change which section: a {@code dof_relohdr_t} of {@code sys/dtrace.h}, 12
 * bytes.
 *
 * @param strtab {@code dofr_strtab}: the section of the names
 * @param relsec {@code dofr_relsec}: the section of the relocations
 * @param tgtsec {@code dofr_tgtsec}: the section that they change
 */
public record RelocationHeader(int strtab, int relsec, int tgtsec) implements DofContent {
  static final int BYTES = 12;

  static RelocationHeader decode(ByteBuffer in) {
    return new RelocationHeader(in.getInt(), in.getInt(), in.getInt());
  }

  @Override
  public void encode(ByteBuffer out) {
    out.putInt(strtab).putInt(relsec).putInt(tgtsec);
  }

  @Override
  public int encodedLength() {
    return BYTES;
  }
}
