package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.boot.config.edit.LogicalLine;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script as iPXE does, up to the kernel that it starts.
 *
 * <p>Source: {@code process_script} of image/script.c, {@code system} of core/exec.c, {@code
 * imgsingle_exec} of image_cmd.c, {@code image_exec} of core/image.c, {@code show_menu} of
 * menu_ui.c.
 */
final class IpxeRun {
  /** Commands that are run in all, beside a few for each line. */
  private static final int MAX_COMMANDS = 20_000;

  /** The most letters of all lines that are run, those that are run again too. */
  private static final long MAX_LETTERS = 1L << 28;

  private static final int MAX_DEPTH = 16;

  private static final List<String> SINGLE = List.of("name=", "timeout=", "quiet", "autofree");
  private static final List<String> EXEC =
      List.of("name=", "timeout=", "quiet", "autofree", "replace");

  private final ConfigFile script;
  private final IpxeFindings findings;
  private final IpxeSettings settings;
  private final IpxeConditions conditions;
  private final IpxeEntry entry;
  private final IpxeMenus menus;
  private final IpxeImages images;
  private @Nullable IpxeImage current;
  private @Nullable IpxeImage booted;
  private String workingUri;
  private boolean leaves;
  private boolean lastGood = true;
  private boolean stopsScript;
  private long commands;
  private long mostCommands = MAX_COMMANDS;
  private long letters;
  private int depth;
  private int line = -1;
  private int bootLine = -1;

  /**
   * Makes a run.
   *
   * @param assumed those of the {@link #undecided} conditions that are taken to be true
   */
  IpxeRun(
      ConfigFile script,
      ConfigFiles files,
      BootChoices choices,
      String uri,
      boolean filesKnown,
      Set<String> assumed) {
    this.script = script;
    this.findings = new IpxeFindings(script.line(1));
    this.settings = new IpxeSettings(choices.settings());
    this.conditions = new IpxeConditions(settings, assumed);
    this.entry = new IpxeEntry(choices.entry().orElse(null));
    this.menus = new IpxeMenus(choices, entry, settings, findings);
    this.images = new IpxeImages(files, filesKnown, findings);
    this.workingUri = uri;
  }

  /** Returns the kernel that was started; empty if none was. */
  Optional<IpxeImage> kernel() {
    return Optional.ofNullable(booted);
  }

  /** Returns the file that is not there and that the script ended over; empty if it did not. */
  Optional<IpxeImage> missing() {
    return Optional.ofNullable(images.missing());
  }

  Optional<IpxeImage> selected() {
    return Optional.ofNullable(images.selected());
  }

  /** Returns the images that are in memory besides the kernel, in order: the modules. */
  ImmutableList<IpxeImage> modules() {
    return images.all();
  }

  /** Returns the conditions that depend on what only the machine knows. */
  Set<String> undecided() {
    return conditions.undecided();
  }

  /** Returns whether the files were looked at. */
  boolean filesAreKnown() {
    return images.filesAreKnown();
  }

  /** Returns where the images that are in memory were fetched, the kernel's first. */
  ImmutableList<SourceLine> sources() {
    ImmutableList.Builder<SourceLine> sources = ImmutableList.builder();
    kernel().ifPresent(image -> sources.add(image.source));
    images.all().forEach(image -> sources.add(image.source));
    return sources.build();
  }

  FindingList findings() {
    return findings.list();
  }

  IpxeSettings settings() {
    return settings;
  }

  /** Returns the index of the first script's line that led to the boot, from 0; -1 for none. */
  int bootLine() {
    return bootLine;
  }

  /** Returns where the run ended. */
  SourceLine end() {
    return findings.where();
  }

