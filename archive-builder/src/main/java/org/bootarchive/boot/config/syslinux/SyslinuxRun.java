package org.bootarchive.boot.config.syslinux;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Follows a configuration to what it starts: {@code main}, {@code load_kernel} and {@code execute}
 * of ldlinux, and the menu.
 */
final class SyslinuxRun {
  /** {@code MAX_CMDLINE_LEN}: a command has fewer bytes. */
  static final int COMMAND_LIMIT = 2048;

  private static final int MAX_DEPTH = 20;

  private static final ImmutableList<String> EXTENSIONS =
      ImmutableList.of(".c32", ".img", ".bss", ".bin", ".bs", ".0");

  private final SyslinuxFiles files;
  private final SystemStrings system;
  private final SyslinuxReport report = new SyslinuxReport();
  private @Nullable Followed booted;
  private @Nullable ArgumentSource arguments;
  private boolean returned;
  private int depth;

  private SyslinuxRun(SyslinuxFiles files, SystemStrings system) {
    this.files = files;
    this.system = system;
  }

  /**
   * What is started.
   *
   * @param kernel null if nothing is
   * @param modules in order
   * @param arguments where mboot.c32's arguments stand, whether it could start anything or not;
   *     null if it is not used
   */
  record Followed(
      @Nullable Image kernel,
      ImmutableList<Image> modules,
      @Nullable ArgumentSource arguments,
      ImmutableList<Finding> findings) {}

  /**
   * A file that is loaded.
   *
   * @param path from the root
   * @param string what the kernel gets with it, its path as written in front
   */
  record Image(String path, String string, SourceLine where) {}

  /**
   * Follows a configuration.
   *
   * @param chosen the label that somebody chooses; empty for none
   * @throws IOException if a file cannot be read
   */
  static Followed follow(
      ConfigFile file, SyslinuxFiles files, SystemStrings system, Optional<String> chosen)
      throws IOException {
    SyslinuxRun run = new SyslinuxRun(files, system);
    run.config(file, chosen);
    Followed booted = run.booted;
    return booted == null
        ? new Followed(null, ImmutableList.of(), run.arguments, run.report.findings())
        : new Followed(booted.kernel(), booted.modules(), run.arguments, run.report.findings());
  }

  private void config(ConfigFile file, Optional<String> chosen) throws IOException {
    SyslinuxConfig config = new ConfigReader(files, system, report, false).read(file);
    if (chosen.isPresent()) {
      if (config.label(chosen.get()).isEmpty()) {
        nothing(config.defaultLine(), "there is no label " + Chars.shown(chosen.get()));
      } else {
        load(config, file, chosen.get(), config.defaultLine());
      }
      return;
    }
    boolean asks = config.prompt() && !config.userInterface();
    if (asks && !config.timed()) {
      report.add(
          config.defaultLine(),
          SyslinuxCode.SYSLINUX_WAITS,
          "the prompt waits for a key, and has no timeout");
    }
    Optional<String> command = asks ? config.onTimeout() : Optional.empty();
    command = command.isPresent() ? command : config.defaultCommand();
    if (command.isEmpty()) {
      nothing(config.defaultLine(), "no default and no ui: the prompt waits");
      return;
    }
    load(config, file, command.get(), config.defaultLine());
  }

  /** Carries a command out; behind it comes what onerror says. */
  private void load(SyslinuxConfig config, ConfigFile file, String command, SourceLine where)
      throws IOException {
    Optional<Label> label = config.label(command);
    if (label.isPresent()) {
      String words = Chars.skipSpace(command.substring(Chars.word(command).length()));
      String line = command(label.get()).line() + (words.isEmpty() ? "" : " " + words);
      execute(config, file, line, type(line), "", label.get().source());
    } else if (!config.implicit()) {
      nothing(where, "there is no label " + Chars.shown(Chars.word(command)));
    } else {
      String line = config.options() ? command : Chars.word(command);
      String name = Chars.word(line);
      if (type(line).equals("linux")) {
        for (String extension : EXTENSIONS) {
          if (files.isFile(name + extension)) {
            line = name + extension + line.substring(name.length());
            break;
          }
        }
      }
      execute(
          config,
          file,
          line,
          type(line),
          system.of(config.strings()),
          ArgumentSource.command(where));
    }
    if (booted == null && !returned && config.onError().isPresent() && ++depth < MAX_DEPTH) {
      report.add(
          where, SyslinuxCode.SYSLINUX_ON_ERROR, "nothing boots, and onerror is carried out");
      String error = config.onError().get();
      Optional<Label> instead = config.label(error);
      String line =
          (instead.isPresent() ? command(instead.get()).line() : error)
              + " "
              + config.defaultCommand().orElse("");
      execute(
          config,
          file,
          line,
          type(line),
          system.of(config.strings()),
          ArgumentSource.command(where));
    }
  }

