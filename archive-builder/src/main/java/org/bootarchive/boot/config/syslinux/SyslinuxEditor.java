package org.bootarchive.boot.config.syslinux;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.FileTest;
import org.bootarchive.boot.config.edit.LineEdits;
import org.bootarchive.boot.config.edit.Markers;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Changes the line that gives mboot.c32 its arguments; all other bytes of the file stay.
 *
 * <p>Doing a change twice is as doing it once, and {@link #remove()} brings back the bytes from
 * before the first change. In front of a changed line stands a comment with the line as it was; a
 * label that took a common {@code append} gets its own between two comments.
 */
final class SyslinuxEditor {
  private final ConfigFile file;
  private final ArgumentSource source;
  private final ImmutableList<RawLine> lines;
  private final LineEdits edits;
  private final int at;
  private final @Nullable String original;
  private final boolean inserted;

  private SyslinuxEditor(ConfigFile file, ArgumentSource source) throws ConfigException {
    this.file = file;
    this.source = source;
    this.lines = RawLine.split(file);
    this.edits = new LineEdits(lines, newline(lines));
    this.at = source.where().line() - 1;
    String before = at > 0 ? lines.get(at - 1).text() : "";
    Markers.Kind kind = Markers.kind(before);
    this.original = kind == Markers.Kind.WAS ? Markers.original(before) : null;
    if (kind == Markers.Kind.WAS && original == null) {
      throw new ConfigException(file.line(at), "damaged edit: the marker cannot be read");
    }
    this.inserted = kind == Markers.Kind.BEGIN;
    if (inserted
        && (at + 1 >= lines.size() || Markers.kind(lines.get(at + 1).text()) != Markers.Kind.END)) {
      throw new ConfigException(file.line(at), "damaged edit: the end marker is missing");
    }
  }

  /**
   * Makes an editor.
   *
   * @param source where mboot.c32's arguments stand, in this file
   * @throws ConfigException if they stand in another file or on two lines, or an edit is damaged
   */
  static SyslinuxEditor of(ConfigFile file, @Nullable ArgumentSource source)
      throws ConfigException {
    if (source == null) {
      throw new ConfigException(file.name(), "nothing here is started with mboot.c32");
    }
    if (!source.where().file().equals(file.name()) || !source.label().file().equals(file.name())) {
      throw new ConfigException(
          source.where(), "the arguments of mboot.c32 stand in another file; edit that one");
    }
    if (source.kind() == ArgumentSource.Kind.TWO_LINES) {
      throw new ConfigException(
          source.where(),
          "the arguments of mboot.c32 stand on two lines; write them all behind append");
    }
    return new SyslinuxEditor(file, source);
  }

  private static String newline(List<RawLine> lines) {
    return lines.stream()
        .map(RawLine::terminator)
        .filter(terminator -> !terminator.isEmpty())
        .findFirst()
        .orElse("\n");
  }

  /**
   * Gives the archive and its hash their types, and adds overlays or brings them up to date.
   *
   * @param files whether there is a file; asked for the archive's hash
   */
  ConfigFile add(List<OverlayModule> overlays, FileTest files) throws IOException {
    OverlayRules.require(file.name(), overlays);
    for (OverlayModule overlay : overlays) {
      requireWord(overlay.path());
      requireWord(overlay.name());
    }
    SourceLine where = source.where();
    MbootLine now = parsed(lines.get(at).text());
    MbootLine changed = now.typed(where, files).with(overlays);
    int modules = changed.modules().size();
    if (modules > OverlayRules.MAX_MODULES) {
      throw new ConfigException(
          where, modules + " modules; the kernel panics beyond " + OverlayRules.MAX_MODULES);
    }
    if (changed.command().equals(now.command())) {
      return file;
    }
    RawLine line = lines.get(at);
    String indentation = line.indentation();
    if (source.kind() == ArgumentSource.Kind.GLOBAL_APPEND) {
      int label = source.label().line();
      String own = label < lines.size() ? lines.get(label).indentation() : "";
      edits.insert(label, own + Markers.BEGIN);
      edits.insert(label, own + "append " + changed.text().substring(now.lead().length()));
      edits.insert(label, own + Markers.END);
      return result();
    }
    if (!inserted && original == null) {
      String marker = indentation + Markers.was(line.text());
      if (marker.length() >= ConfigReader.MAX_LINE_BYTES) {
        throw new ConfigException(where, "the line is too long to be kept in a comment");
      }
      edits.mark(at, marker);
    }
    edits.replace(at, at, changed.text());
    return result();
  }

  /** Undoes what was done. */
  ConfigFile remove() throws IOException {
    if (inserted) {
      edits.remove(at - 1, at + 1);
    } else if (original != null) {
      requireUnchanged();
      edits.remove(at - 1, at - 1);
      edits.replace(at, at, original);
    }
    return result();
  }

  /**
   * Takes overlays of some names away that were added or changed; without any other one left,
   * undoes all.
   *
   * @param names as {@link OverlayRules#comparable} makes them
   */
  ConfigFile remove(Set<ByteString> names) throws IOException {
    if (!inserted && original == null) {
      return file;
    }
    MbootLine now = parsed(lines.get(at).text());
    List<String> before = originalModules();
    List<String> kept = new ArrayList<>();
    boolean found = false;
    boolean others = false;
    for (String module : now.modules()) {
      String was = null;
      for (String candidate : before) {
        if (MbootLine.isOverlay(candidate, MbootLine.options(module).name())) {
          was = candidate;
        }
      }
      boolean ours = MbootLine.options(module).isFile() && !module.equals(was);
      boolean named = names.contains(OverlayRules.comparable(MbootLine.options(module).name()));
      if (ours && named) {
        found = true;
        if (was != null) {
          kept.add(was);
        }
      } else {
        others |= ours;
        kept.add(module);
      }
    }
    if (!found) {
      return file;
    }
    if (!others) {
      return remove();
    }
    edits.replace(at, at, now.withKept(kept).text());
    return result();
  }

  /** The modules of the line as it was; for an inserted one those of the common append. */
  private List<String> originalModules() {
    if (original != null) {
      return parsed(original).modules();
    }
    for (RawLine line : lines.subList(0, source.label().line() - 1)) {
      if (Chars.after(Chars.skipSpace(line.text()), "append") != null) {
        return parsed(line.text()).modules();
      }
    }
    return List.of();
  }

  /** Checks that a hand did not change the kernel or the archive since. */
  private void requireUnchanged() throws ConfigException {
    MbootLine was = parsed(original == null ? "" : original);
    MbootLine now = parsed(lines.get(at).text());
    boolean same =
        !was.command().strings().isEmpty()
            && !now.command().strings().isEmpty()
            && was.command().strings().get(0).equals(now.command().strings().get(0));
    for (String module : was.modules()) {
      String path = Chars.word(module);
      ByteString name = MbootLine.options(module).name();
      same &=
          now.modules().stream()
              .anyMatch(m -> Chars.word(m).equals(path) || MbootLine.isOverlay(m, name));
    }
    if (!same) {
      throw new ConfigException(
          source.where(),
          "the line was changed by hand since the edit; the comment above says what it was");
    }
  }

  private MbootLine parsed(String line) {
    // The keyword, and the module if it is named on the same line.
    boolean named =
        source.kind() == ArgumentSource.Kind.KERNEL || source.kind() == ArgumentSource.Kind.COMMAND;
    return MbootLine.parse(line, named ? 2 : 1);
  }

  private void requireWord(ByteString word) throws ConfigException {
    for (int i = 0; i < word.length(); i++) {
      if (word.at(i) <= ' ') {
        throw new ConfigException(
            file.name(), word.shown() + " has a control character, which ends a word");
      }
    }
  }

  private ConfigFile result() {
    return edits.isEmpty() ? file : file.withContent(ByteString.ofLatin1(edits.apply()));
  }
}