  /**
   * Runs the script.
   *
   * @throws IOException if a file cannot be read, or the script is beyond every limit
   */
  void run() throws IOException {
    if (IpxeImage.Kind.of(script.bytes()) != IpxeImage.Kind.SCRIPT) {
      findings
          .list()
          .add(ConfigCode.IPXE_NO_MAGIC.finding("the script does not begin with #!ipxe"));
      return;
    }
    IpxeImage main =
        new IpxeImage(workingUri, workingUri, IpxeImage.Kind.SCRIPT, script.line(1), script);
    boolean good = execute(main);
    if (booted == null && !leaves) {
      findings.add(
          ConfigCode.NO_KERNEL,
          good ? "the script ends and starts no kernel" : "the script ends in an error");
    }
    String trouble = entry.trouble();
    if (booted != null && trouble != null) {
      findings.add(ConfigCode.IPXE_ENTRY_FAILED, trouble);
    }
    for (String name : settings.unknown()) {
      findings
          .list()
          .add(
              ConfigCode.IPXE_UNKNOWN_SETTING.finding(
                  "only the machine or its network knows ${" + ByteString.ofLatin1(name) + "}"));
    }
  }

  /** Does what {@code image_exec} does; returns whether it succeeded. */
  private boolean execute(IpxeImage image) throws IOException {
    if (++depth > MAX_DEPTH) {
      throw new ConfigException(image.source, "scripts start each other without end");
    }
    String oldUri = workingUri;
    IpxeImage oldCurrent = current;
    workingUri = image.uri;
    current = image;
    IpxeImage next = null;
    boolean good = false;
    if (images.canExecute(image)) {
      images.remove(image);
      if (image.script == null) {
        booted = image;
        bootLine = line;
        return true;
      }
      good = script(image.script);
      if (booted != null || leaves) {
        return true;
      }
      if (image.replacement == null && depth > 1) {
        // A script that has run is in the list again, behind all others.
        images.add(image);
      }
      next = image.replacement;
      image.replacement = null;
    }
    if (image.freedAfterwards) {
      images.remove(image);
    }
    workingUri = oldUri;
    current = oldCurrent;
    depth--;
    return next == null ? good : execute(next);
  }

  // The first script may be fetched again, and is then another file of the same content.
  @SuppressWarnings("ReferenceEquality")
  private boolean script(ConfigFile file) throws IOException {
    ImmutableList<RawLine> raw = RawLine.split(file);
    IpxeLines lines = new IpxeLines(new IpxeGrammar().join(raw, 0, raw.size()));
    mostCommands += 4L * lines.size();
    boolean first = file.equals(script);
    int asked = first ? entry.line(lines, file.name()) : -1;
    boolean good = true;
    for (int at = 0; at < lines.size(); ) {
      LogicalLine logical = lines.get(at);
      findings.moveTo(file.line(logical.first() + 1));
      if (first) {
        line = logical.first();
      }
      if (at == lines.size() - 1 && logical.text().endsWith("\\")) {
        // The line would go on, and there is no more: it is never run.
        return false;
      }
      if (asked >= 0 && entry.takesOver(logical)) {
        at = asked;
        continue;
      }
      int jump = system(logical, lines);
      if (booted != null || leaves) {
        return true;
      }
      good = lastGood;
      boolean stop = stopsScript;
      stopsScript = false;
      if (stop || !good) {
        return good;
      }
      at = jump >= 0 ? jump : at + 1;
    }
    return good;
  }

  /** Runs a line's commands; returns the line that a goto leads to, or -1. */
  private int system(LogicalLine logical, IpxeLines lines) throws IOException {
    letters += logical.text().length();
    List<IpxeLine.Word> all = IpxeLine.words(logical.text());
    boolean process = true;
    lastGood = true;
    entry.lineBegins(logical);
    int at = 0;
    while (true) {
      int end = at;
      while (end < all.size() && !IpxeLine.isTerminator(all.get(end))) {
        end++;
      }
      boolean more = end < all.size();
      if (process) {
        List<String> words = new ArrayList<>();
        for (IpxeLine.Word word : all.subList(at, end)) {
          words.add(settings.expand(word.text(), findings.where()));
        }
        if (++commands > mostCommands || letters > MAX_LETTERS) {
          throw new ConfigException(findings.where(), "the script runs on and on");
        }
        if (!words.isEmpty() && words.get(0).equals("goto")) {
          int target = jump(words, lines);
          lastGood = target >= 0;
          if (target >= 0) {
            entry.jumps();
            return target;
          }
        } else {
          lastGood = words.isEmpty() || command(words, more);
          if (!words.isEmpty()) {
            entry.commandEnds(words.get(0), lastGood);
          }
        }
      }
      if (booted != null || leaves || stopsScript || !more) {
        return -1;
      }
      process =
          switch (all.get(end).text()) {
            case "||" -> !lastGood;
            case "&&" -> lastGood;
            default -> true;
          };
      at = end + 1;
    }
  }

