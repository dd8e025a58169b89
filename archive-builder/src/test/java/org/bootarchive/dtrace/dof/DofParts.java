package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bootarchive.dtrace.dif.StringTable;

/**
 * All that a DOF consists of, so that it can be written again byte for byte.
 *
 * @param length in bytes
 * @param header the header
 * @param sections the section headers, in order
 * @param contents what stands in each section; empty for one whose bytes are not here
 * @param gaps the bytes that belong to none of them, in order
 */
public record DofParts(
    int length,
    DofHeader header,
    ImmutableList<DofSection> sections,
    ImmutableList<Optional<DofContent>> contents,
    ImmutableList<Gap> gaps) {

  /**
   * Takes a DOF apart.
   *
   * @throws DofFormatException if sections share bytes with each other or with headers
   */
  public static DofParts of(Dof dof) throws DofFormatException {
    RangeSet<Integer> free = TreeRangeSet.create();
    free.add(Range.closedOpen(0, dof.length()));
    claim(free, 0, DofHeader.BYTES, "the header");
    for (DofSection section : dof.sections()) {
      int at = (int) place(dof.header(), section.index());
      claim(free, at, DofSection.BYTES, "section header " + section.index());
    }
    ImmutableList.Builder<Optional<DofContent>> contents = ImmutableList.builder();
    for (DofSection section : dof.sections()) {
      if (dof.holds(section)) {
        claim(free, (int) section.offset(), (int) section.size(), "section " + section.index());
        contents.add(Optional.of(dof.content(section)));
      } else {
        contents.add(Optional.empty());
      }
    }
    byte[] bytes = dof.toBytes();
    ImmutableList<Gap> gaps =
        free.asRanges().stream()
            .map(range -> gap(bytes, range.lowerEndpoint(), range.upperEndpoint()))
            .collect(ImmutableList.toImmutableList());
    return new DofParts(bytes.length, dof.header(), dof.sections(), contents.build(), gaps);
  }

  private static void claim(RangeSet<Integer> free, int offset, int size, String what)
      throws DofFormatException {
    Range<Integer> range = Range.closedOpen(offset, offset + size);
    if (!free.encloses(range) && size != 0) {
      throw new DofFormatException("DOF: " + what + " shares bytes with another part");
    }
    free.remove(range);
  }

  private static Gap gap(byte[] bytes, int from, int to) {
    return new Gap(from, StringTable.of(Arrays.copyOfRange(bytes, from, to)));
  }

  private static long place(DofHeader header, int index) {
    return header.secoff() + index * Integer.toUnsignedLong(header.secsize());
  }

  /** Returns the bytes of the whole DOF. */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(length).order(header.byteOrder());
    for (Gap gap : gaps) {
      out.position(gap.offset()).put(gap.bytes().toBytes());
    }
    header.encode(out.position(0));
    for (DofSection section : sections) {
      section.encode(out.position((int) place(header, section.index())));
      contents
          .get(section.index())
          .ifPresent(content -> content.encode(out.position((int) section.offset())));
    }
    return out.array();
  }
}