  private static Label.Command command(Label label) {
    Label.Command command = label.command();
    if (command == null) {
      throw new IllegalStateException("a label without a command is not found by its name");
    }
    return command;
  }

  /** Returns what a command's file is by its extension: {@code parse_image_type}. */
  private static String type(String line) {
    String name = Chars.word(line);
    for (String extension : EXTENSIONS) {
      if (name.endsWith(extension)) {
        return extension.equals(".c32") ? "com32" : "other";
      }
    }
    return "linux";
  }

  private void execute(
      SyslinuxConfig config,
      ConfigFile file,
      String line,
      String type,
      String added,
      ArgumentSource source)
      throws IOException {
    SourceLine where = source.where();
    if (line.length() >= COMMAND_LIMIT) {
      report.add(
          where,
          SyslinuxCode.SYSLINUX_COMMAND_TOO_LONG,
          "the command has "
              + line.length()
              + " bytes; syslinux takes fewer than "
              + COMMAND_LIMIT
              + " and boots nothing");
      return;
    }
    String name = Chars.word(line);
    String rest = Chars.skipSpace(line.substring(name.length()));
    if (name.startsWith(".")
        && List.of(
                "localboot", "kernel", "linux", "boot", "bss", "pxe", "fdimage", "com32", "config")
            .contains(name.substring(1))) {
      String named = name.substring(1);
      String file32 = Chars.word(rest);
      String command =
          named.equals("com32") && !file32.endsWith(".c32")
              ? file32 + ".c32" + rest.substring(file32.length())
              : rest;
      execute(config, file, command, named.equals("kernel") ? "linux" : named, added, source);
      return;
    }
    switch (type) {
      case "com32" -> module(config, file, name, rest + added, source);
      case "config" -> {
        Optional<ConfigFile> next = files.open(name);
        if (next.isEmpty() || ++depth > MAX_DEPTH) {
          nothing(where, "there is no configuration " + Chars.shown(name));
          return;
        }
        if (!rest.isEmpty()) {
          files.changeDirectory(Chars.word(rest));
        }
        config(next.get(), Optional.empty());
      }
      case "localboot" -> nothing(where, "this boots the machine's own disk");
      default -> {
        boolean there = files.isFile(name);
        nothing(
            where,
            Chars.shown(name)
                + (there ? " is not started by mboot.c32: another system" : " is not there"));
      }
    }
  }

  private void nothing(SourceLine where, String message) {
    report.add(where, ConfigCode.NO_KERNEL, message);
  }

