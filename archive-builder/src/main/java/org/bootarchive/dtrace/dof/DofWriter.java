package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.Difo;
import org.jspecify.annotations.Nullable;

/**
 * Lays a program out as DOF, as libdtrace does, without what the kernel does not load: comments and
 * the name of the machine lie beyond {@code dofh_loadsz}, and only their section headers are here.
 *
 * <p>Source: {@code dtrace_dof_create} and {@code dtrace_getopt_dof} of libdtrace's {@code
 * dt_dof.c}.
 */
public final class DofWriter {
  /** {@code _dtrace_version} with its NUL. */
  private static final int COMMENT_BYTES = "Sun D 1.14".length() + 1;

  /** {@code struct utsname} of illumos. */
  private static final int UTSNAME_BYTES = 5 * 257;

  private static final int LP64 = 2;
  private static final int DIF_VERSION = 2;
  private static final int OPTIONS_VERSION = 2;
  private static final int LOADED = 1;
  private static final long FIRST_STATEMENT = 0x10000;
  private static final long STATEMENT_STEP = 0x100;

  /**
   * An action.
   *
   * @param difo its object, or null
   * @param kind {@code dofa_kind}
   * @param tuple {@code dofa_ntuple}
   * @param argument {@code dofa_arg} where there is no string
   * @param string the statement's string, chars standing for bytes, or null
   * @param statement a number that the actions of one statement share
   */
  public record Action(
      @Nullable Difo difo,
      int kind,
      int tuple,
      long argument,
      @Nullable String string,
      int statement) {}

  /**
   * What is done at the probes of one description.
   *
   * @param probe the description
   * @param predicate its object, or null
   * @param actions in order; none for the default action
   * @param argument {@code dofe_uarg}
   */
  public record Clause(
      ProbeName probe, @Nullable Difo predicate, ImmutableList<Action> actions, long argument) {}

  /**
   * What is the same in all programs of a run.
   *
   * @param integerRegisters {@code DOF_ID_DIFIREG}
   * @param tupleRegisters {@code DOF_ID_DIFTREG}
   * @param stripped whether comments and the machine's name are left out
   */
  public record Settings(int integerRegisters, int tupleRegisters, boolean stripped) {}

  private final Settings settings;
  private final List<DofSection> sections = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final Map<Integer, Long> statements = new HashMap<>();

  private DofWriter(Settings settings) {
    this.settings = settings;
  }

  /** Returns the {@code dofh_loadsz} bytes of a program. */
  public static byte[] program(List<Clause> clauses, Settings settings) {
    return new DofWriter(settings).write(clauses);
  }

