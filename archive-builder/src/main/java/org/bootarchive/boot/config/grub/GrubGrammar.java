package org.bootarchive.boot.config.grub;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.edit.LineGrammar;
import org.bootarchive.boot.config.edit.LogicalLine;
import org.bootarchive.boot.config.edit.ModuleOptions;
import org.bootarchive.boot.config.edit.ModuleStatement;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * How GRUB reads the lines of a menu.lst: {@code get_line_from_config} in stage2.c. A backslash at
 * the end joins the next line, in comments too; carriage returns vanish.
 */
final class GrubGrammar implements LineGrammar {
  private final GrubVariables variables;

  GrubGrammar(GrubVariables variables) {
    this.variables = variables;
  }

  @Override
  public int maxLineBytes() {
    return GrubCommand.MAX_LINE_BYTES;
  }

  @Override
  public ImmutableList<LogicalLine> join(ImmutableList<RawLine> lines, int from, int to) {
    ImmutableList.Builder<LogicalLine> out = ImmutableList.builder();
    for (int i = from; i < to; i++) {
      int first = i;
      String text = content(lines.get(i));
      if (goesOn(lines, i, to)) {
        StringBuilder joined = new StringBuilder(text);
        while (goesOn(lines, i, to)) {
          joined.setCharAt(joined.length() - 1, ' ');
          joined.append(content(lines.get(++i)));
        }
        text = joined.toString();
      }
      out.add(new LogicalLine(first, i, text));
    }
    return out.build();
  }

  /**
   * Returns the line as a command sees it: without blanks in front, tabs as blanks, and cut where
   * GRUB's strings end; empty if it is a comment.
   */
  static String command(String text) {
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    if (start == text.length() || text.charAt(start) == '#') {
      return "";
    }
    String kept =
        text.substring(start, Math.min(text.length(), start + GrubCommand.MAX_LINE_BYTES));
    int nul = kept.indexOf('\0');
    return (nul < 0 ? kept : kept.substring(0, nul)).replace('\t', ' ');
  }

  @Override
  public Optional<ModuleStatement> module(LogicalLine line, SourceLine where)
      throws ConfigException {
    int nul = line.text().indexOf('\0');
    // GRUB's strings end there: what stands behind it is no part of the command's name or path.
    String text = nul < 0 ? line.text() : line.text().substring(0, nul);
    String command = command(text);
    if (!GrubCommand.loadsModule(command.substring(0, GrubCommand.nameEnd(command, 0)))) {
      return Optional.empty();
    }
    int start = text.length() - CharMatcher.anyOf(" \t").trimLeadingFrom(text).length();
    int nameEnd = GrubCommand.nameEnd(text, start);
    String name = text.substring(start, nameEnd);
    int path = GrubCommand.argument(text, nameEnd);
    int end = path;
    while (end < text.length() && !isBlank(text.charAt(end))) {
      end++;
    }
    String argument = GrubCommand.parse(command, where.line()).argument();
    String commandLine =
        name.equals("module$") ? variables.expand(argument, undefined -> {}) : argument;
    return Optional.of(
        new ModuleStatement(
            line.first(),
            line.last(),
            text.substring(0, path),
            text.substring(0, start),
            name,
            text.substring(path, end),
            "",
            ModuleOptions.parse(ByteString.ofLatin1(commandLine))));
  }

  private static boolean goesOn(ImmutableList<RawLine> lines, int index, int to) {
    RawLine line = lines.get(index);
    return index + 1 < to && !line.terminator().isEmpty() && content(line).endsWith("\\");
  }

  private static String content(RawLine line) {
    return line.text().indexOf('\r') < 0
        ? line.text()
        : CharMatcher.is('\r').removeFrom(line.text());
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
