package org.bootarchive.dtrace.conf;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import com.google.common.collect.TreeRangeSet;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of an anonymous enabling in driver.conf: {@code dof_prune} of dtrace.c. */
final class EnablingLines {
  static final String PREFIX = "dof-data-";
  private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.ISO_8859_1);
  private static final int MAX_DIGITS = 9;

  private EnablingLines() {}

  /** Returns whether a property's name is one that the driver asks for: dof-data- and a number. */
  static boolean isName(String name) {
    if (!name.startsWith(PREFIX)) {
      return false;
    }
    String number = name.substring(PREFIX.length());
    return !number.isEmpty()
        && number.length() <= MAX_DIGITS
        && CharMatcher.inRange('0', '9').matchesAllOf(number)
        && (number.equals("0") || number.charAt(0) != '0');
  }

  /** Returns the lines that begin with dof-data-, each with its newline. */
  static ImmutableRangeSet<Integer> lines(byte[] bytes) {
    ImmutableRangeSet.Builder<Integer> lines = ImmutableRangeSet.builder();
    int start = 0;
    int from = -1;
    while (start < bytes.length) {
      int next = endOfLine(bytes, start);
      boolean matches = startsWithPrefix(bytes, start);
      if (matches && from < 0) {
        from = start;
      } else if (!matches && from >= 0) {
        lines.add(Range.closedOpen(from, start));
        from = -1;
      }
      start = next;
    }
    if (from >= 0) {
      lines.add(Range.closedOpen(from, bytes.length));
    }
    return lines.build();
  }

  /**
   * Returns what {@link #lines} does, and of a property that is folded over lines those behind the
   * first one too.
   */
  static ImmutableRangeSet<Integer> properties(byte[] bytes, List<DriverEntry> entries) {
    TreeRangeSet<Integer> ranges = TreeRangeSet.create(lines(bytes));
    for (DriverEntry entry : entries) {
      for (DriverProperty property : entry.properties()) {
        if (isRemoved(bytes, property) && isFolded(bytes, property)) {
          ranges.add(Range.closedOpen(property.offset(), endOfStatement(bytes, entry, property)));
        }
      }
    }
    return ImmutableRangeSet.copyOf(ranges);
  }

  /** Returns whether a property begins a line, so that its removal begins there. */
  static boolean isRemoved(byte[] bytes, DriverProperty property) {
    return startsWithPrefix(bytes, property.offset())
        && (property.offset() == 0 || bytes[property.offset() - 1] == '\n');
  }

  /** Returns whether a property goes on after its first line. */
  static boolean isFolded(byte[] bytes, DriverProperty property) {
    return endOfLine(bytes, property.offset()) < property.end();
  }

  /** Returns the offset behind a line's newline, or the end. */
  static int endOfLine(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, bytes.length);
  }

  /**
   * Behind the property, with its semicolon if that ends nothing else, and with the line's end if
   * nothing else is on the line.
   */
  private static int endOfStatement(byte[] bytes, DriverEntry entry, DriverProperty property) {
    boolean alone =
        entry.isGlobal() && entry.properties().size() == 1 && entry.offset() == property.offset();
    int end = alone ? entry.end() : property.end();
    int at = end;
    while (at < bytes.length && (KernelBuffer.isBlank(bytes[at]) || bytes[at] == '\r')) {
      at++;
    }
    return at < bytes.length && bytes[at] == '\n' ? at + 1 : end;
  }

  private static boolean startsWithPrefix(byte[] bytes, int from) {
    if (bytes.length - from < PREFIX_BYTES.length) {
      return false;
    }
    for (int i = 0; i < PREFIX_BYTES.length; i++) {
      if (bytes[from + i] != PREFIX_BYTES[i]) {
        return false;
      }
    }
    return true;
  }
}
