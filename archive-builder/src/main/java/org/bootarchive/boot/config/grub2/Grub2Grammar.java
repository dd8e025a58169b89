package org.bootarchive.boot.config.grub2;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.LineGrammar;
import org.bootarchive.boot.config.edit.LogicalLine;
import org.bootarchive.boot.config.edit.Markers;
import org.bootarchive.boot.config.edit.ModuleOptions;
import org.bootarchive.boot.config.edit.ModuleRegion;
import org.bootarchive.boot.config.edit.ModuleStatement;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.boot.config.grub2.MultibootLoader.ModuleLine;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an entry that load modules, as they were seen when the entry ran: which they are,
 * and what their variables stand for, a line alone does not tell.
 */
final class Grub2Grammar implements LineGrammar {
  /** What would be an end, a variable or a wildcard outside quotes. */
  private static final CharMatcher SPECIAL = CharMatcher.anyOf("$;|&<>{}#*?");

  /** Asks for a gzip file to be loaded as it is. */
  private static final String PACKED = "--nounzip";

  private static final CharMatcher BLANKS = CharMatcher.anyOf(" \t\\\r\n");

  private final ImmutableList<RawLine> lines;
  private final ImmutableListMultimap<Integer, ModuleLine> loaded;
  private final Set<ByteString> packed;

  /**
   * Makes a grammar.
   *
   * @param loaded what loaded the modules, all in this file
   * @param packed the paths of overlays that are to arrive packed as they are
   */
  Grub2Grammar(ImmutableList<RawLine> lines, List<ModuleLine> loaded, Set<ByteString> packed) {
    this.packed = packed;
    this.lines = lines;
    this.loaded = Multimaps.index(loaded, line -> line.where().line());
  }

  @Override
  public int maxLineBytes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public ImmutableList<LogicalLine> join(ImmutableList<RawLine> raw, int from, int to) {
    ImmutableList.Builder<LogicalLine> out = ImmutableList.builder();
    for (int i = from; i < to; i++) {
      int first = i;
      StringBuilder text = new StringBuilder(raw.get(i).text());
      boolean comment = CharMatcher.anyOf(" \t").trimLeadingFrom(text).startsWith("#");
      while (!comment && raw.get(i).text().endsWith("\\") && i + 1 < to) {
        text.append(raw.get(i).terminator()).append(raw.get(++i).text());
      }
      out.add(new LogicalLine(first, i, text.toString()));
    }
    return out.build();
  }

  @Override
  public Optional<ModuleStatement> module(LogicalLine line, SourceLine where)
      throws ConfigException {
    ImmutableList<ModuleLine> here = loaded.get(where.line());
    boolean original = Markers.kind(lines.get(where.line() - 1).text()) == Markers.Kind.WAS;
    if (here.isEmpty() && !original) {
      return Optional.empty();
    }
    if (here.size() > 1) {
      throw new ConfigException(
          where, "one line loads several modules; write each on a line of its own, outside loops");
    }
    List<Token> words = words(line, where);
    int path = 1;
    while (path < words.size() && words.get(path).text().equals(PACKED)) {
      path++;
    }
    if (path >= words.size()) {
      throw new ConfigException(where, "the module line names no file");
    }
    String text = line.text();
    Token command = words.get(0);
    Token first = words.get(1);
    Token file = words.get(path);
    int end = words.get(words.size() - 1).end();
    ModuleOptions options =
        here.isEmpty()
            ? ModuleOptions.parse(ByteString.ofLatin1(file.text()))
            : options(here.get(0).path(), here.get(0).string());
    return Optional.of(
        new ModuleStatement(
            line.first(),
            line.last(),
            text.substring(0, first.start()),
            text.substring(0, command.start()),
            command.text(),
            text.substring(first.start(), file.end()),
            text.substring(end),
            options));
  }

  /** Returns what the kernel is to make of a module, if its path were written twice. */
  private static ModuleOptions options(String path, String string) {
    ModuleOptions meant =
        ModuleOptions.parse(ByteString.ofLatin1(isPathOnce(string) ? path + " " + string : string));
    return new ModuleOptions(ByteString.ofLatin1(path), meant.type(), meant.name(), meant.hash());
  }

