package org.bootarchive.boot.config.ipxe;

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
 * How iPXE reads the lines of a script: a backslash at the end joins the next line, without a blank
 * between, in comments too. Source: {@code process_script} in image/script.c.
 */
final class IpxeGrammar implements LineGrammar {
  @Override
  public int maxLineBytes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public ImmutableList<LogicalLine> join(ImmutableList<RawLine> lines, int from, int to) {
    ImmutableList.Builder<LogicalLine> out = ImmutableList.builder();
    for (int i = from; i < to; i++) {
      int first = i;
      String text = content(lines.get(i));
      if (text.endsWith("\\") && i + 1 < to) {
        StringBuilder joined = new StringBuilder(text);
        while (joined.length() > 0 && joined.charAt(joined.length() - 1) == '\\' && i + 1 < to) {
          joined.setLength(joined.length() - 1);
          joined.append(content(lines.get(++i)));
        }
        text = joined.toString();
      }
      out.add(new LogicalLine(first, i, text));
    }
    return out.build();
  }

  @Override
  public Optional<ModuleStatement> module(LogicalLine line, SourceLine where)
      throws ConfigException {
    IpxeLine parsed = IpxeLine.parse(line.text(), where);
    IpxeLine.Command fetch = null;
    for (IpxeLine.Command command : parsed.commands()) {
      int operand = command.fetches() ? command.operand() : -1;
      if (operand < 0 || operand >= command.words().size()) {
        continue;
      }
      if (fetch != null) {
        throw new ConfigException(where, "several modules on one line cannot be edited");
      }
      fetch = command;
    }
    if (fetch == null) {
      return Optional.empty();
    }
    int operand = fetch.operand();
    String text = line.text();
    int start = fetch.words().get(operand).start();
    int end = fetch.words().get(fetch.words().size() - 1).end();
    return Optional.of(
        new ModuleStatement(
            line.first(),
            line.last(),
            text.substring(0, start),
            new RawLine(text, "").indentation(),
            fetch.name(),
            fetch.words().get(operand).text(),
            text.substring(end),
            ModuleOptions.parse(ByteString.ofLatin1(fetch.joined(operand)))));
  }

  private static String content(RawLine line) {
    String text = line.text();
    boolean lastReturn = line.terminator().isEmpty() && text.endsWith("\r");
    return lastReturn ? text.substring(0, text.length() - 1) : text;
  }
}
