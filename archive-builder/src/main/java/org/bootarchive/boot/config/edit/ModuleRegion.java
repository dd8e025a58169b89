package org.bootarchive.boot.config.edit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.ufs.finding.SourceLine;

/**
 * The lines that an edit may touch, an entry of a menu or a whole script: its modules, and what
 * earlier edits left there.
 *
 * @param file the file
 * @param lines all lines of the file
 * @param modules in order
 * @param originals for a module line that was changed, by its first line: the marker's line
 * @param blocks the lines of each block that was added, its markers included
 */
public record ModuleRegion(
    ConfigFile file,
    ImmutableList<RawLine> lines,
    ImmutableList<ModuleStatement> modules,
    ImmutableMap<Integer, Original> originals,
    ImmutableRangeSet<Integer> blocks) {

  /**
   * What a changed line was.
   *
   * @param marker the index of the marker's line
   * @param text the line as it was
   */
  public record Original(int marker, String text) {}

  /**
   * Reads the lines {@code from} to {@code to}, the latter not included.
   *
   * @throws ConfigException if markers are damaged
   */
  public static ModuleRegion read(
      ConfigFile file, ImmutableList<RawLine> lines, LineGrammar grammar, int from, int to)
      throws ConfigException {
    ImmutableList.Builder<ModuleStatement> modules = ImmutableList.builder();
    ImmutableMap.Builder<Integer, Original> originals = ImmutableMap.builder();
    ImmutableRangeSet.Builder<Integer> blocks = ImmutableRangeSet.builder();
    int begin = -1;
    Original pending = null;
    for (LogicalLine line : grammar.join(lines, from, to)) {
      SourceLine where = file.line(line.first() + 1);
      Markers.Kind kind = Markers.kind(line.text());
      Optional<ModuleStatement> module =
          kind == Markers.Kind.NONE ? grammar.module(line, where) : Optional.empty();
      if (pending != null && module.isEmpty()) {
        throw new ConfigException(
            file.line(pending.marker() + 1),
            "damaged edit: no module line follows the marker that says what it was");
      }
      if (module.isPresent()) {
        modules.add(module.get());
        if (pending != null) {
          originals.put(line.first(), pending);
          pending = null;
        }
      }
      switch (kind) {
        case BEGIN -> {
          if (begin >= 0) {
            throw new ConfigException(where, "damaged edit: a second begin marker before the end");
          }
          begin = line.first();
        }
        case END -> {
          if (begin < 0) {
            throw new ConfigException(where, "damaged edit: an end marker without a begin");
          }
          blocks.add(Range.closed(begin, line.first()));
          begin = -1;
        }
        case WAS -> {
          String text = Markers.original(line.text());
          if (text == null || begin >= 0) {
            throw new ConfigException(where, "damaged edit: the marker cannot be read");
          }
          pending = new Original(line.first(), text);
        }
        case NONE -> {}
      }
    }
    if (begin >= 0 || pending != null) {
      int marker = pending != null ? pending.marker() : begin;
      throw new ConfigException(file.line(marker + 1), "damaged edit: what it marks is missing");
    }
    return new ModuleRegion(file, lines, modules.build(), originals.buildOrThrow(), blocks.build());
  }

  /** Returns whether a line was added by an edit. */
  public boolean added(ModuleStatement module) {
    return blocks.contains(module.first());
  }

  /** Returns the terminator that new lines take: that of the modules, else any. */
  public String newline() {
    for (ModuleStatement module : modules) {
      String terminator = lines.get(module.last()).terminator();
      if (!terminator.isEmpty()) {
        return terminator;
      }
    }
    return lines.stream()
        .map(RawLine::terminator)
        .filter(terminator -> !terminator.isEmpty())
        .findFirst()
        .orElse("\n");
  }

  public SourceLine where(ModuleStatement module) {
    return file.line(module.first() + 1);
  }
}
