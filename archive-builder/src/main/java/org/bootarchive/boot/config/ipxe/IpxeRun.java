package org.bootarchive.boot.config.ipxe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import org.bootarchive.boot.files.KernelHeader;
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
  private static final int MAX_IMAGES = 1000;

  /** Enough for a Multiboot header; what is shorter stands in for a file that is not here. */
  private static final int SMALLEST_KERNEL = 48;

  private static final int MULTIBOOT_SEARCH = 8192;

  private static final List<String> SINGLE = List.of("name=", "timeout=", "quiet", "autofree");
  private static final List<String> EXEC =
      List.of("name=", "timeout=", "quiet", "autofree", "replace");

  /** Commands that change nothing that a boot depends on, as far as it is followed. */
  private static final ImmutableSet<String> WITHOUT_EFFECT =
      ImmutableSet.of(
          "certfree",
          "certstat",
          "certstore",
          "colour",
          "config",
          "console",
          "cpair",
          "dhcp",
          "echo",
          "fcels",
          "fcstat",
          "fdt",
          "gdbstub",
          "help",
          "ibstat",
          "ifclose",
          "ifconf",
          "iflinkwait",
          "ifopen",
          "ifstat",
          "imgmem",
          "imgset",
          "imgstat",
          "ipstat",
          "iwlist",
          "iwstat",
          "lotest",
          "md4sum",
          "md5sum",
          "nslookup",
          "nstat",
          "ntp",
          "param",
          "params",
          "pciscan",
          "ping",
          "profstat",
          "pxebs",
          "route",
          "sanhook",
          "sanunhook",
          "sha1sum",
          "sha224sum",
          "sha256sum",
          "sha384sum",
          "sha512sum",
          "sleep",
          "startpxe",
          "stoppxe",
          "sync",
          "time",
          "usbscan",
          "vcreate",
          "vdestroy");

  /** Commands that change or refuse what is booted in ways that are not followed. */
  private static final ImmutableSet<String> NOT_FOLLOWED =
      ImmutableSet.of("imgdecrypt", "imgextract", "imgtrust", "imgverify", "shim");

  /** Commands that fetch or start what is to be booted. */
  private static final ImmutableSet<String> STARTS =
      ImmutableSet.of("kernel", "imgselect", "imgload", "boot", "imgexec", "chain");

  /** Commands that hand the machine over to something else, or to a person. */
  private static final ImmutableSet<String> LEAVES =
      ImmutableSet.of("autoboot", "poweroff", "reboot", "sanboot", "shell");

  /** An item of a menu; without a name it is a gap. */
  private record Item(@Nullable String name, boolean isDefault) {}

  private final ConfigFiles files;
  private final BootChoices choices;
  private final IpxeSettings settings;
  private final boolean filesKnown;
  private final FindingList findings = new FindingList();
  private final List<IpxeImage> images = new ArrayList<>();

  /** Those that a command for modules fetched. */
  private final Set<IpxeImage> asModules = new HashSet<>();

  private final Map<String, List<Item>> menus = new HashMap<>();
  private @Nullable IpxeImage selected;
  private @Nullable IpxeImage current;
  private @Nullable IpxeImage booted;
  private @Nullable IpxeImage missing;
  private String workingUri;
  private boolean leaves;
  private boolean lastGood = true;
  private boolean stopsScript;
  private boolean entryTaken;

  /** Whether the entry that was asked for was left because something in it failed. */
  private boolean entryFailed;

  /** Whether a command of this line failed, behind the entry that was asked for. */
  private boolean lineFailed;

  /** Whether a kernel or script could not be fetched or started there, and no other one since. */
  private boolean startFailed;

  /** Whether a module of this line could not be fetched. */
  private boolean moduleFailed;

  /** Whether a failure led elsewhere. */
  private boolean turnedAway;

  private final Set<String> assumed;
  private final Set<String> undecided = new LinkedHashSet<>();
  private long commands;
  private long mostCommands = MAX_COMMANDS;
  private long letters;
  private int depth;
  private int line = -1;
  private int bootLine = -1;
  private SourceLine where;

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
    this.assumed = assumed;
    this.files = files;
    this.choices = choices;
    this.filesKnown = filesKnown;
    this.settings = new IpxeSettings(choices.settings());
    this.workingUri = uri;
    this.where = script.line(1);
  }

  /** Returns the kernel that was started; empty if none was. */
  Optional<IpxeImage> kernel() {
    return Optional.ofNullable(booted);
  }

  /** Returns the file that is not there and that the script ended over; empty if it did not. */
  Optional<IpxeImage> missing() {
    return Optional.ofNullable(missing);
  }

  Optional<IpxeImage> selected() {
    return Optional.ofNullable(selected);
  }

  /** Returns the images that are in memory besides the kernel, in order: the modules. */
  ImmutableList<IpxeImage> modules() {
    return ImmutableList.copyOf(images);
  }

  /** Returns the conditions that depend on what only the machine knows. */
  Set<String> undecided() {
    return undecided;
  }

  /** Returns whether the files were looked at. */
  boolean filesAreKnown() {
    return filesKnown;
  }

  /** Returns where the images that are in memory were fetched, the kernel's first. */
  ImmutableList<SourceLine> sources() {
    ImmutableList.Builder<SourceLine> sources = ImmutableList.builder();
    kernel().ifPresent(image -> sources.add(image.source));
    images.forEach(image -> sources.add(image.source));
    return sources.build();
  }

  FindingList findings() {
    return findings;
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
    return where;
  }

  /**
   * Runs the script.
   *
   * @throws IOException if a file cannot be read, or the script is beyond every limit
   */
  void run(ConfigFile script) throws IOException {
    if (kind(script.bytes()) != IpxeImage.Kind.SCRIPT) {
      findings.add(ConfigCode.IPXE_NO_MAGIC.finding("the script does not begin with #!ipxe"));
      return;
    }
    IpxeImage main =
        new IpxeImage(workingUri, workingUri, IpxeImage.Kind.SCRIPT, script.line(1), script);
    boolean good = execute(main);
    if (booted == null && !leaves) {
      findings.add(
          ConfigCode.NO_KERNEL.at(
              where,
              good ? "the script ends and starts no kernel" : "the script ends in an error"));
    }
    if (booted != null && choices.entry().isPresent() && (entryFailed || !entryTaken)) {
      findings.add(
          ConfigCode.IPXE_ENTRY_FAILED.at(
              where,
              "the entry "
                  + choices.entry().get().brief(80)
                  + (entryTaken
                      ? " does not boot; the script goes on and boots something else"
                      : " is never reached; the script boots something else")));
    }
    for (String name : settings.unknown()) {
      findings.add(
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
    if (canExecute(image)) {
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

  private boolean script(ConfigFile file) throws IOException {
    ImmutableList<RawLine> raw = RawLine.split(file);
    IpxeLines lines = new IpxeLines(new IpxeGrammar().join(raw, 0, raw.size()));
    mostCommands += 4L * lines.size();
    boolean first = depth == 1;
    int entry = first ? entryLine(lines) : -1;
    boolean good = true;
    for (int at = 0; at < lines.size(); ) {
      LogicalLine logical = lines.get(at);
      where = file.line(logical.first() + 1);
      if (first) {
        line = logical.first();
      }
      if (at == lines.size() - 1 && logical.text().endsWith("\\")) {
        // The line would go on, and there is no more: it is never run.
        return false;
      }
      if (entry >= 0 && !entryTaken && startsFlow(logical.text())) {
        entryTaken = true;
        at = entry;
        continue;
      }
      entryFailed |= startFailed && IpxeLines.stripStart(logical.text()).startsWith(":");
      int jump = system(withoutLabel(logical.text()), lines);
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
  private int system(String command, IpxeLines lines) throws IOException {
    letters += command.length();
    List<String> tokens = tokens(command);
    boolean process = true;
    lastGood = true;
    lineFailed = false;
    moduleFailed = false;
    int at = 0;
    while (true) {
      int end = at;
      while (end < tokens.size() && !isTerminator(tokens.get(end))) {
        end++;
      }
      boolean more = end < tokens.size() && !tokens.get(end).startsWith("#");
      if (process) {
        List<String> words = new ArrayList<>();
        for (String token : tokens.subList(at, end)) {
          words.add(settings.expand(token, where));
        }
        if (++commands > mostCommands || letters > MAX_LETTERS) {
          throw new ConfigException(where, "the script runs on and on");
        }
        if (!words.isEmpty() && words.get(0).equals("goto")) {
          int target = jump(words, lines);
          lastGood = target >= 0;
          if (target >= 0) {
            entryFailed |= startFailed || moduleFailed;
            turnedAway |= lineFailed;
            return target;
          }
        } else {
          lastGood = words.isEmpty() || command(words, more);
          if (entryTaken && !words.isEmpty()) {
            noteOutcome(words.get(0));
          }
        }
      }
      if (booted != null || leaves || stopsScript || !more) {
        return -1;
      }
      String terminator = tokens.get(end);
      process =
          switch (terminator) {
            case "||" -> !lastGood;
            case "&&" -> lastGood;
            default -> true;
          };
      at = end + 1;
    }
  }

  /** Keeps in mind what becomes of the entry that was asked for. */
  private void noteOutcome(String command) {
    boolean starts = STARTS.contains(command);
    lineFailed |= !lastGood;
    startFailed = starts ? !lastGood : startFailed;
    if (!lastGood && (command.equals("module") || command.equals("initrd"))) {
      moduleFailed = true;
    }
  }

  private static boolean isTerminator(String token) {
    return token.startsWith("#") || token.equals("||") || token.equals("&&") || token.equals(";");
  }

  private int jump(List<String> words, IpxeLines lines) {
    IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, 1);
    if (options == null) {
      return refuse(words) ? 0 : -1;
    }
    int target = lines.label(options.operands().get(0));
    if (target < 0) {
      findings.add(
          ConfigCode.IPXE_COMMAND_FAILED.at(
              where, "there is no label " + shown(options.operands().get(0))));
    }
    return target;
  }

  private static String withoutLabel(String text) {
    int nul = text.indexOf('\0');
    String command = IpxeLines.stripStart(nul < 0 ? text : text.substring(0, nul));
    return command.startsWith(":")
        ? command.substring(1 + IpxeLines.firstWord(command.substring(1)).length())
        : command;
  }

  private static List<String> tokens(String command) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int end = 0; end <= command.length(); end++) {
      if (end == command.length() || IpxeLine.isSpace(command.charAt(end))) {
        if (end > start) {
          tokens.add(command.substring(start, end));
        }
        start = end + 1;
      }
    }
    return tokens;
  }

  /** Returns the words in front of a comment. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    for (String token : tokens(command)) {
      if (token.startsWith("#")) {
        break;
      }
      words.add(token);
    }
    return words;
  }

  /** Returns the line of the label that was asked for, if no menu offers it; else -1. */
  private int entryLine(IpxeLines lines) throws ConfigException {
    if (choices.entry().isEmpty()) {
      return -1;
    }
    String entry = choices.entry().get().latin1();
    for (LogicalLine logical : lines.all()) {
      List<String> words = words(withoutLabel(logical.text()));
      if (!words.isEmpty() && words.get(0).equals("item") && words.contains(entry)) {
        return -1;
      }
    }
    int target = lines.label(entry);
    if (target < 0) {
      throw new ConfigException(
          where.file(), "has no label or menu item " + ByteString.ofLatin1(entry));
    }
    return target;
  }

  /** Returns whether a line is one that decides where the script goes, or fetches. */
  private static boolean startsFlow(String text) {
    List<String> words = words(withoutLabel(text));
    boolean labelled = IpxeLines.stripStart(text).startsWith(":");
    return labelled
        || words.stream()
            .anyMatch(
                word ->
                    List.of(
                            "goto",
                            "menu",
                            "choose",
                            "prompt",
                            "kernel",
                            "module",
                            "initrd",
                            "imgfetch",
                            "imgselect",
                            "imgload",
                            "chain",
                            "boot",
                            "imgexec",
                            "exit")
                        .contains(word));
  }

  private boolean refuse(List<String> words) {
    findings.add(
        ConfigCode.IPXE_COMMAND_FAILED.at(
            where, "iPXE refuses the options or operands of " + shown(words.get(0))));
    return false;
  }

  private static String shown(String text) {
    return ByteString.ofLatin1(IpxeSettings.visible(text).replaceAll("[^\0-\u00ff]", "?"))
        .brief(80);
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
        return options == null ? refuse(words) : settings.set(options.operands().get(0), "");
      }
      case "read" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of("timeout="), 1, 1);
        if (options == null) {
          return refuse(words);
        }
        asks("a value of " + shown(options.operands().get(0)));
        return true;
      }
      case "inc" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, 2);
        if (options == null) {
          return refuse(words);
        }
        String by = options.operands().size() > 1 ? options.operands().get(1) : "1";
        return IpxeOptions.isInteger(by)
            && settings.increment(options.operands().get(0), Long.decode(by));
      }
      case "show" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of("quiet"), 1, 1);
        return options == null
            ? refuse(words)
            : settings.has(options.operands().get(0))
                || (settings.isOfTheMachine(options.operands().get(0))
                    && isAssumed("show " + options.operands().get(0)));
      }
      case "isset" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, 1);
        if (options == null) {
          return refuse(words);
        }
        String value = options.operands().get(0);
        return !IpxeSettings.withoutUnknown(value).isEmpty()
            || (!value.isEmpty() && isAssumed("isset " + value));
      }
      case "iseq" -> {
        IpxeOptions options = IpxeOptions.parse(words, List.of(), 2, 2);
        if (options == null) {
          return refuse(words);
        }
        String one = options.operands().get(0);
        String other = options.operands().get(1);
        boolean known =
            IpxeSettings.withoutUnknown(one).equals(one)
                && IpxeSettings.withoutUnknown(other).equals(other);
        return one.equals(other) || (!known && isAssumed("iseq " + one + " " + other));
      }
      case "exit" -> {
        return exit(words);
      }
      case "menu", "form" -> {
        return menu(words);
      }
      case "item" -> {
        return item(words);
      }
      case "choose" -> {
        return choose(words);
      }
      case "present", "login" -> {
        asks("an answer");
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

  /** Returns what is assumed of a condition that only the machine decides. */
  private boolean isAssumed(String condition) {
    undecided.add(condition);
    return assumed.contains(condition);
  }

  private boolean other(List<String> words, boolean alternative) {
    String name = words.get(0);
    if (LEAVES.contains(name)) {
      leaves = true;
      findings.add(
          ConfigCode.NO_KERNEL.at(where, name + " starts something else than what is followed"));
      return true;
    }
    if (WITHOUT_EFFECT.contains(name)) {
      return true;
    }
    if (name.equals("cpuid")) {
      return isAssumed(String.join(" ", words));
    }
    if (NOT_FOLLOWED.contains(name)) {
      findings.add(
          ConfigCode.NOT_FOLLOWED.at(
              where,
              "what " + name + " does to the images is not followed; not every iPXE has it"));
      return true;
    }
    findings.add(
        (alternative ? ConfigCode.IPXE_COMMAND_FAILED : ConfigCode.IPXE_UNKNOWN_COMMAND)
            .at(
                where,
                "iPXE knows no command "
                    + shown(name)
                    + (alternative ? "" : ": the script ends here")));
    return false;
  }

  private boolean set(List<String> words) {
    IpxeOptions options = IpxeOptions.parse(words, List.of(), 1, Integer.MAX_VALUE);
    return options == null
        ? refuse(words)
        : settings.set(options.operands().get(0), options.joined(1));
  }

  private boolean exit(List<String> words) {
    IpxeOptions options = IpxeOptions.parse(words, List.of(), 0, 1);
    if (options == null) {
      return refuse(words);
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
      return refuse(words);
    }
    // A timeout without a key is an error; without a timeout only a key ends the waiting.
    asks("a key");
    return !options.has("timeout");
  }

  private void asks(String what) {
    findings.add(ConfigCode.IPXE_ASKS.at(where, "iPXE waits for a person and " + what));
  }

  private boolean menu(List<String> words) {
    IpxeOptions options =
        IpxeOptions.parse(words, List.of("name=", "delete"), 0, Integer.MAX_VALUE);
    if (options == null) {
      return refuse(words);
    }
    String name = options.values().getOrDefault("name", "");
    menus.put(name, new ArrayList<>());
    if (options.has("delete")) {
      menus.remove(name);
    }
    return true;
  }

  private boolean item(List<String> words) {
    IpxeOptions options =
        IpxeOptions.parse(
            words,
            List.of("menu=", "form=", "key=", "default", "secret", "gap"),
            0,
            Integer.MAX_VALUE);
    if (options == null) {
      return refuse(words);
    }
    List<Item> items =
        menus.get(options.values().getOrDefault("menu", options.values().getOrDefault("form", "")));
    if (items == null || items.size() > MAX_IMAGES) {
      return false;
    }
    String name =
        options.has("gap") || options.operands().isEmpty() ? null : options.operands().get(0);
    items.add(new Item(name, options.has("default")));
    return true;
  }

  private boolean choose(List<String> words) {
    IpxeOptions options =
        IpxeOptions.parse(
            words, List.of("menu=", "default=", "timeout=", "retimeout=", "keep"), 1, 1);
    if (options == null) {
      return refuse(words);
    }
    String menu = options.values().getOrDefault("menu", "");
    List<Item> items = menus.get(menu);
    if (items == null) {
      return false;
    }
    if (!options.has("keep")) {
      menus.remove(menu);
    }
    String setting = options.operands().get(0);
    String choice = null;
    boolean asked = false;
    String wanted = options.value("default");
    String entry = choices.entry().map(ByteString::latin1).orElse(null);
    ByteString given = choices.settings().get(ByteString.ofLatin1(setting));
    // A menu that comes up again, or that a failure leads to, means that the entry did not boot.
    entryFailed |=
        entryTaken
            && (turnedAway
                || items.stream().anyMatch(item -> entry != null && entry.equals(item.name())));
    for (Item item : items) {
      if (item.name() == null) {
        continue;
      }
      boolean taken = wanted == null ? item.isDefault() : item.name().equals(wanted);
      if (choice == null || (taken && !asked)) {
        choice = item.name();
      }
      boolean isGiven = given != null && given.latin1().equals(item.name());
      if (isGiven || (!entryTaken && item.name().equals(entry))) {
        choice = item.name();
        asked = true;
        entryTaken |= item.name().equals(entry);
      }
    }
    if (choice == null) {
      return false;
    }
    String timeout = options.value("timeout");
    if (!asked && (timeout == null || Long.decode(timeout) == 0)) {
      asks("a choice; " + shown(choice) + " is the one that is marked");
    }
    return settings.set(setting, choice);
  }

  private boolean free(List<String> words) {
    IpxeOptions options = IpxeOptions.parse(words, List.of(), 0, Integer.MAX_VALUE);
    if (options == null) {
      return refuse(words);
    }
    if (options.operands().isEmpty()) {
      images.clear();
      return true;
    }
    for (String name : options.operands()) {
      IpxeImage image = find(name);
      if (image == null) {
        findings.add(
            ConfigCode.IPXE_COMMAND_FAILED.at(where, "there is no image named " + shown(name)));
        return false;
      }
      images.remove(image);
    }
    return true;
  }

  private @Nullable IpxeImage find(String name) {
    return images.stream().filter(image -> image.name.equals(name)).findFirst().orElse(null);
  }

  /** Does what {@code imgsingle_exec} does. */
  private boolean single(List<String> words, List<String> known, int least, boolean alternative)
      throws IOException {
    IpxeOptions options = IpxeOptions.parse(words, known, least, Integer.MAX_VALUE);
    if (options == null) {
      refuse(words);
      if (!alternative) {
        findings.add(
            ConfigCode.IPXE_BAD_OPTION.at(where, "the script ends at " + shown(words.get(0))));
      }
      return false;
    }
    String command = words.get(0);
    boolean fetches =
        command.equals("imgfetch") || command.equals("module") || command.equals("initrd");
    IpxeImage image;
    if (options.operands().isEmpty()) {
      image = selected != null && images.contains(selected) ? selected : null;
      if (image == null) {
        findings.add(
            ConfigCode.IPXE_COMMAND_FAILED.at(
                where, command + " without a selected image does nothing"));
        // imgsingle_exec leaves the status of parsing the options there: success.
        return true;
      }
    } else {
      String uri = options.operands().get(0);
      image = fetches ? null : find(uri);
      if (image == null) {
        image = fetch(uri, alternative);
      }
      if (image == null) {
        return false;
      }
      if (fetches) {
        asModules.add(image);
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
    if (!canExecute(image)) {
      return notAKernel(image, alternative);
    }
    selected = image;
    return true;
  }

  private boolean start(IpxeImage image, boolean replaces, boolean alternative) throws IOException {
    if (!canExecute(image)) {
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
    SourceLine here = where;
    boolean good = execute(image);
    if (booted == null && !leaves) {
      where = here;
    }
    return good;
  }

  private boolean notAKernel(IpxeImage image, boolean alternative) {
    findings.add(
        (alternative ? ConfigCode.IPXE_COMMAND_FAILED : ConfigCode.IPXE_NOT_EXECUTABLE)
            .at(where, shown(image.uri) + " is neither a Multiboot kernel nor a script"));
    return false;
  }

  /**
   * Returns whether iPXE can execute an image. A stand-in is taken for a kernel where a kernel is
   * asked for, or where its name says so; a finding tells that it is none.
   */
  private boolean canExecute(IpxeImage image) {
    return switch (image.kind) {
      case SCRIPT, KERNEL -> true;
      case OTHER -> false;
      case STAND_IN -> !asModules.contains(image) || image.uri.matches(".*/unix([?#].*)?");
    };
  }

  private @Nullable IpxeImage fetch(String given, boolean alternative) throws IOException {
    String uri = IpxeUri.resolve(workingUri, given);
    ByteString path = ByteString.ofLatin1(IpxeSettings.visible(uri));
    if (!files.contains(path)) {
      findings.add(ConfigCode.IPXE_COMMAND_FAILED.at(where, path.brief(200) + " is not there"));
      if (!alternative) {
        missing = new IpxeImage(uri, given, IpxeImage.Kind.OTHER, where, null);
      } else if (mayBeThere(uri)) {
        findings.add(
            ConfigCode.IPXE_UNDECIDED.at(
                where,
                "whether " + path.brief(200) + " is there depends on the machine; told as if not"));
      }
      return null;
    }
    byte[] head = files.head(path, MULTIBOOT_SEARCH);
    IpxeImage.Kind kind = filesKnown ? kind(head) : IpxeImage.Kind.STAND_IN;
    ConfigFile script = kind == IpxeImage.Kind.SCRIPT ? files.open(path).orElse(null) : null;
    IpxeImage image = new IpxeImage(uri, given, kind, where, script);
    if (images.size() >= MAX_IMAGES) {
      throw new ConfigException(where, "fetches more than " + MAX_IMAGES + " images");
    }
    images.add(image);
    return image;
  }

  /** Returns whether a file can have the name that a URI has on some machine. */
  private boolean mayBeThere(String uri) throws IOException {
    if (IpxeSettings.withoutUnknown(uri).equals(uri)) {
      return false;
    }
    // A slash in the name of a setting separates nothing.
    String visiblePath = IpxeSettings.visible(uri);
    int slash = visiblePath.lastIndexOf('/', visiblePath.indexOf("${"));
    String folder = uri.substring(0, slash + 1);
    String name = uri.substring(slash + 1);
    if (slash < 0 || IpxeSettings.withoutUnknown(name).contains("/")) {
      return true;
    }
    String visible = IpxeSettings.visible(name);
    int first = visible.indexOf("${");
    int end = visible.lastIndexOf('}') + 1;
    for (ByteString there : files.names(ByteString.ofLatin1(folder))) {
      String text = there.latin1();
      if (text.length() >= first + visible.length() - end
          && text.startsWith(visible.substring(0, first))
          && text.endsWith(visible.substring(end))) {
        return true;
      }
    }
    return false;
  }

  /** Returns what iPXE recognises in the first bytes of an image: {@code image_probe}. */
  private static IpxeImage.Kind kind(byte[] head) {
    if (head.length >= 7
        && head[0] == '#'
        && head[1] == '!'
        && (head[2] == 'i' || head[2] == 'g')
        && new String(head, 3, 3, ISO_8859_1).equals("pxe")
        && IpxeLine.isSpace((char) (head[6] & 0xff))) {
      return IpxeImage.Kind.SCRIPT;
    }
    if (head.length < SMALLEST_KERNEL) {
      return IpxeImage.Kind.STAND_IN;
    }
    KernelHeader header = KernelHeader.of(head);
    if (header.multiboot1() || header.isStandIn()) {
      return IpxeImage.Kind.KERNEL;
    }
    return IpxeImage.Kind.OTHER;
  }
}
