package org.bootarchive.boot.config.grub;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.boot.config.edit.LogicalLine;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A menu.lst of GRUB legacy, Triton's {@code menu.lst.01<MAC>} included, as GRUB reads it.
 *
 * <p>Source: {@code cmain} and {@code run_script} in stage2.c and cmdline.c, and the commands in
 * builtins.c, of illumos' grub-0.97.
 */
public final class MenuLst {
  private final ConfigFile file;
  private final ImmutableList<RawLine> lines;
  private final ImmutableList<MenuEntry> entries;
  private final ImmutableList<Finding> findings;
  private final GrubVariables variables;
  private final int defaultNumber;
  private final ImmutableList<Integer> fallbacks;
  private final boolean hasTimeout;

  private MenuLst(Builder builder) {
    this.file = builder.file;
    this.lines = builder.lines;
    this.entries = ImmutableList.copyOf(builder.entries);
    this.variables = builder.variables;
    this.hasTimeout = builder.hasTimeout;
    this.defaultNumber = builder.chosenDefault(entries.size());
    this.fallbacks = builder.fallbacksLeft(entries.size());
    this.findings = builder.findings.build();
  }

  /**
   * Reads a menu.
   *
   * @throws ConfigException if it has too many lines
   */
  public static MenuLst parse(ConfigFile file) throws ConfigException {
    return parse(file, "");
  }

  /**
   * Reads a menu.
   *
   * @param saved what the file {@code default} beside the menu begins with; empty if there is none
   * @throws ConfigException if it has too many lines
   */
  static MenuLst parse(ConfigFile file, String saved) throws ConfigException {
    Builder builder = new Builder(file, saved);
    builder.read();
    return new MenuLst(builder);
  }

  /** Returns the file that was read. */
  public ConfigFile file() {
    return file;
  }

  /** Returns the entries that GRUB shows, in order. */
  public ImmutableList<MenuEntry> entries() {
    return entries;
  }

  /** Returns what is odd in the menu as a whole. */
  public ImmutableList<Finding> findings() {
    return findings;
  }

  /**
   * Returns the entry that is started without a choice.
   *
   * @throws ConfigException if there are no entries
   */
  public MenuEntry defaultEntry() throws ConfigException {
    return entry(defaultNumber);
  }

  /**
   * Returns an entry by its number, from 0.
   *
   * @throws ConfigException if there is none
   */
  public MenuEntry entry(int number) throws ConfigException {
    if (number < 0 || number >= entries.size()) {
      throw new ConfigException(
          file.name(), "has no entry " + number + "; there are " + entries.size());
    }
    return entries.get(number);
  }

  /**
   * Returns an entry by its title, or by its number if no title is the same.
   *
   * @throws ConfigException if there is none
   */
  public MenuEntry entry(String numberOrTitle) throws ConfigException {
    for (MenuEntry entry : entries) {
      if (entry.title().strip().equals(numberOrTitle.strip())) {
        return entry;
      }
    }
    OptionalInt number = number(numberOrTitle);
    if (number.isEmpty()) {
      throw new ConfigException(
          file.name(), "has no entry titled " + ByteString.ofLatin1(numberOrTitle).brief(80));
    }
    return entry(number.getAsInt());
  }

  /**
   * Returns what the entry would start if every file were there.
   *
   * @throws IOException never for files that are not read
   */
  public ConfiguredBoot boot(MenuEntry entry) throws IOException {
    return new GrubEntryRun(file, ConfigFiles.everything(), new GrubVariables(variables), findings)
        .run(entry);
  }

  /**
   * Returns what the entry would start.
   *
   * @throws IOException if a file cannot be asked for
   */
  ConfiguredBoot boot(MenuEntry entry, ConfigFiles files) throws IOException {
    return new GrubEntryRun(file, files, new GrubVariables(variables), startFindings(entry))
        .run(entry);
  }

  /** Returns what is odd in the menu, and that it waits, if it does. */
  private ImmutableList<Finding> startFindings(MenuEntry entry) {
    FindingList all = new FindingList();
    all.addAll(findings);
    if (!hasTimeout) {
      all.add(
          ConfigCode.GRUB_WAITS.at(
              entry.source(), "the menu sets no timeout: GRUB waits for a person to choose"));
    }
    return all.build();
  }