  /** Returns the bytes of options, which are in the order of their numbers. */
  public static byte[] options(ImmutableList<OptionDescription> options, Settings settings) {
    int offset = DofHeader.BYTES + DofSection.BYTES;
    DofContent content = new DofContent.Options(options);
    int size = content.encodedLength();
    ByteBuffer out = buffer(offset + size);
    header(settings, OPTIONS_VERSION, 1, offset + size, offset + size).encode(out);
    section(SectionType.OPTDESC, Long.BYTES, LOADED, OptionDescription.BYTES, offset, size)
        .encode(out);
    content.encode(out);
    return bytes(out);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static DofHeader header(
      Settings settings, int version, int sections, long loadsz, long filesz) {
    int[] ident = {
      0x7f,
      'D',
      'O',
      'F',
      LP64,
      DofHeader.ENCODE_LSB,
      version,
      DIF_VERSION,
      settings.integerRegisters() & 0xff,
      settings.tupleRegisters() & 0xff,
      0,
      0,
      0,
      0,
      0,
      0
    };
    return new DofHeader(
        ImmutableIntArray.copyOf(ident),
        0,
        DofHeader.BYTES,
        DofSection.BYTES,
        sections,
        DofHeader.BYTES,
        loadsz,
        filesz,
        0);
  }

  private static DofSection section(
      SectionType type, int align, int flags, int entsize, long offset, long size) {
    return new DofSection(0, type.number(), align, flags, entsize, offset, size);
  }

  private byte[] write(List<Clause> clauses) {
    sections.add(section(SectionType.STRTAB, 1, LOADED, 0, 0, 0));
    strings.write(0);
    for (Clause clause : clauses) {
      add(clause);
    }
    int comments = sections.size();
    if (!settings.stripped()) {
      sections.add(section(SectionType.COMMENTS, 1, 0, 0, 0, COMMENT_BYTES));
      sections.add(section(SectionType.UTSNAME, 1, 0, 0, COMMENT_BYTES, UTSNAME_BYTES));
    }
    long begin = DofHeader.BYTES + (long) DofSection.BYTES * sections.size();
    long loadsz = begin + data.size() + strings.size();
    long tail = (loadsz + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    long filesz = settings.stripped() ? loadsz : tail + COMMENT_BYTES + UTSNAME_BYTES;
    ByteBuffer out = buffer((int) loadsz);
    header(settings, 1, sections.size(), loadsz, filesz).encode(out);
    for (int i = 0; i < sections.size(); i++) {
      DofSection section = sections.get(i);
      DofSection placed =
          i == 0
              ? section.at(begin + data.size(), strings.size())
              : section.at(section.offset() + (i < comments ? begin : tail), section.size());
      placed.encode(out);
    }
    out.put(data.toByteArray()).put(strings.toByteArray());
    return bytes(out);
  }

  /** Adds a section, and returns its number. */
  private int add(SectionType type, int align, int entsize, DofContent content) {
    while (data.size() % align != 0) {
      data.write(0);
    }
    ByteBuffer bytes = buffer(content.encodedLength());
    content.encode(bytes);
    sections.add(section(type, align, LOADED, entsize, data.size(), bytes.capacity()));
    data.writeBytes(bytes(bytes));
    return sections.size() - 1;
  }

  private static byte[] bytes(ByteBuffer full) {
    byte[] bytes = new byte[full.capacity()];
    full.get(0, bytes);
    return bytes;
  }

  private int string(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int offset = strings.size();
    strings.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    strings.write(0);
    return offset;
  }

  private int add(Difo difo) {
    ImmutableIntArray.Builder links = ImmutableIntArray.builder();
    links.add(add(SectionType.DIF, Integer.BYTES, Integer.BYTES, new DofContent.Text(difo.text())));
    if (!difo.integers().isEmpty()) {
      links.add(
          add(
              SectionType.INTTAB,
              Long.BYTES,
              Long.BYTES,
              new DofContent.Integers(difo.integers())));
    }
    if (difo.strings().length() != 0) {
      links.add(add(SectionType.STRTAB, 1, 0, new DofContent.Strings(difo.strings())));
    }
    if (!difo.variables().isEmpty()) {
      links.add(
          add(
              SectionType.VARTAB,
              Integer.BYTES,
              DifVariable.BYTES,
              new DofContent.Variables(difo.variables())));
    }
    return add(
        SectionType.DIFOHDR, Integer.BYTES, 0, new DifoHeader(difo.returnType(), links.build()));
  }

  private void add(Clause clause) {
    ProbeName probe = clause.probe();
    ProbeDescription description =
        new ProbeDescription(
            0,
            string(probe.provider()),
            string(probe.module()),
            string(probe.function()),
            string(probe.name()),
            0);
    int probes = add(SectionType.PROBEDESC, Integer.BYTES, ProbeDescription.BYTES, description);
    int predicate = clause.predicate() == null ? DofSection.NONE : add(clause.predicate());
    int actions = clause.actions().isEmpty() ? DofSection.NONE : add(clause.actions());
    add(
        SectionType.ECBDESC,
        Long.BYTES,
        0,
        new EcbDescription(probes, predicate, actions, 0, clause.argument()));
  }

  private int add(ImmutableList<Action> actions) {
    ImmutableList.Builder<ActionDescription> descriptions = ImmutableList.builder();
    int string = 0;
    Action last = null;
    for (Action action : actions) {
      int difo = action.difo() == null ? DofSection.NONE : add(action.difo());
      if (last == null || action.statement() != last.statement()) {
        string = action.string() == null ? 0 : string(action.string());
      }
      last = action;
      descriptions.add(
          new ActionDescription(
              difo,
              string == 0 ? DofSection.NONE : 0,
              action.kind(),
              action.tuple(),
              string == 0 ? action.argument() : string,
              statement(action.statement())));
    }
    return add(
        SectionType.ACTDESC,
        Long.BYTES,
        ActionDescription.BYTES,
        new DofContent.Actions(descriptions.build()));
  }

  /** The compiler has an address there; any numbers do that are not 0 or 1. */
  private long statement(int number) {
    return statements.computeIfAbsent(
        number, key -> FIRST_STATEMENT + STATEMENT_STEP * statements.size());
  }
}