  private void module(
      SyslinuxConfig config, ConfigFile file, String path, String rest, ArgumentSource source)
      throws IOException {
    SourceLine where = source.where();
    // A module that comes back leads to the prompt, not to onerror.
    returned = true;
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!files.isFile(path)) {
      if (files.hasModules()) {
        nothing(where, Chars.shown(path) + " is not there");
        return;
      }
      report.add(
          where,
          SyslinuxCode.SYSLINUX_MODULE_ELSEWHERE,
          Chars.shown(path) + " is not in this directory; it is taken to be where syslinux is");
    }
    switch (name) {
      case "mboot.c32" -> mboot(ImmutableList.copyOf(Chars.arguments(rest)), source);
      case "menu.c32", "vesamenu.c32" -> menu(config, file, rest, where);
      default -> {
        report.add(
            where,
            ConfigCode.NOT_FOLLOWED,
            "what " + Chars.shown(path) + " does is not known here");
      }
    }
  }

  private void menu(SyslinuxConfig outer, ConfigFile file, String words, SourceLine where)
      throws IOException {
    ConfigFile shown = file;
    for (String name : Chars.arguments(words)) {
      Optional<ConfigFile> next = name.equals("~") ? Optional.of(file) : files.open(name);
      if (next.isEmpty()) {
        nothing(where, "there is no configuration " + Chars.shown(name));
        return;
      }
      shown = next.get();
    }
    SyslinuxConfig config = new ConfigReader(files, system, report, true).read(shown);
    if (!config.timed() && !config.noMenu()) {
      report.add(
          where, SyslinuxCode.SYSLINUX_WAITS, "the menu waits for a key, and has no timeout");
    }
    if (config.onTimeout().isPresent() && !config.noMenu()) {
      String command = config.onTimeout().get();
      Optional<Label> named = config.label(command);
      String line =
          named.isPresent()
              ? command(named.get()).line() + command.substring(Chars.word(command).length())
              : command;
      execute(
          outer,
          file,
          line,
          type(line),
          "",
          named.map(Label::source).orElse(ArgumentSource.command(where)));
      return;
    }
    Optional<Label> label = cursor(config);
    if (label.isEmpty() || label.get().command() == null) {
      nothing(where, "the menu's default starts nothing");
      return;
    }
    String line = command(label.get()).line();
    execute(outer, file, line, type(line), "", label.get().source());
  }

  /** Returns the label on which the menu's cursor is at first. */
  private static Optional<Label> cursor(SyslinuxConfig config) {
    if (config.userInterface() && config.globalDefault().isPresent()) {
      Optional<Label> named = config.label(config.globalDefault().get());
      if (named.isPresent() && !named.get().menu().isHidden()) {
        return named;
      }
    }
    List<Label> labels = config.top().labels();
    Optional<Label> marked = Optional.empty();
    for (Label label : labels) {
      marked = label.menuDefault() ? Optional.of(label) : marked;
    }
    return marked.isPresent() ? marked : labels.stream().findFirst();
  }

  private void mboot(ImmutableList<String> words, ArgumentSource source) throws IOException {
    SourceLine where = source.where();
    arguments = source;
    MbootCommand command = MbootCommand.parse(words);
    if (command.strings().isEmpty() || command.separatorFirst()) {
      nothing(
          where,
          command.strings().isEmpty()
              ? "mboot.c32 is given no kernel"
              : "a separator stands where mboot.c32 expects a path");
      return;
    }
    ImmutableList.Builder<Image> images = ImmutableList.builder();
    boolean failed = false;
    for (String string : command.strings()) {
      String path = Chars.word(string);
      Image image = new Image(files.absolute(path), string, where);
      images.add(image);
      boolean there = files.isFile(path);
      if (files.isGzip(path)) {
        report.add(
            where,
            SyslinuxCode.SYSLINUX_UNPACKED,
            Chars.shown(path) + " is a gzip file: mboot.c32 unpacks it");
      }
      if (there && files.size(path) == 0) {
        failed = true;
        report.add(
            where,
            SyslinuxCode.SYSLINUX_LOAD_FAILS,
            Chars.shown(path) + " is empty; mboot.c32 boots nothing then");
      }
    }
    if (command.separatorLast()) {
      report.add(
          where,
          SyslinuxCode.SYSLINUX_STRAY_MODULE,
          "a separator at the end: mboot.c32 hands over one more module, of random content; take it"
              + " away");
    }
    if (failed) {
      return;
    }
    ImmutableList<Image> all = images.build();
    if (all.size() > OverlayRules.MAX_MODULES + 1) {
      report.add(
          where,
          ConfigCode.TOO_MANY_MODULES,
          all.size() - 1 + " modules; the limit is " + OverlayRules.MAX_MODULES);
    }
    if (!command.usesKludge()) {
      report.add(
          where,
          SyslinuxCode.SYSLINUX_NO_AOUT,
          "without -aout mboot.c32 of syslinux 6.04 loads illumos' kernel by its ELF headers, and"
              + " the kernel cannot unpack itself; write: append -aout "
              + Chars.shown(Chars.word(all.get(0).string()))
              + " ...");
    }
    booted = new Followed(all.get(0), all.subList(1, all.size()), source, ImmutableList.of());
  }
}