  /**
   * Returns what GRUB starts without a choice: the default entry, or if that ends with an error the
   * first fallback entry that does not. What was found in an entry that failed stays.
   *
   * @throws ConfigException if there are no entries
   * @throws IOException if a file cannot be asked for
   */
  ConfiguredBoot bootDefault(ConfigFiles files) throws IOException {
    GrubVariables shared = new GrubVariables(variables);
    MenuEntry entry = defaultEntry();
    GrubEntryRun run = new GrubEntryRun(file, files, shared, startFindings(entry));
    ConfiguredBoot boot = run.run(entry);
    for (int number : fallbacks) {
      if (!run.failed()) {
        break;
      }
      MenuEntry next = entry(number);
      FindingList before = new FindingList();
      // What ended the entry does not end the boot: the fallback is the error.
      boot.findings().forEach(finding -> before.add(warning(finding)));
      run.missing().map(MenuLst::warning).ifPresent(before::add);
      before.add(
          ConfigCode.GRUB_FALLBACK.at(
              entry.source(),
              "the entry " + entry.number() + " fails; GRUB goes on with the fallback " + number));
      run = new GrubEntryRun(file, files, shared, before.build());
      entry = next;
      boot = run.run(next);
    }
    return boot;
  }

  private static Finding warning(Finding finding) {
    boolean stays = finding.severity() != Severity.ERROR || ConfigCode.GRUB_FALLBACK.is(finding);
    return stays
        ? finding
        : new Finding(
            finding.code(), Severity.WARNING, finding.message(), finding.place(), finding.remedy());
  }

  /** Returns the line, from 1, of the command that boots an entry; -1 if its end does. */
  int bootLine(MenuEntry entry) throws IOException {
    GrubEntryRun run =
        new GrubEntryRun(
            file, ConfigFiles.everything(), new GrubVariables(variables), ImmutableList.of());
    run.run(entry);
    return run.bootLine();
  }

  ImmutableList<RawLine> lines() {
    return lines;
  }

  /** Returns the lines' grammar for an entry: what its modules' variables stand for. */
  GrubGrammar grammar(MenuEntry entry) {
    GrubVariables inEntry = new GrubVariables(variables);
    for (GrubCommand command : entry.commands()) {
      if (command.name().equals("variable")) {
        inEntry.set(command.argument());
      }
    }
    return new GrubGrammar(inEntry);
  }

