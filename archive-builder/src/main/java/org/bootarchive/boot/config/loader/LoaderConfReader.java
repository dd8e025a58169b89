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

  /** {@code read_buffer_size} of support.4th. */
  private static final int READ_BUFFER = 80;

  private final ConfigFiles files;
  private final LoaderSettings settings = new LoaderSettings();
  private final List<String> filesRead = new ArrayList<>();
  private String configured = "";
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
    Optional<ConfigFile> bootenv = files.open(ByteString.of(BOOTENV));
    if (bootenv.isPresent()) {
      readFile(bootenv.get(), true);
    }
    configured = DEFAULTS;
    readConfigured(0);
    Optional<ConfigFile> last = files.open(ByteString.of(TRANSIENT));
    if (last.isPresent()) {
      readFile(last.get(), false);
    }
  }

  private void readConfigured(int depth) throws IOException {
    List<String> list =
        new ArrayList<>(Splitter.on(' ').omitEmptyStrings().splitToList(configured));
    configured = "";
    for (ByteString name : files.names(ByteString.of(CONF_D))) {
      list.add(CONF_D + "/" + name.latin1());
    }
    for (String path : list) {
      if (depth > MAX_DEPTH || ++fileCount > MAX_FILES) {
        throw new ConfigException(
            path, "loader_conf_files leads here again and again: the loader would never end");
      }
      Optional<ConfigFile> file = files.open(ByteString.ofLatin1(path));
      if (file.isPresent()) {
        readFile(file.get(), false);
      }
      if (!configured.isEmpty()) {
        readConfigured(depth + 1);
      }
    }
  }

  void readFile(ConfigFile file, boolean properties) throws ConfigException {
    bytes += file.content().length();
    if (bytes > 4L * ConfigFile.MAX_BYTES) {
      throw new ConfigException(file.name(), "the files read have too many bytes together");
    }
    if (!filesRead.contains(file.name())) {
      filesRead.add(file.name());
    }
    ImmutableList<RawLine> lines = RawLine.split(file);
    for (int i = 0; i < lines.size(); i++) {
      SourceLine where = file.line(i + 1);
      LoaderSyntax syntax = parse(lines.get(i), properties);
      if (syntax instanceof LoaderSyntax.Mistake mistake) {
        reportSyntax(lines.get(i), where, mistake);
        reportLost(file, lines, i, properties);
        return;
      }
      if (syntax instanceof LoaderSyntax.Assignment setting) {
        if (!settings.set(setting, where)) {
          reportLost(file, lines, i, properties);
          return;
        }
        if (setting.name().equals("loader_conf_files")) {
          configured = settings.environment().getOrDefault("loader_conf_files", "");
        }
        if (settings.moduleCount() > MAX_MODULES) {
          throw new ConfigException(where, "settings of more than " + MAX_MODULES + " modules");
        }
      }
    }
  }

  static LoaderSyntax parse(RawLine line, boolean properties) {
    // The carriage return in front of a newline is part of the line to the loader.
    String text = line.terminator().length() == 2 ? line.text() + "\r" : line.text();
    return properties ? LoaderSyntax.parseProperty(text) : LoaderSyntax.parse(text);
  }

  private void reportSyntax(RawLine line, SourceLine where, LoaderSyntax.Mistake mistake) {
    boolean carriageReturn =
        line.terminator().length() == 2 && mistake.column() == line.text().length() + 1;
    settings.report(
        where,
        ConfigCode.LOADER_SYNTAX,
        "syntax error in column "
            + mistake.column()
            + (carriageReturn ? ", a carriage return" : "")
            + ": the loader reads this file no further");
  }

  private void reportLost(
      ConfigFile file, ImmutableList<RawLine> lines, int stopped, boolean properties) {
    int lost = 0;
    for (int i = stopped + 1; i < lines.size(); i++) {
      RawLine bare = new RawLine(lines.get(i).text(), "");
      if (parse(bare, properties) instanceof LoaderSyntax.Assignment setting
          && ++lost <= MAX_LOST) {
        settings.report(
            file.line(i + 1),
            ConfigCode.LOADER_LOST_SETTING,
            ByteString.ofLatin1(setting.name()).brief(80)
                + " is not read, because of line "
                + (stopped + 1));
      }
    }
    reportKeptBuffer(file, lines, stopped);
  }

  /**
   * The loader reads 80 bytes at a time and begins the next file with what it read last of this
   * one, the wrong line perhaps included; only the end of a file empties the buffer.
   */
  private void reportKeptBuffer(ConfigFile file, ImmutableList<RawLine> lines, int stopped) {
    if (lines.get(stopped).terminator().isEmpty()) {
      return;
    }
    long newline = -1;
    for (int i = 0; i <= stopped; i++) {
      newline += lines.get(i).text().length() + lines.get(i).terminator().length();
    }
    long from = newline / READ_BUFFER * READ_BUFFER;
    long to = Math.min(from + READ_BUFFER, file.text().length());
    settings.report(
        file.line(stopped + 1),
        ConfigCode.LOADER_KEEPS_BUFFER,
        "the loader reads bytes "
            + from
            + " to "
            + (to - 1)
            + " of this file again in front of the next file's first line, which may lose that"
            + " file too; the result here is without that");
  }
}
