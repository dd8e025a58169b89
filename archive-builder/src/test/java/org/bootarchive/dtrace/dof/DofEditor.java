package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.dif.StringTable;

/**
 * Changes probe descriptions and options of a DOF; what an edit does not name stays byte for byte,
 * at another offset where something before it grew. Not safe for several threads.
 *
 * <p>The compiler's own layout is kept: a new string goes to the end of its string table, options
 * stay in the order of their numbers.
 */
public final class DofEditor {
  private static final int MOST_NAME_BYTES = 63;
  private static final int MOST_FUNCTION_BYTES = 127;

  private DofParts parts;

  private DofEditor(DofParts parts) {
    this.parts = parts;
  }

  /**
   * Begins to edit a DOF.
   *
   * @throws DofFormatException if its sections share bytes, so that no edit could leave the others
   *     alone
   */
  public static DofEditor of(Dof dof) throws DofFormatException {
    return new DofEditor(DofParts.of(dof));
  }

  /** Returns the DOF as it is now. */
  public byte[] encode() {
    return parts.encode();
  }

  /**
   * Gives a probe description other names.
   *
   * @param ecb the section of the ECB description, {@link Ecb#section}
   * @throws DofFormatException if there is none, it is shared with another ECB, or a name is too
   *     long or has a NUL
   */
  public void setProbe(int ecb, ProbeName probe) throws DofFormatException {
    checkName("provider", probe.provider(), MOST_NAME_BYTES);
    checkName("module", probe.module(), MOST_NAME_BYTES);
    checkName("function", probe.function(), MOST_FUNCTION_BYTES);
    checkName("name", probe.name(), MOST_NAME_BYTES);
    DofSection section = probeSection(ecb);
    if (!(content(section.index()) instanceof ProbeDescription old)) {
      throw new DofFormatException("section " + section.index() + ": not a probe description");
    }
    StringAppender strings = new StringAppender(strings(old.strtab()));
    ProbeDescription changed =
        new ProbeDescription(
            old.strtab(),
            strings.place(old.provider(), probe.provider()),
            strings.place(old.mod(), probe.module()),
            strings.place(old.func(), probe.function()),
            strings.place(old.name(), probe.name()),
            old.id());
    DofParts edited = replaced(parts, section.index(), changed);
    if (strings.grew()) {
      edited = replaced(edited, old.strtab(), new DofContent.Strings(strings.table()));
    }
    parts = edited;
  }

  /**
   * Sets an option, in the place where it stands or in the order of the numbers. Whether the kernel
   * takes the value is not asked here.
   *
   * @throws DofFormatException if there are no options to add to
   */
  public void setOption(DtraceOption option, long value) throws DofFormatException {
    OptionDescription changed = new OptionDescription(option.number(), DofSection.NONE, value);
    DofParts edited = parts;
    boolean there = false;
    List<Integer> sections = optionSections();
    for (int section : sections) {
      List<OptionDescription> options = new ArrayList<>(options(section));
      if (options.stream().anyMatch(old -> old.option() == option.number())) {
        there = true;
        options.replaceAll(old -> old.option() == option.number() ? changed : old);
        edited = replaced(edited, section, options);
      }
    }
    if (!there) {
      int last = sections.get(sections.size() - 1);
      List<OptionDescription> options = new ArrayList<>(options(last));
      int at = 0;
      while (at < options.size() && options.get(at).option() < option.number()) {
        at++;
      }
      options.add(at, changed);
      edited = replaced(edited, last, options);
    }
    parts = edited;
  }

  /**
   * Takes an option out wherever it stands.
   *
   * @throws DofFormatException if there are no options at all
   */
  public void removeOption(DtraceOption option) throws DofFormatException {
    DofParts edited = parts;
    for (int section : optionSections()) {
      List<OptionDescription> options = new ArrayList<>(options(section));
      if (options.removeIf(old -> old.option() == option.number())) {
        edited = replaced(edited, section, options);
      }
    }
    parts = edited;
  }

  private static DofParts replaced(DofParts parts, int section, List<OptionDescription> options)
      throws DofFormatException {
    return replaced(parts, section, new DofContent.Options(ImmutableList.copyOf(options)));
  }

  /** What was laid out again is taken apart again, which finds sections that now share bytes. */
  private static DofParts replaced(DofParts parts, int section, DofContent content)
      throws DofFormatException {
    return DofParts.of(Dof.decode(new Relayout(parts).with(section, content).encode()));
  }

  private DofSection probeSection(int ecb) throws DofFormatException {
    if (!(content(ecb) instanceof EcbDescription description)) {
      throw new DofFormatException("section " + ecb + ": not an ECB description");
    }
    int probes = description.probes();
    boolean shared =
        parts.contents().stream()
                .flatMap(Optional::stream)
                .filter(other -> other instanceof EcbDescription found && found.probes() == probes)
                .count()
            > 1;
    if (shared) {
      throw new DofFormatException("section " + ecb + ": other ECBs have the same probes");
    }
    content(probes);
    return parts.sections().get(probes);
  }

  private DofContent content(int section) throws DofFormatException {
    if (section < 0 || section >= parts.sections().size()) {
      throw new DofFormatException(
          "section " + Integer.toUnsignedString(section) + " of " + parts.sections().size());
    }
    return parts
        .contents()
        .get(section)
        .orElseThrow(() -> new DofFormatException("section " + section + ": not here"));
  }

  private StringTable strings(int section) throws DofFormatException {
    if (content(section) instanceof DofContent.Strings found) {
      return found.strings();
    }
    throw new DofFormatException("section " + section + ": not a string table");
  }

  private List<Integer> optionSections() throws DofFormatException {
    List<Integer> sections =
        parts.sections().stream().filter(SectionType.OPTDESC::is).map(DofSection::index).toList();
    if (sections.isEmpty()) {
      throw new DofFormatException("no options in this DOF");
    }
    return sections;
  }

  private ImmutableList<OptionDescription> options(int section) throws DofFormatException {
    if (content(section) instanceof DofContent.Options found
        && parts.sections().get(section).entsize() == OptionDescription.BYTES) {
      return found.options();
    }
    throw new DofFormatException("section " + section + ": not whole options");
  }

  private static void checkName(String what, String name, int most) throws DofFormatException {
    if (name.length() > most || name.chars().anyMatch(c -> c == 0 || c > 0xff)) {
      throw new DofFormatException(
          "a probe's " + what + " is at most " + most + " bytes without a NUL");
    }
  }
}