  /** Returns where the number that a text begins with ends. */
  private static int numberEnd(String text) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    int end = hexadecimal ? 2 : 0;
    while (end < text.length()
        && text.charAt(end) < 0x80
        && Character.digit(text.charAt(end), hexadecimal ? 16 : 10) >= 0) {
      end++;
    }
    return end;
  }

  /** Reads a number as {@code safe_parse_maxint} does: decimal or 0x, up to another character. */
  static OptionalInt number(String text) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    int radix = hexadecimal ? 16 : 10;
    long value = 0;
    int start = hexadecimal ? 2 : 0;
    int i = start;
    for (; i < text.length() && text.charAt(i) < 0x80; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        break;
      }
      value = value * radix + digit;
      if (value > Integer.MAX_VALUE) {
        return OptionalInt.empty();
      }
    }
    return i == start ? OptionalInt.empty() : OptionalInt.of((int) value);
  }

  private static final int MAX_FALLBACKS = 8;

  /** The state of reading: before the first title, behind a title, or within an entry. */
  private static final class Builder {
    private final ConfigFile file;
    private final String saved;
    private final ImmutableList<RawLine> lines;
    private final GrubVariables variables = new GrubVariables();
    private final List<MenuEntry> entries = new ArrayList<>();
    private final FindingList findings = new FindingList();
    private List<GrubCommand> commands = new ArrayList<>();
    private @Nullable GrubCommand title;
    private Optional<GrubCommand> defaultCommand = Optional.empty();
    private ImmutableList<Integer> fallbacks = ImmutableList.of();
    private boolean defaultMissing;
    private boolean hasTimeout;

    Builder(ConfigFile file, String saved) throws ConfigException {
      this.saved = saved;
      this.file = file;
      this.lines = RawLine.split(file);
    }

    void read() {
      GrubGrammar grammar = new GrubGrammar(variables);
      for (LogicalLine line : grammar.join(lines, 0, lines.size())) {
        String text = GrubGrammar.command(line.text());
        if (text.isEmpty()) {
          continue;
        }
        GrubCommand command = GrubCommand.parse(text, line.first() + 1);
        if (text.length() >= GrubCommand.MAX_LINE_BYTES) {
          report(command, ConfigCode.GRUB_LINE_CUT, "GRUB cuts the line behind 1500 bytes");
        }
        if (!command.known()) {
          report(
              command,
              ConfigCode.GRUB_UNKNOWN_COMMAND,
              "GRUB passes over the unknown command "
                  + ByteString.ofLatin1(command.name()).brief(40));
        } else if (command.name().equals("title")) {
          finishEntry(line.first());
          title = command;
        } else if (title != null) {
          commands.add(command);
        } else {
          global(command);
        }
      }
      finishEntry(lines.size());
    }

    private void global(GrubCommand command) {
      switch (command.name()) {
        case "variable" -> {
          if (!variables.set(command.argument())) {
            report(
                command,
                ConfigCode.GRUB_VALUE_TOO_LONG,
                "name or value is too long: it is not set");
          }
        }
        case "default" -> {
          if (command.argument().equals("saved") || number(command.argument()).isPresent()) {
            defaultCommand = Optional.of(command);
          }
        }
        case "fallback" -> fallback(command.argument());
        case "timeout" -> hasTimeout |= number(command.argument()).isPresent();
        case "min_mem64" -> {
          OptionalInt mebibytes = number(command.argument());
          if (mebibytes.isPresent() && variables.setLeastMemory(mebibytes.getAsInt())) {
            report(command, ConfigCode.GRUB_MEMORY, GrubVariables.LEAST_MEMORY_MATTERS);
          }
        }
        default -> {}
      }
    }

    /**
     * Does what {@code fallback_func} does: a number that comes again, or none, ends it in vain.
     */
    private void fallback(String argument) {
      List<Integer> numbers = new ArrayList<>();
      String rest = argument;
      while (!rest.isEmpty()) {
        OptionalInt number = number(rest);
        if (number.isEmpty()) {
          return;
        }
        int end = numberEnd(rest);
        if (numbers.contains(number.getAsInt())) {
          // The place in the line does not move past the blank: what follows is no number.
          rest = rest.substring(end);
          continue;
        }
        numbers.add(number.getAsInt());
        if (numbers.size() == MAX_FALLBACKS) {
          break;
        }
        rest = rest.substring(end);
        int blank = 0;
        while (blank < rest.length() && rest.charAt(blank) != ' ') {
          blank++;
        }
        while (blank < rest.length() && rest.charAt(blank) == ' ') {
          blank++;
        }
        rest = rest.substring(blank);
      }
      fallbacks = ImmutableList.copyOf(numbers);
    }

    private void finishEntry(int end) {
      if (title != null && commands.isEmpty()) {
        report(title, ConfigCode.GRUB_EMPTY_ENTRY, "a title without commands is no entry");
      } else if (title != null) {
        entries.add(
            new MenuEntry(
                entries.size(),
                title.argument(),
                file.line(title.line()),
                end,
                ImmutableList.copyOf(commands)));
      }
      commands = new ArrayList<>();
      title = null;
    }

    /** Returns the fallback entries that exist, without the one that a missing default took. */
    ImmutableList<Integer> fallbacksLeft(int count) {
      return fallbacks.stream()
          .filter(entry -> entry < count)
          .skip(defaultMissing ? 1 : 0)
          .collect(ImmutableList.toImmutableList());
    }

    int chosenDefault(int count) {
      if (defaultCommand.isEmpty()) {
        return 0;
      }
      GrubCommand command = defaultCommand.get();
      if (command.argument().equals("saved")) {
        report(
            command,
            ConfigCode.GRUB_DEFAULT_SAVED,
            "which entry is the default stands in the file \"default\" beside the menu"
                + (saved.isEmpty() ? "; 0 is taken" : ""));
        int entry = number(saved).orElse(0);
        defaultMissing = entry >= count;
        return entry < count
            ? entry
            : fallbacks.stream().filter(one -> one < count).findFirst().orElse(0);
      }
      int number = number(command.argument()).orElse(0);
      if (number < count) {
        return number;
      }
      defaultMissing = true;
      int instead = fallbacks.stream().filter(entry -> entry < count).findFirst().orElse(0);
      report(
          command,
          ConfigCode.GRUB_DEFAULT_MISSING,
          "the default entry " + number + " does not exist; there are " + count);
      return instead;
    }

    private void report(GrubCommand command, ConfigCode code, String message) {
      findings.add(code.at(file.line(command.line()), message));
    }
  }
}
