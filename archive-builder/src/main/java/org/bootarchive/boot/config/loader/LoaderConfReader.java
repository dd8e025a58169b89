package org.bootarchive.boot.config.loader;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * Reads the loader's files in the loader's order.
 *
 * <p>bootenv.rc comes first, then the defaults. When a file was read and {@code loader_conf_files}
 * was set in it, the files named there come next, and before the list goes on. At the end of each
 * list comes all of conf.d, so it is read once more for every nesting. transient.conf is the last.
 * Source: {@code start} in loader.4th, {@code include_conf_files} in support.4th.
 */
final class LoaderConfReader {
  private static final String BOOTENV = "/boot/solaris/bootenv.rc";
  private static final String DEFAULTS = "/boot/defaults/loader.conf";
  private static final String CONF_D = "/boot/conf.d";
  private static final String TRANSIENT = "/boot/transient.conf";
  private static final int MAX_DEPTH = 32;
  private static final int MAX_FILES = 1000;

  /** Fewer than the settings of 16 MiB, more than any sane configuration. */
  private static final int MAX_MODULES = 10_000;

  private static final int MAX_LOST = 100;

  private final ConfigFiles files;
  private final LoaderSettings settings = new LoaderSettings();
  private final List<String> filesRead = new ArrayList<>();
  private String configured = "";
  private final LoaderLines lines = new LoaderLines();
  private boolean aborted;
  private int fileCount;
  private long bytes;

  LoaderConfReader(ConfigFiles files) {
    this.files = files;
  }

  LoaderSettings settings() {
    return settings;
  }

  ImmutableList<String> filesRead() {
    return ImmutableList.copyOf(filesRead);
  }

  void readVolume() throws IOException {
    new LoaderScripts(files, settings).check();
    Optional<ConfigFile> bootenv = files.open(ByteString.of(BOOTENV));
    if (bootenv.isPresent() && !readFile(bootenv.get(), true)) {
      // include_bootenv passes on what it does not know, and initialize ends with it.
      abort(bootenv.get(), "an error in it ends the reading of all files");
    }
    configured = DEFAULTS;
    if (!aborted) {
      readConfigured(0);
    }
    Optional<ConfigFile> last = files.open(ByteString.of(TRANSIENT));
    if (!aborted && last.isPresent()) {
      readFile(last.get(), false);
    }
    if (!aborted) {
      new LoaderBootArgs(settings.environment()).parse();
    }
  }

  private void abort(ConfigFile file, String why) {
    aborted = true;
    settings.report(file.line(1), ConfigCode.LOADER_ENDS, why);
  }

  private void readConfigured(int depth) throws IOException {
    List<String> list =
        new ArrayList<>(Splitter.on(' ').omitEmptyStrings().splitToList(configured));
    configured = "";
    for (ByteString name : files.names(ByteString.of(CONF_D))) {
      list.add(CONF_D + "/" + name.latin1());
    }
    for (String path : list) {
      if (aborted) {
        return;
      }
      Optional<ConfigFile> file = files.open(ByteString.ofLatin1(path));
      if (file.isEmpty()) {
        continue;
      }
      if (depth > MAX_DEPTH || ++fileCount > MAX_FILES) {
        abort(
            file.get(),
            "loader_conf_files leads here again and again until the loader's stack is full");
        return;
      }
      readFile(file.get(), false);
      if (!configured.isEmpty()) {
        readConfigured(depth + 1);
      }
    }
  }

  /** Reads a file; returns false if a value that cannot be set ended that. */
  boolean readFile(ConfigFile file, boolean properties) throws ConfigException {
    bytes += file.content().length();
    if (bytes > 4L * ConfigFile.MAX_BYTES) {
      throw new ConfigException(file.name(), "the files read have too many bytes together");
    }
    if (!filesRead.contains(file.name())) {
      filesRead.add(file.name());
    }
    ImmutableList<RawLine> raw = RawLine.split(file);
    lines.open(file);
    while (!lines.isAtEnd()) {
      LoaderLines.Line line = lines.read();
      SourceLine where = line.where();
      LoaderSyntax syntax =
          properties ? LoaderSyntax.parseProperty(line.text()) : LoaderSyntax.parse(line.text());
      if (syntax instanceof LoaderSyntax.Mistake mistake) {
        reportSyntax(line, where, mistake);
        stopped(file, raw, where, properties);
        return true;
      }
      if (syntax instanceof LoaderSyntax.Assignment setting) {
        if (setting.name().equals("exec") && !settings.evaluates(setting.value(), where)) {
          abort(file, "exec runs what is not followed here, or fails: the reading ends");
          return true;
        }
        if (!settings.set(setting, where)) {
          stopped(file, raw, where, properties);
          return false;
        }
        if (setting.name().equals("loader_conf_files")) {
          configured = settings.environment().getOrDefault("loader_conf_files", "");
        }
        if (settings.moduleCount() > MAX_MODULES) {
          throw new ConfigException(where, "settings of more than " + MAX_MODULES + " modules");
        }
      }
    }
    return true;
  }

  /** Tells what is lost behind a line that ended the reading of a file. */
  private void stopped(
      ConfigFile file, ImmutableList<RawLine> raw, SourceLine where, boolean properties) {
    if (!where.file().equals(file.name())) {
      settings.report(
          file.line(1),
          ConfigCode.LOADER_KEEPS_BUFFER,
          "the loader begins this file with what it read last of "
              + where
              + ", which is wrong: nothing of this file is read");
      reportLost(file, raw, -1, properties);
      return;
    }
    reportLost(file, raw, where.line() - 1, properties);
  }

  static LoaderSyntax parse(RawLine line, boolean properties) {
    // The carriage return in front of a newline is part of the line to the loader.
    String text = line.terminator().length() == 2 ? line.text() + "\r" : line.text();
    return properties ? LoaderSyntax.parseProperty(text) : LoaderSyntax.parse(text);
  }

  private void reportSyntax(LoaderLines.Line line, SourceLine where, LoaderSyntax.Mistake mistake) {
    boolean carriageReturn = line.text().endsWith("\r") && mistake.column() == line.text().length();
    settings.report(
        where,
        ConfigCode.LOADER_SYNTAX,
        "syntax error in column "
            + mistake.column()
            + (carriageReturn ? ", a carriage return" : "")
            + ": the loader reads no further");
  }

  private void reportLost(
      ConfigFile file, ImmutableList<RawLine> raw, int stopped, boolean properties) {
    int lost = 0;
    for (int i = stopped + 1; i < raw.size(); i++) {
      RawLine bare = new RawLine(raw.get(i).text(), "");
      if (parse(bare, properties) instanceof LoaderSyntax.Assignment setting
          && ++lost <= MAX_LOST) {
        settings.report(
            file.line(i + 1),
            ConfigCode.LOADER_LOST_SETTING,
            ByteString.ofLatin1(setting.name()).brief(80) + " is not read");
      }
    }
  }
}