  /** Returns whether a string begins with an option where the path should be. */
  static boolean isPathOnce(String string) {
    return string.isEmpty() || string.matches("(?s)(type|name|hash)=.*");
  }

  /** Returns the words of the command that a line begins with. */
  private static List<Token> words(LogicalLine line, SourceLine where) throws ConfigException {
    List<Token> words = new ArrayList<>();
    try {
      ScriptLexer lexer =
          new ScriptLexer(new ScriptLine(line.text(), where), LineReader.of(ImmutableList.of()));
      for (Token token = lexer.next(); token.isArgument(); token = lexer.next()) {
        words.add(token);
      }
    } catch (ScriptSyntaxException e) {
      throw new ConfigException(where, "this module line goes on behind its end: " + e.reason());
    }
    String first = words.isEmpty() ? "" : words.get(0).text();
    if (!first.startsWith("module") && !first.startsWith("$")) {
      throw new ConfigException(
          where, "this line loads a module behind other commands; write it on a line of its own");
    }
    return words;
  }

  /**
   * {@inheritDoc} GRUB 2 hands over what follows the path, so the path stands there again.
   *
   * @param path may have GRUB's own option in front
   */
  @Override
  public String commandLine(String path, String options) {
    int start = 0;
    while (path.startsWith(PACKED, start)) {
      start += PACKED.length();
      start += BLANKS.negate().indexIn(path.substring(start));
    }
    return path + " " + path.substring(start) + options;
  }

  @Override
  public String commandLine(OverlayModule overlay) {
    String path = quoted(overlay.path().latin1());
    StringBuilder out = new StringBuilder(packed.contains(overlay.path()) ? PACKED + " " : "");
    out.append(path).append(' ').append(path).append(" type=file ");
    out.append(quoted("name=" + overlay.name().latin1()));
    overlay.hash().ifPresent(hash -> out.append(" hash=").append(hash));
    return out.toString();
  }

  private static String quoted(String word) {
    return SPECIAL.matchesAnyOf(word) ? "'" + word + "'" : word;
  }

  @Override
  public @Nullable String repaired(ModuleStatement module, SourceLine where) {
    ImmutableList<ModuleLine> here = loaded.get(where.line());
    if (here.isEmpty() || !isPathOnce(here.get(0).string())) {
      return null;
    }
    String text = RawLine.join(lines.subList(module.first(), module.last() + 1));
    int start = module.lead().length() + module.path().length();
    int terminator = lines.get(module.last()).terminator().length();
    int end = text.length() - terminator - module.tail().length();
    return module.withCommandLine(
        commandLine(module.path(), text.substring(start, Math.max(start, end))));
  }

  /**
   * Refuses a module line that ends its entry too: what is added behind it would be outside.
   *
   * @throws ConfigException if there is a closing brace behind the module
   */
  static void requireEntryGoesOn(ModuleRegion region) throws ConfigException {
    for (ModuleStatement module : region.modules()) {
      int comment = module.tail().indexOf('#');
      String rest = comment < 0 ? module.tail() : module.tail().substring(0, comment);
      if (rest.indexOf('}') >= 0) {
        throw new ConfigException(
            region.where(module),
            "the entry ends on the line of this module; write the closing brace on a line of its"
                + " own");
      }
    }
  }

  /**
   * Refuses what GRUB 2 would not hand over as it is written here.
   *
   * @throws ConfigException if a path or name has a quote or a backslash
   */
  static void requirePlain(String file, OverlayModule overlay) throws ConfigException {
    for (ByteString word : List.of(overlay.path(), overlay.name())) {
      for (char c : new char[] {'\'', '"', '\\'}) {
        if (word.contains(c)) {
          throw new ConfigException(
              file,
              word.shown() + " has a quote or backslash, before which GRUB 2 puts another one");
        }
      }
    }
  }
}
