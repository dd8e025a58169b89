package org.bootarchive.dtrace.dof;

import com.google.common.primitives.ImmutableIntArray;
import java.nio.ByteBuffer;
import org.bootarchive.dtrace.dif.DifType;

/**
 * Where the parts of a DIF object are: a {@code dof_difohdr_t} of {@code sys/dtrace.h}.
 *
 * @param returnType {@code dofd_rtype}
 * @param links {@code dofd_links}: sections, of the types DIF, INTTAB, STRTAB and VARTAB
 */
public record DifoHeader(DifType returnType, ImmutableIntArray links) implements DofContent {
  /** The bytes of one with a single link. */
  static final int LEAST_BYTES = 12;

  static DifoHeader decode(ByteBuffer in, int bytes) {
    DifType type = DifType.decode(in);
    ImmutableIntArray.Builder links = ImmutableIntArray.builder();
    for (int at = DifType.BYTES; at + Integer.BYTES <= bytes; at += Integer.BYTES) {
      links.add(in.getInt());
    }
    return new DifoHeader(type, links.build());
  }

  @Override
  public void encode(ByteBuffer out) {
    returnType.encode(out);
    links.forEach(out::putInt);
  }

  @Override
  public int encodedLength() {
    return DifType.BYTES + Integer.BYTES * links.length();
  }
}
