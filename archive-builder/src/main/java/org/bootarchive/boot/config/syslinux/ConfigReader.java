package org.bootarchive.boot.config.syslinux;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration, and the files that it includes, as if they were one: {@code
 * parse_config_file} of ldlinux, and of the menu, which differs a little.
 */
final class ConfigReader {
  /** What {@code fgets} takes at once; the rest of a longer line is a line of its own. */
  static final int MAX_LINE_BYTES = 4095;

  private static final int MAX_INCLUDED = 200;

  private static final ImmutableList<String> KERNEL_TYPES =
      ImmutableList.of(
          "none",
          "localboot",
          "kernel",
          "linux",
          "boot",
          "bss",
          "pxe",
          "fdimage",
          "comboot",
          "com32",
          "config");

  private final SyslinuxFiles files;
  private final SystemStrings system;
  private final SyslinuxReport report;
  private final boolean forMenu;
  private final Menu top = Menu.top();
  private final Menu hidden = Menu.hiddenLabels();
  private final List<Label> labels = new ArrayList<>();
  private Menu menu = top;
  private @Nullable Draft draft;
  private @Nullable String append;
  private @Nullable SourceLine appendLine;
  private long appendedStrings;
  private @Nullable String defaultCommand;
  private @Nullable SourceLine defaultLine;
  private @Nullable String globalDefault;
  private boolean userInterface;
  private boolean prompt;
  private long timeout;
  private long totalTimeout;
  private boolean noMenu;
  private boolean implicit = true;
  private boolean options = true;
  private @Nullable String onTimeout;
  private @Nullable String onError;
  private int included;

  /**
   * Makes a reader.
   *
   * @param forMenu whether the menu reads, which keeps a label's whole line as its name
   */
  ConfigReader(SyslinuxFiles files, SystemStrings system, SyslinuxReport report, boolean forMenu) {
    this.files = files;
    this.system = system;
    this.report = report;
    this.forMenu = forMenu;
  }

  /** A label that is being read: {@code struct labeldata}. */
  private static final class Draft {
    private final String name;
    private final SourceLine where;
    private String kernel;
    private SourceLine kernelLine;
    private String type = "kernel";
    private @Nullable String append;
    private @Nullable SourceLine appendLine;
    private @Nullable String initrd;
    private long strings;
    private boolean hidden;
    private boolean menuDefault;
    private boolean disabled;
    private boolean other;

    Draft(String name, long strings, SourceLine where) {
      this.name = name;
      this.kernel = name;
      this.strings = strings;
      this.where = where;
      this.kernelLine = where;
    }
  }

  /** Reads a file to its end and finishes. */
  SyslinuxConfig read(ConfigFile file) throws IOException {
    readFile(file);
    record();
    return new SyslinuxConfig(
        ImmutableList.copyOf(labels),
        top,
        Optional.ofNullable(defaultCommand),
        defaultLine == null ? file.line(1) : defaultLine,
        Optional.ofNullable(globalDefault),
        userInterface,
        prompt,
        timeout > 0 || totalTimeout > 0,
        noMenu,
        implicit,
        options,
        Optional.ofNullable(onTimeout),
        Optional.ofNullable(onError),
        appendedStrings);
  }

