package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.bootarchive.dtrace.dif.StringTable;

/** Sections laid out as the compiler lays them out. */
final class LaidDof {
  private static final int LOADED = 1;

  record Part(SectionType type, int align, int entsize, StringTable bytes) {}

  private LaidDof() {}

  /** The strings come last; what lies between is stale. */
  static byte[] of(List<Part> parts, Random random) {
    long at = DofHeader.BYTES + (long) DofSection.BYTES * parts.size();
    long[] offsets = new long[parts.size()];
    for (int i = 1; i <= parts.size(); i++) {
      int index = i % parts.size();
      Part part = parts.get(index);
      at = (at + part.align() - 1) & -part.align();
      offsets[index] = at;
      at += part.bytes().length();
    }
    byte[] whole = new byte[(int) at];
    random.nextBytes(whole);
    ByteBuffer out = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'D', 'O', 'F', 2, 1, 1, 2, 8, 8, 0, 0, 0, 0, 0, 0});
    out.putInt(0).putInt(64).putInt(32).putInt(parts.size()).putLong(64);
    out.putLong(at).putLong(at).putLong(0);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      new DofSection(
              i,
              part.type().number(),
              part.align(),
              LOADED,
              part.entsize(),
              offsets[i],
              part.bytes().length())
          .encode(out);
    }
    for (int i = 0; i < parts.size(); i++) {
      out.position((int) offsets[i]).put(parts.get(i).bytes().toBytes());
    }
    return whole;
  }
}