  private int jump(List<String> words, IpxeLines lines) {
    IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, 1);
    if (options == null) {
      findings.refuse(words);
      return -1;
    }
    int target = lines.label(options.operands().get(0));
    if (target < 0) {
      findings.add(
          ConfigCode.IPXE_COMMAND_FAILED,
          "there is no label " + IpxeFindings.shown(options.operands().get(0)));
    }
    return target;
  }

  /** Runs a command; returns whether it succeeds. */
  private boolean command(List<String> words, boolean alternative) throws IOException {
    String name = words.get(0);
    switch (name) {
      case "imgfetch", "module", "initrd" -> {
        return single(words, SINGLE, 1, alternative);
      }
      case "imgselect", "imgload", "kernel", "imgargs" -> {
        return single(words, SINGLE, 1, alternative);
      }
      case "imgexec", "chain", "boot" -> {
        return single(words, EXEC, 0, alternative);
      }
      case "imgfree" -> {
        return free(words);
      }
      case "set" -> {
        return set(words);
      }
      case "clear" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, 1);
        return options == null
            ? findings.refuse(words)
            : settings.set(options.operands().get(0), "");
      }
      case "read" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of("timeout="), 1, 1);
        if (options == null) {
          return findings.refuse(words);
        }
        findings.asks("a value of " + IpxeFindings.shown(options.operands().get(0)));
        return true;
      }
      case "inc" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, 2);
        if (options == null) {
          return findings.refuse(words);
        }
        String by = options.operands().size() > 1 ? options.operands().get(1) : "1";
        return IpxeOptions.isInteger(by)
            && settings.increment(options.operands().get(0), Long.decode(by));
      }
      case "show" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of("quiet"), 1, 1);
        return options == null
            ? findings.refuse(words)
            : conditions.show(options.operands().get(0));
      }
      case "isset" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, 1);
        return options == null
            ? findings.refuse(words)
            : conditions.isset(options.operands().get(0));
      }
      case "iseq" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of(), 2, 2);
        return options == null ? findings.refuse(words) : conditions.iseq(options.operands());
      }
      case "exit" -> {
        return exit(words);
      }
      case "menu", "form" -> {
        return menus.menu(words);
      }
      case "item" -> {
        return menus.item(words);
      }
      case "choose" -> {
        return menus.choose(words);
      }
      case "present", "login" -> {
        findings.asks("an answer");
        return true;
      }
      case "prompt" -> {
        return prompt(words);
      }
      default -> {
        return other(words, alternative);
      }
    }
  }

  private boolean other(List<String> words, boolean alternative) {
    String name = words.get(0);
    return switch (IpxeCommandEffect.of(name)) {
      case NONE -> true;
      case ASKS_THE_MACHINE -> conditions.isAssumed(String.join(" ", words));
      case NOT_FOLLOWED -> {
        findings.add(
            ConfigCode.NOT_FOLLOWED,
            "what " + name + " does to the images is not followed; not every iPXE has it");
        yield true;
      }
      case LEAVES -> {
        leaves = true;
        findings.add(ConfigCode.NO_KERNEL, name + " starts something else than what is followed");
        yield true;
      }
      case UNKNOWN -> {
        findings.add(
            alternative ? ConfigCode.IPXE_COMMAND_FAILED : ConfigCode.IPXE_UNKNOWN_COMMAND,
            "iPXE knows no command "
                + IpxeFindings.shown(name)
                + (alternative ? "" : ": the script ends here"));
        yield false;
      }
    };
  }

  private boolean set(List<String> words) {
    IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, Integer.MAX_VALUE);
    return options == null
        ? findings.refuse(words)
        : settings.set(options.operands().get(0), options.joined(1));
  }

  private boolean exit(List<String> words) {
    IpxeOptions options = IpxeOptions.parse(words, List.of(), 0, 1);
    if (options == null) {
      return findings.refuse(words);
    }
    boolean status = !options.operands().isEmpty();
    if (status && !IpxeOptions.isInteger(options.operands().get(0))) {
      return false;
    }
    stopsScript = true;
    return !status || Long.decode(options.operands().get(0)) == 0;
  }

  private boolean prompt(List<String> words) {
    IpxeOptions options =
        IpxeOptions.parse(words, List.of("key=", "timeout="), 0, Integer.MAX_VALUE);
    if (options == null) {
      return findings.refuse(words);
    }
    // A timeout without a key is an error; without a timeout only a key ends the waiting.
    findings.asks("a key");
    return !options.has("timeout");
  }

  private boolean free(List<String> words) {
    IpxeOptions options = IpxeOptions.parse(words, List.of(), 0, Integer.MAX_VALUE);
    if (options == null) {
      return findings.refuse(words);
    }
    if (options.operands().isEmpty()) {
      images.clear();
      return true;
    }
    for (String name : options.operands()) {
      IpxeImage image = images.find(name);
      if (image == null) {
        findings.add(
            ConfigCode.IPXE_COMMAND_FAILED, "there is no image named " + IpxeFindings.shown(name));
        return false;
      }
      images.remove(image);
    }
    return true;
  }

  /** Does what {@code imgsingle_exec} does. */
  private boolean single(List<String> words, List<String> known, int least, boolean alternative)
      throws IOException {
    IpxeOptions options = IpxeOptions.parse(words, known, least, Integer.MAX_VALUE);
    if (options == null) {
      findings.refuse(words);
      if (!alternative) {
        findings.add(
            ConfigCode.IPXE_BAD_OPTION, "the script ends at " + IpxeFindings.shown(words.get(0)));
      }
      return false;
    }
    String command = words.get(0);
    boolean fetches =
        command.equals("imgfetch") || command.equals("module") || command.equals("initrd");
    IpxeImage image;
    if (options.operands().isEmpty()) {
      image = images.current();
      if (image == null) {
        findings.add(
            ConfigCode.IPXE_COMMAND_FAILED, command + " without a selected image does nothing");
        // imgsingle_exec leaves the status of parsing the options there: success.
        return true;
      }
    } else {
      String uri = options.operands().get(0);
      image = fetches ? null : images.find(uri);
      if (image == null) {
        image = images.fetch(IpxeUri.resolve(workingUri, uri), uri, alternative);
      }
      if (image == null) {
        return false;
      }
      if (fetches) {
        images.fetchedAsModule(image);
      }
    }
    if (command.equals("imgargs")) {
      image.commandLine = null;
    }
    String name = options.value("name");
    if (name != null) {
      image.name = name;
    }
    if (options.operands().size() > 1) {
      image.commandLine = options.joined(1);
    }
    image.freedAfterwards |= options.has("autofree");
    return switch (command) {
      case "kernel", "imgselect", "imgload" -> select(image, alternative);
      case "boot", "imgexec", "chain" -> start(image, options.has("replace"), alternative);
      default -> true;
    };
  }

  private boolean select(IpxeImage image, boolean alternative) {
    if (!images.canExecute(image)) {
      return notAKernel(image, alternative);
    }
    images.select(image);
    return true;
  }

  private boolean start(IpxeImage image, boolean replaces, boolean alternative) throws IOException {
    if (!images.canExecute(image)) {
      if (image.freedAfterwards) {
        images.remove(image);
      }
      return notAKernel(image, alternative);
    }
    IpxeImage running = current;
    if (replaces && running != null) {
      running.replacement = image;
      stopsScript = true;
      return true;
    }
    SourceLine here = findings.where();
    boolean good = execute(image);
    if (booted == null && !leaves) {
      findings.moveTo(here);
    }
    return good;
  }

  private boolean notAKernel(IpxeImage image, boolean alternative) {
    findings.add(
        alternative ? ConfigCode.IPXE_COMMAND_FAILED : ConfigCode.IPXE_NOT_EXECUTABLE,
        IpxeFindings.shown(image.uri) + " is neither a Multiboot kernel nor a script");
    return false;
  }
}
