package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;

/**
 * One action: a {@code dof_actdesc_t} of {@code sys/dtrace.h}, 32 bytes.
 *
 * @param difo {@code dofa_difo}: the section of its DIF object, or none
 * @param strtab {@code dofa_strtab}: the section of its string, or none
 * @param kind {@code dofa_kind}; the kernel takes the low 16 bits, see {@link ActionKind}
 * @param ntuple {@code dofa_ntuple}: of an aggregating action, how many actions before are its keys
 * @param arg {@code dofa_arg}: by kind; where there is a string, its offset
 * @param uarg {@code dofa_uarg}: the same in all actions of one statement
 */
public record ActionDescription(int difo, int strtab, int kind, int ntuple, long arg, long uarg) {
  static final int BYTES = 32;

  static ActionDescription decode(ByteBuffer in) {
    return new ActionDescription(
        in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getLong(), in.getLong());
  }

  void encode(ByteBuffer out) {
    out.putInt(difo).putInt(strtab).putInt(kind).putInt(ntuple).putLong(arg).putLong(uarg);
  }
}
