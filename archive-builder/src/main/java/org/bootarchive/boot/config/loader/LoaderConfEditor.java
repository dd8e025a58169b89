package org.bootarchive.boot.config.loader;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.LineEdits;
import org.bootarchive.boot.config.edit.Markers;
import org.bootarchive.boot.config.edit.ModuleOptions;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Writes overlays into one of the illumos loader's files, such as {@code loader.conf.local} or a
 * file in {@code conf.d}, as a block between two comments at its end; all other bytes stay.
 *
 * <p>Adding twice is as adding once, and {@link #remove} brings back the bytes from before; what
 * was an empty file is empty again, which a line of the block remembers. An overlay whose name
 * another setting gives already takes over that setting's prefix, as the later file wins; so there
 * are never two modules of one name.
 */
public final class LoaderConfEditor {
  private static final CharMatcher PREFIX =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("-_"));

  /** What the loader's two parsers would change or stumble over. */
  private static final CharMatcher UNWRITABLE = CharMatcher.anyOf("\"'\\$\013");

  /** The settings of a module that are written here. */
  private static final ImmutableList<String> SUFFIXES =
      ImmutableList.of("_load", "_type", "_name", "_flags", "_hash");

  /** The longest word that the loader takes. */
  private static final int MAX_WORD_BYTES = 1023;

  private final ConfigFile file;
  private final ImmutableList<RawLine> lines;
  private final LineEdits edits;
  private final Map<String, Integer> settings = new LinkedHashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private int begin = -1;
  private int end = -1;

  /** The line that says that the file was there and empty; -1 if there is none. */
  private int wasEmpty = -1;

  private LoaderConfEditor(ConfigFile file) throws ConfigException {
    this.file = file;
    this.lines = RawLine.split(file);
    this.edits = new LineEdits(lines, "\n");
    readBlock();
  }

  /**
   * Adds overlays to a file of a boot volume, or brings those that are there up to date, and makes
   * sure that the loader would load them.
   *
   * @param volume the loader's files as they are
   * @param path the file to change, which need not exist
   * @throws ConfigException as {@link #addOverlays(ConfigFile, LoaderConf, List)}, or if an overlay
   *     would not be loaded because the file is not read, or another one that is read later says
   *     otherwise
   * @throws IOException if the volume cannot be read
   */
  public static ConfigFile addOverlays(
      ConfigFiles volume, ByteString path, List<OverlayModule> overlays) throws IOException {
    Optional<ConfigFile> there = volume.open(path);
    ConfigFile before = there.orElse(new ConfigFile(path.utf8(), ByteString.EMPTY));
    boolean empty = there.isPresent() && before.content().isEmpty();
    ConfigFile after = addOverlays(before, LoaderConf.read(volume), overlays, empty);
    LoaderConf conf = LoaderConf.read(new OverlaidFiles(volume, path, after));
    Set<ByteString> loaded = new HashSet<>();
    for (ConfiguredModule module : conf.boot().modules()) {
      ModuleOptions options = ModuleOptions.parse(module.commandLine());
      loaded.add(
          new OverlayModule(module.path(), options.name(), Optional.ofNullable(options.hash()))
              .commandLine());
    }
    for (OverlayModule overlay : overlays) {
      if (!loaded.contains(overlay.commandLine())) {
        throw ConfigException.refusingOverlay(
            path.utf8(),
            "the overlay "
                + overlay.name().brief(80)
                + " would not be loaded from here: "
                + why(conf, path));
      }
    }
    return after;
  }

  /**
   * Adds overlays, or brings those that are there up to date.
   *
   * @param file the file to change; its content may be empty
   * @param current the configuration with the file as it is
   * @throws ConfigException if the loader would not read the file to its end, an earlier edit of it
   *     is damaged, or an overlay breaks {@link OverlayRules} or cannot be written in this format
   */
  public static ConfigFile addOverlays(
      ConfigFile file, LoaderConf current, List<OverlayModule> overlays) throws ConfigException {
    return addOverlays(file, current, overlays, false);
  }

  private static ConfigFile addOverlays(
      ConfigFile file, LoaderConf current, List<OverlayModule> overlays, boolean empty)
      throws ConfigException {
    LoaderConfEditor editor = new LoaderConfEditor(file);
    OverlayRules.require(file.name(), overlays);
    for (OverlayModule overlay : overlays) {
      requireWritable(file, overlay);
    }
    editor.add(current, overlays, empty);
    return editor.result();
  }

  /**
   * Takes the block away.
   *
   * @throws ConfigException if it is damaged
   */
  public static ConfigFile remove(ConfigFile file) throws ConfigException {
    LoaderConfEditor editor = new LoaderConfEditor(file);
    if (editor.begin >= 0) {
      editor.edits.remove(editor.begin, editor.begin);
      editor.edits.remove(editor.end, editor.end);
      if (editor.wasEmpty >= 0) {
        editor.edits.remove(editor.wasEmpty, editor.wasEmpty);
      }
      editor.settings.values().forEach(line -> editor.edits.remove(line, line));
    }
    return editor.result();
  }

  /**
   * Takes overlays out of the block, and the block away if nothing else is set in it.
   *
   * @param names as {@link OverlayRules#comparable} makes them
   * @throws ConfigException if the block is damaged
   */
  public static ConfigFile removeOverlays(ConfigFile file, Set<ByteString> names)
      throws ConfigException {
    LoaderConfEditor editor = new LoaderConfEditor(file);
    Set<String> keys = new HashSet<>();
    editor
        .namesByPrefix()
        .forEach(
            (prefix, name) -> {
              if (names.contains(name)) {
                SUFFIXES.forEach(suffix -> keys.add(prefix + suffix));
              }
            });
    if (!keys.isEmpty() && keys.containsAll(editor.settings.keySet())) {
      return remove(file);
    }
    editor.settings.forEach(
        (key, line) -> {
          if (keys.contains(key)) {
            editor.edits.remove(line, line);
          }
        });
    return editor.result();
  }

  /**
   * Returns whether a file was made for its block: it has nothing else, and was not there before.
   *
   * @throws ConfigException if the block is damaged
   */
  static boolean isMadeForBlock(ConfigFile file) throws ConfigException {
    LoaderConfEditor editor = new LoaderConfEditor(file);
    return editor.begin == 0 && editor.wasEmpty < 0 && remove(file).content().isEmpty();
  }

  /** Returns the names of the overlays in the block. */
  private Map<String, ByteString> namesByPrefix() {
    Map<String, ByteString> names = new HashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.endsWith("_flags") && value.startsWith("name=")) {
            names.put(
                key.substring(0, key.length() - "_flags".length()),
                OverlayRules.comparable(ByteString.ofLatin1(value.substring("name=".length()))));
          }
        });
    return names;
  }

  private static String why(LoaderConf conf, ByteString path) {
    for (Finding finding : conf.findings()) {
      if (ConfigCode.LOADER_KEEPS_BUFFER.is(finding) || ConfigCode.LOADER_ENDS.is(finding)) {
        return finding.message();
      }
    }
    return conf.filesRead().contains(path.utf8())
        ? "a file that is read later sets it otherwise"
        : "the loader does not read this file" + whyUnread(conf);
  }

  private static String whyUnread(LoaderConf conf) {
    for (Finding finding : conf.findings()) {
      if (ConfigCode.LOADER_SYNTAX.is(finding)) {
        return ": " + finding.place().map(place -> place + ": ").orElse("") + finding.message();
      }
    }
    return conf.filesRead().isEmpty()
        ? ", nor another"
        : ", as loader_conf_files does not name it; it reads "
            + String.join(", ", conf.filesRead());
  }

  private ConfigFile result() {
    return edits.isEmpty() ? file : file.withContent(ByteString.ofLatin1(edits.apply()));
  }

  private void readBlock() throws ConfigException {
    for (int i = 0; i < lines.size(); i++) {
      SourceLine where = file.line(i + 1);
      LoaderSyntax syntax = LoaderConfReader.parse(lines.get(i), false);
      if (syntax instanceof LoaderSyntax.Mistake mistake) {
        throw new ConfigException(
            where,
            "syntax error in column "
                + mistake.column()
                + ": the loader would not read what is added behind it");
      }
      switch (Markers.kind(lines.get(i).text())) {
        case BEGIN -> {
          if (begin >= 0) {
            throw new ConfigException(where, "damaged edit: a second begin marker");
          }
          begin = i;
        }
        case END -> {
          if (begin < 0 || end >= 0) {
            throw new ConfigException(where, "damaged edit: an end marker without a begin");
          }
          end = i;
        }
        case WAS -> {
          if (i != 1 || begin != 0 || !"".equals(Markers.original(lines.get(i).text()))) {
            throw new ConfigException(where, "damaged edit: this marker belongs in a menu");
          }
          wasEmpty = i;
        }
        case NONE -> {
          if (begin >= 0 && end < 0 && syntax instanceof LoaderSyntax.Assignment setting) {
            settings.put(setting.name(), i);
            values.put(setting.name(), setting.value());
          }
        }
      }
    }
    if (begin >= 0 && end < 0) {
      throw new ConfigException(file.line(begin + 1), "damaged edit: the end marker is missing");
    }
  }

  private void add(LoaderConf current, List<OverlayModule> overlays, boolean empty) {
    Map<ByteString, String> prefixes = new HashMap<>();
    Set<String> used = new HashSet<>();
    Set<String> hashed = new HashSet<>();
    for (LoaderModule module : current.modules()) {
      used.add(module.prefix());
      if (module.hash().isPresent()) {
        hashed.add(module.prefix());
      }
      if (module.type().equals("file")) {
        ByteString name =
            ModuleOptions.parse(ByteString.ofLatin1(module.path() + " " + module.flags())).name();
        prefixes.merge(
            OverlayRules.comparable(name),
            module.prefix(),
            (first, second) -> module.load() ? second : first);
      }
    }
    namesByPrefix()
        .forEach(
            (prefix, name) -> {
              used.add(prefix);
              prefixes.put(name, prefix);
            });
    boolean open = begin < 0;
    if (open && !overlays.isEmpty()) {
      edits.insert(lines.size(), Markers.BEGIN);
      if (empty) {
        edits.insert(lines.size(), Markers.was(""));
      }
    }
    for (OverlayModule overlay : overlays) {
      ByteString name = OverlayRules.comparable(overlay.name());
      String prefix = prefixes.get(name);
      if (prefix == null) {
        prefix = newPrefix(name.latin1(), used);
      }
      write(prefix, overlay, hashed.contains(prefix));
    }
    if (open && !overlays.isEmpty()) {
      edits.insert(lines.size(), Markers.END);
    }
  }

  /** Writes an overlay's settings; a hash that another file sets is taken back if there is none. */
  private void write(String prefix, OverlayModule overlay, boolean hashElsewhere) {
    int place = end >= 0 ? end : lines.size();
    for (String suffix : SUFFIXES) {
      Integer line = settings.get(prefix + suffix);
      place = line != null ? line + 1 : place;
    }
    set(prefix + "_load", "YES", place);
    set(prefix + "_type", "file", place);
    set(prefix + "_name", overlay.path().latin1(), place);
    set(prefix + "_flags", "name=" + overlay.name().latin1(), place);
    if (overlay.hash().isPresent() || hashElsewhere || settings.containsKey(prefix + "_hash")) {
      set(prefix + "_hash", overlay.hash().orElse(""), place);
    }
  }

  private void set(String key, String value, int place) {
    Integer line = settings.get(key);
    String text = key + "=\"" + value + "\"";
    if (line == null) {
      edits.insert(place, text);
    } else if (!value.equals(values.get(key))) {
      edits.replace(line, line, text);
    }
  }

  private static String newPrefix(String name, Set<String> used) {
    String base = PREFIX.negate().replaceFrom(name, '_');
    if (!Character.isLetter(base.charAt(0))) {
      base = "overlay_" + base;
    }
    String prefix = base;
    for (int i = 2; !used.add(prefix); i++) {
      prefix = base + "_" + i;
    }
    return prefix;
  }

  private static void requireWritable(ConfigFile file, OverlayModule overlay)
      throws ConfigException {
    for (String word : List.of(overlay.path().latin1(), "name=" + overlay.name().latin1())) {
      @Nullable String reason = null;
      if (UNWRITABLE.matchesAnyOf(word)) {
        reason = "has a quote, a backslash, a dollar sign or a vertical tab";
      } else if (word.length() > MAX_WORD_BYTES) {
        reason = "is longer than the loader's 1023 bytes";
      } else if (word.startsWith("-")) {
        reason = "begins as an option does";
      }
      if (reason != null) {
        throw new ConfigException(
            file.name(),
            ByteString.ofLatin1(word).brief(80) + " " + reason + ": the loader cannot say it");
      }
    }
  }
}
