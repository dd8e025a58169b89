package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;

/**
 * Which probes: a {@code dof_probedesc_t} of {@code sys/dtrace.h}, 24 bytes.
 *
 * @param strtab {@code dofp_strtab}: the section of its strings
 * @param provider {@code dofp_provider}: where the provider's name begins in them
 * @param mod {@code dofp_mod}
 * @param func {@code dofp_func}
 * @param name {@code dofp_name}
 * @param id {@code dofp_id}
 */
public record ProbeDescription(int strtab, int provider, int mod, int func, int name, int id)
    implements DofContent {
  static final int BYTES = 24;

  static ProbeDescription decode(ByteBuffer in) {
    return new ProbeDescription(
        in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
  }

  @Override
  public void encode(ByteBuffer out) {
    out.putInt(strtab).putInt(provider).putInt(mod).putInt(func).putInt(name).putInt(id);
  }

  @Override
  public int encodedLength() {
    return BYTES;
  }
}
