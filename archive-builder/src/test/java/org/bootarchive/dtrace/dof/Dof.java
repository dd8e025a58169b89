package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.StringTable;

/**
 * One DOF taken apart, in the byte order that it names itself; immutable. Nothing is judged here:
 * what the kernel would say, {@link EnablingReader} tells.
 *
 * <p>In dtrace.conf the bytes end at {@code dofh_loadsz}, and sections that the kernel does not
 * load lie beyond; in a compiler's file all are there.
 */
public final class Dof {
  /** More than the kernel takes, with room for what it does not load. */
  private static final int MOST_BYTES = 2 * DofHeader.TOO_MANY_BYTES;

  private static final int LEAST_STEP = 8;

  private final byte[] bytes;
  private final DofHeader header;
  private final ImmutableList<DofSection> sections;

  private Dof(byte[] bytes, DofHeader header, ImmutableList<DofSection> sections) {
    this.bytes = bytes;
    this.header = header;
    this.sections = sections;
  }

  /**
   * Takes bytes apart.
   *
   * @throws DofFormatException if there is no whole header, or not all section headers are there
   */
  public static Dof decode(byte[] bytes) throws DofFormatException {
    if (bytes.length < DofHeader.BYTES || bytes.length > MOST_BYTES) {
      throw new DofFormatException(
          "DOF: " + bytes.length + " bytes, wanted " + DofHeader.BYTES + " to " + MOST_BYTES);
    }
    DofHeader guess = DofHeader.decode(ByteBuffer.wrap(bytes));
    ByteBuffer in = ByteBuffer.wrap(bytes.clone()).order(guess.byteOrder());
    DofHeader header = DofHeader.decode(in);
    if (!header.hasMagic()) {
      throw new DofFormatException("DOF: dofh_ident does not begin with 7f and DOF");
    }
    return new Dof(in.array(), header, sections(header, in));
  }

  private static ImmutableList<DofSection> sections(DofHeader header, ByteBuffer in)
      throws DofFormatException {
    long count = Integer.toUnsignedLong(header.secnum());
    long step = Integer.toUnsignedLong(header.secsize());
    if (count == 0) {
      return ImmutableList.of();
    }
    int room = in.capacity() - DofSection.BYTES;
    if (step < LEAST_STEP
        || header.secoff() < 0
        || header.secoff() > room
        || (count - 1) > (room - header.secoff()) / step) {
      throw new DofFormatException(
          String.format(
              Locale.ROOT,
              "DOF: %d section headers of %d bytes at %s of %d bytes",
              count,
              step,
              Long.toUnsignedString(header.secoff()),
              in.capacity()));
    }
    ImmutableList.Builder<DofSection> sections = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      in.position((int) (header.secoff() + i * step));
      sections.add(DofSection.decode(i, in));
    }
    return sections.build();
  }

  /** Returns the header. */
  public DofHeader header() {
    return header;
  }

  /** Returns the section headers, in order. */
  public ImmutableList<DofSection> sections() {
    return sections;
  }

  /** Returns the byte order of all its numbers. */
  public ByteOrder byteOrder() {
    return header.byteOrder();
  }

  /** Returns how many bytes there are, at least those of the header. */
  public int length() {
    return bytes.length;
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns whether the bytes of a section are here. */
  public boolean holds(DofSection section) {
    return section.within(bytes.length);
  }

  /**
   * Returns what stands in a section.
   *
   * @throws DofFormatException if it is not here
   */
  public DofContent content(DofSection section) throws DofFormatException {
    return ContentDecoder.decode(SectionType.of(section.type()), buffer(section));
  }

  /**
   * Returns the DIF object that a section describes; the last part of a kind is the one that
   * counts.
   *
   * @throws DofFormatException if the section or a part is not what it should be, or all are more
   *     than 256 KiB
   */
  public Difo difo(DofSection section) throws DofFormatException {
    if (!(content(section) instanceof DifoHeader description)) {
      throw new DofFormatException("section " + section.index() + ": not a DIF object");
    }
    ImmutableIntArray text = ImmutableIntArray.of();
    ImmutableLongArray integers = ImmutableLongArray.of();
    StringTable strings = StringTable.EMPTY;
    DofContent.Variables variables = new DofContent.Variables(ImmutableList.of());
    long total = 0;
    for (int link : description.links().asList()) {
      DofSection linked = section(link);
      total += Math.min(linked.size(), DifoReader.MOST_BYTES + 1L);
      if (linked.size() < 0 || total > DifoReader.MOST_BYTES) {
        throw new DofFormatException(
            String.format(
                Locale.ROOT,
                "section %d: a DIF object of more than %d bytes",
                section.index(),
                DifoReader.MOST_BYTES));
      }
      DofContent part = content(linked);
      if (part instanceof DofContent.Text found) {
        text = found.instructions();
      } else if (part instanceof DofContent.Integers found) {
        integers = found.integers();
      } else if (part instanceof DofContent.Strings found) {
        strings = found.strings();
      } else if (part instanceof DofContent.Variables found) {
        variables = found;
      } else {
        throw new DofFormatException("section " + link + ": not a part of a DIF object");
      }
    }
    DifType type = description.returnType();
    return new Difo(text, integers, strings, variables.variables(), type);
  }

  /**
   * Returns a section by its index.
   *
   * @throws DofFormatException if there is none
   */
  public DofSection section(int index) throws DofFormatException {
    if (index < 0 || index >= sections.size()) {
      throw new DofFormatException(
          "section " + Integer.toUnsignedString(index) + " of " + sections.size());
    }
    return sections.get(index);
  }

  /** Returns the sections of a type, in order. */
  public ImmutableList<DofSection> sections(SectionType type) {
    return sections.stream().filter(type::is).collect(ImmutableList.toImmutableList());
  }

  private ByteBuffer buffer(DofSection section) throws DofFormatException {
    if (!holds(section)) {
      String type =
          SectionType.of(section.type()).map(Enum::name).orElse(Integer.toString(section.type()));
      throw new DofFormatException(
          String.format(
              Locale.ROOT,
              "section %d (%s): %s bytes at %s of %d",
              section.index(),
              type,
              Long.toUnsignedString(section.size()),
              Long.toUnsignedString(section.offset()),
              bytes.length));
    }
    return ByteBuffer.wrap(bytes, (int) section.offset(), (int) section.size())
        .slice()
        .order(byteOrder());
  }
}
