package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;

/**
 * One option: a {@code dof_optdesc_t} of {@code sys/dtrace.h}, 16 bytes.
 *
 * @param option {@code dofo_option}; see {@link DtraceOption}
 * @param strtab {@code dofo_strtab}: none
 * @param value {@code dofo_value}
 */
public record OptionDescription(int option, int strtab, long value) {
  static final int BYTES = 16;

  static OptionDescription decode(ByteBuffer in) {
    return new OptionDescription(in.getInt(), in.getInt(), in.getLong());
  }

  void encode(ByteBuffer out) {
    out.putInt(option).putInt(strtab).putLong(value);
  }
}