  private void readFile(ConfigFile file) throws IOException {
    String text = file.text();
    boolean help = false;
    int number = 1;
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      boolean cut = end - start >= MAX_LINE_BYTES;
      if (cut) {
        end = start + MAX_LINE_BYTES;
        report.add(
            file.line(number),
            SyslinuxCode.SYSLINUX_LINE_CUT,
            "syslinux reads no more than "
                + MAX_LINE_BYTES
                + " bytes of a line; the rest is a line of its own");
      }
      String line = ended(text.substring(start, end));
      String stripped = Chars.skipSpace(line);
      if (help) {
        help = Chars.after(stripped, "endtext") == null;
      } else {
        help = Chars.after(stripped, "text") != null;
        if (!help) {
          line(stripped, file.line(number));
        }
      }
      start = cut ? end : end + 1;
      number += cut ? 0 : 1;
    }
  }

  /** Returns a line as a C string without its end. */
  private static String ended(String line) {
    int end = line.length();
    for (char c : new char[] {'\0', '\r'}) {
      int at = line.indexOf(c);
      end = at >= 0 ? Math.min(at, end) : end;
    }
    return line.substring(0, end);
  }

  private void line(String line, SourceLine where) throws IOException {
    String rest = Chars.after(line, "menu");
    if (rest != null) {
      menuLine(rest, where);
      return;
    }
    rest = Chars.after(line, "include");
    if (rest != null) {
      include(rest, where);
      return;
    }
    rest = Chars.after(line, "append");
    if (rest != null) {
      if (draft != null) {
        draft.append = rest;
        draft.appendLine = where;
      } else {
        append = rest;
        appendLine = where;
      }
      return;
    }
    rest = Chars.after(line, "initrd");
    if (rest != null) {
      if (draft != null) {
        draft.initrd = rest;
      }
      return;
    }
    rest = Chars.after(line, "label");
    if (rest != null) {
      record();
      draft = new Draft(forMenu ? rest : Chars.word(rest), appendedStrings, where);
      return;
    }
    for (String type : KERNEL_TYPES) {
      rest = Chars.after(line, type);
      if (rest != null) {
        if (draft != null) {
          draft.kernel = rest;
          draft.kernelLine = where;
          draft.type = type;
        }
        return;
      }
    }
    setting(line, where);
  }

  private void setting(String line, SourceLine where) {
    String keyword = Ascii.toLowerCase(Chars.word(line));
    String value = Chars.skipSpace(line.substring(keyword.length()));
    switch (keyword) {
      case "timeout" -> timeout = Chars.number(value);
      case "totaltimeout" -> totalTimeout = Chars.number(value);
      case "ontimeout" -> onTimeout = value;
      case "onerror" -> onError = value;
      case "ipappend", "sysappend" -> {
        if (draft != null) {
          draft.strings = Chars.number(value);
        } else {
          appendedStrings = Chars.number(value);
        }
      }
      case "default" -> {
        globalDefault = value;
        if (!userInterface) {
          defaultCommand = value;
          defaultLine = where;
        }
      }
      case "ui" -> {
        userInterface = true;
        defaultCommand = value;
        defaultLine = where;
      }
      case "implicit" -> implicit = Chars.number(value) != 0;
      case "allowoptions" -> options = Chars.number(value) != 0;
      case "prompt" -> prompt = Chars.number(value) != 0;
      default -> {}
    }
  }

  private void menuLine(String line, SourceLine where) throws IOException {
    String keyword = Ascii.toLowerCase(Chars.word(line));
    String value = Chars.skipSpace(line.substring(keyword.length()));
    switch (keyword) {
      case "default" -> {
        if (draft != null) {
          draft.menuDefault = true;
        }
      }
      case "hide" -> {
        if (draft != null) {
          draft.hidden = true;
        }
      }
      case "disable", "disabled" -> {
        if (draft != null) {
          draft.disabled = true;
        }
      }
      case "separator" -> {
        record();
        placeholder(where);
      }
      case "begin" -> {
        record();
        placeholder(where);
        menu = menu.submenu();
      }
      case "end" -> {
        record();
        menu = menu.parent();
      }
      case "goto", "exit", "quit", "help" -> {
        if (draft != null) {
          draft.other = true;
        }
      }
      case "passwd" -> {
        if (draft != null) {
          report.add(
              where,
              SyslinuxCode.SYSLINUX_ASKS,
              "the menu asks for a password before it starts this label");
        }
      }
      case "shiftkey" -> noMenu = true;
      case "include" -> include(value, where);
      default -> {}
    }
  }

  private void include(String rest, SourceLine where) throws IOException {
    String name = Chars.word(rest);
    if (++included > MAX_INCLUDED) {
      throw new ConfigException(where, "more than " + MAX_INCLUDED + " files are included");
    }
    Optional<ConfigFile> file = files.open(name);
    if (file.isEmpty()) {
      report.add(
          where, SyslinuxCode.SYSLINUX_FILE_MISSING, "there is no file " + Chars.shown(name));
      return;
    }
    readFile(file.get());
  }

  /** Adds a row to the menu that starts nothing: a separator, or a menu within it. */
  private void placeholder(SourceLine where) {
    menu.labels().add(new Label("", null, menu, false, where, ArgumentSource.command(where)));
  }

  /** Keeps the label that was read so far: {@code record()}. */
  private void record() {
    Draft ended = draft;
    draft = null;
    if (ended == null) {
      return;
    }
    String arguments = ended.append != null ? ended.append : append;
    ArgumentSource source = source(ended);
    if (arguments == null || arguments.equals("-")) {
      arguments = "";
    }
    StringBuilder added = new StringBuilder();
    if (ended.initrd != null) {
      added.append(" initrd=").append(ended.initrd);
    }
    added.append(system.of(ended.strings));
    if (system.isUnknown(ended.strings)) {
      report.add(
          ended.where,
          SyslinuxCode.SYSLINUX_MACHINE_VALUE,
          "what ipappend or sysappend adds to this label's last string only the machine knows");
    }
    Menu shownIn = ended.hidden ? hidden : menu;
    Label label =
        new Label(
            ended.name,
            ended.other || ended.disabled
                ? null
                : new Label.Command(ended.type, ended.kernel, arguments, added.toString()),
            shownIn,
            ended.menuDefault,
            ended.where,
            source);
    shownIn.labels().add(label);
    labels.add(label);
  }

  private ArgumentSource source(Draft ended) {
    boolean words = Chars.word(ended.kernel).length() < ended.kernel.stripTrailing().length();
    SourceLine own = ended.appendLine;
    if (own != null) {
      return new ArgumentSource(
          words ? ArgumentSource.Kind.TWO_LINES : ArgumentSource.Kind.APPEND, own, ended.where);
    }
    SourceLine global = appendLine;
    if (global != null) {
      return new ArgumentSource(
          words ? ArgumentSource.Kind.TWO_LINES : ArgumentSource.Kind.GLOBAL_APPEND,
          global,
          ended.where);
    }
    return new ArgumentSource(ArgumentSource.Kind.KERNEL, ended.kernelLine, ended.where);
  }
}
