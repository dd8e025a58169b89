package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;

/**
 * One relocation: a {@code dof_relodesc_t} of {@code sys/dtrace.h}, 24 bytes.
 *
 * @param name {@code dofr_name}: where its name begins in the strings
 * @param type {@code dofr_type}: 0 none, 1 adds the base address to 8 bytes
 * @param offset {@code dofr_offset}: where in the target section; unsigned 64 bit
 * @param data {@code dofr_data}
 */
public record Relocation(int name, int type, long offset, long data) {
  static final int BYTES = 24;

  static Relocation decode(ByteBuffer in) {
    return new Relocation(in.getInt(), in.getInt(), in.getLong(), in.getLong());
  }

  void encode(ByteBuffer out) {
    out.putInt(name).putInt(type).putLong(offset).putLong(data);
  }
}
