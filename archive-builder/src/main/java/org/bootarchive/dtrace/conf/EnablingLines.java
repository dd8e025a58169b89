package org.bootarchive.dtrace.conf;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

  /** Returns whether a line begins with dof-data-. */
  static boolean isIn(byte[] bytes) {
    for (int at = 0; at < bytes.length; at = endOfLine(bytes, at)) {
      if (isAt(bytes, at)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the bytes without the lines that begin with dof-data-. */
  static byte[] prune(byte[] bytes) {
    return prune(bytes, ImmutableMap.of());
  }

  /**
   * Returns the bytes without the lines that begin with dof-data-, and of a property that is folded
   * over lines without those behind the first one too.
   */
  static byte[] prune(byte[] bytes, List<DriverEntry> entries) {
    ImmutableMap.Builder<Integer, Integer> folded = ImmutableMap.builder();
    for (DriverEntry entry : entries) {
      for (DriverProperty property : entry.properties()) {
        if (isRemoved(bytes, property) && isFolded(bytes, property)) {
          folded.put(property.offset(), endOfStatement(bytes, entry, property));
        }
      }
    }
    return prune(bytes, folded.buildOrThrow());
  }

  /** Drops lines, or as much from their start as {@code folded} says. */
  private static byte[] prune(byte[] bytes, Map<Integer, Integer> folded) {
    byte[] kept = new byte[bytes.length];
    int length = 0;
    boolean lineStarts = true;
    int at = 0;
    while (at < bytes.length) {
      int end = endOfLine(bytes, at);
      if (lineStarts && isAt(bytes, at)) {
        end = folded.getOrDefault(at, end);
        lineStarts = bytes[end - 1] == '\n';
      } else {
        System.arraycopy(bytes, at, kept, length, end - at);
        length += end - at;
        lineStarts = true;
      }
      at = end;
    }
    return Arrays.copyOf(kept, length);
  }

  /** Returns whether a property begins a line, so that its removal begins there. */
  static boolean isRemoved(byte[] bytes, DriverProperty property) {
    return isAt(bytes, property.offset())
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
    while (at < bytes.length && (KernelBytes.isBlank(bytes[at]) || bytes[at] == '\r')) {
      at++;
    }
    return at < bytes.length && bytes[at] == '\n' ? at + 1 : end;
  }

  /** Returns whether dof-data- is at an offset. */
  static boolean isAt(byte[] bytes, int from) {
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
