package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;

/**
 * What to do at which probes: a {@code dof_ecbdesc_t} of {@code sys/dtrace.h}, 24 bytes.
 *
 * @param probes {@code dofe_probes}: the section of the probe description
 * @param pred {@code dofe_pred}: the section of the predicate's DIF object, or none
 * @param actions {@code dofe_actions}: the section of the actions, or none
 * @param pad {@code dofe_pad}
 * @param uarg {@code dofe_uarg}: the compiler's own; 1 for the ERROR program
 */
public record EcbDescription(int probes, int pred, int actions, int pad, long uarg)
    implements DofContent {
  static final int BYTES = 24;

  static EcbDescription decode(ByteBuffer in) {
    return new EcbDescription(in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getLong());
  }

  @Override
  public void encode(ByteBuffer out) {
    out.putInt(probes).putInt(pred).putInt(actions).putInt(pad).putLong(uarg);
  }

  @Override
  public int encodedLength() {
    return BYTES;
  }
}
