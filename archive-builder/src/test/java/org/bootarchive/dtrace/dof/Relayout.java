package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.dif.StringTable;

/**
 * Puts another content in a section. What lies behind moves by as much as keeps its alignment; what
 * is beyond {@code dofh_loadsz} begins at the next multiple of 8, as the compiler has it.
 */
final class Relayout {
  private static final int TAIL_ALIGNMENT = 8;
  private static final int TABLE_ALIGNMENT = 8;

  private final DofParts parts;

  Relayout(DofParts parts) {
    this.parts = parts;
  }

  DofParts with(int index, DofContent content) throws DofFormatException {
    DofSection old = parts.sections().get(index);
    int size = content.encodedLength();
    long end = old.offset() + old.size();
    long grown = size - old.size();
    long loadsz = parts.header().loadsz();
    if (end > loadsz || loadsz > parts.length()) {
      throw new DofFormatException("section " + index + ": beyond dofh_loadsz");
    }
    long inside = roundAway(grown, alignmentBehind(index, end, loadsz));
    long newLoadsz = loadsz + inside;
    long tail = roundUp(newLoadsz) - roundUp(loadsz);
    if (newLoadsz >= DofHeader.TOO_MANY_BYTES) {
      throw new DofFormatException("the DOF would have " + newLoadsz + " bytes, too many");
    }
    Shift shift = new Shift(end, inside, loadsz, tail);
    int length =
        (int) (parts.length() == loadsz ? newLoadsz : Math.max(newLoadsz, parts.length() + tail));

    List<DofSection> sections = new ArrayList<>();
    for (DofSection section : parts.sections()) {
      boolean changed = section.index() == index;
      sections.add(
          changed
              ? section.at(old.offset(), size)
              : section.at(shift.of(section.offset()), section.size()));
    }
    List<Optional<DofContent>> contents = new ArrayList<>(parts.contents());
    contents.set(index, Optional.of(content));
    checkRoom(sections, contents, length);
    DofHeader header = parts.header();
    return new DofParts(
        length,
        header.withSizes(
            shift.of(header.secoff()), newLoadsz, header.filesz() + fileGrowth(tail, inside)),
        ImmutableList.copyOf(sections),
        ImmutableList.copyOf(contents),
        gaps(shift, length));
  }

  private static void checkRoom(
      List<DofSection> sections, List<Optional<DofContent>> contents, int length)
      throws DofFormatException {
    for (DofSection section : sections) {
      if (contents.get(section.index()).isPresent() && !section.within(length)) {
        throw new DofFormatException(
            "section " + section.index() + ": lies across the end of what is loaded");
      }
    }
  }

  /** A file without a tail ends where what is loaded ends. */
  private long fileGrowth(long tail, long inside) {
    return parts.header().filesz() == parts.header().loadsz() ? inside : tail;
  }

  /** The greatest alignment of what is loaded behind a place. */
  private long alignmentBehind(int index, long end, long loadsz) {
    long alignment = parts.header().secoff() >= end ? TABLE_ALIGNMENT : 1;
    for (DofSection section : parts.sections()) {
      if (section.index() != index && section.offset() >= end && section.offset() < loadsz) {
        alignment = Math.max(alignment, Integer.toUnsignedLong(section.align()));
      }
    }
    return alignment;
  }

  private ImmutableList<Gap> gaps(Shift shift, int length) {
    ImmutableList.Builder<Gap> gaps = ImmutableList.builder();
    for (Gap gap : parts.gaps()) {
      long at = shift.of(gap.offset());
      int room = (int) Math.min(gap.bytes().length(), length - at);
      if (room > 0) {
        byte[] bytes = Arrays.copyOf(gap.bytes().toBytes(), room);
        gaps.add(new Gap((int) at, StringTable.of(bytes)));
      }
    }
    return gaps.build();
  }

  /** Rounds growth up, and shrinking towards 0: the rest becomes a gap. */
  private static long roundAway(long grown, long alignment) {
    return Math.floorDiv(grown + alignment - 1, alignment) * alignment;
  }

  private static long roundUp(long value) {
    return (value + TAIL_ALIGNMENT - 1) & -TAIL_ALIGNMENT;
  }

  /**
   * Where things go.
   *
   * @param end offsets from here on move
   * @param inside by so much
   * @param loadsz offsets from here on
   * @param tail by so much
   */
  private record Shift(long end, long inside, long loadsz, long tail) {
    long of(long offset) {
      return offset + (offset >= loadsz ? tail : offset >= end ? inside : 0);
    }
  }
}
