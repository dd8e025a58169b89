package org.bootarchive.boot.config.grub;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The variables that {@code kernel$} and {@code module$} expand: those that the {@code variable}
 * command sets, and {@code $ISADIR}, which on a 64-bit machine is {@code amd64}.
 *
 * <p>{@code $ZFS-BOOTFS} depends on the pool and stays as it is. Source: {@code expand_string},
 * {@code check_min_mem64} and {@code set_variable} in expand.c.
 */
final class GrubVariables {
  private static final String ISADIR = "$ISADIR";

  /** {@code EV_NAMELEN}: a name has fewer bytes. */
  private static final int NAME_BYTES = 32;

  /** {@code v_value}: a value has fewer bytes. */
  private static final int VALUE_BYTES = 220;

  private static final int MAX_VARIABLES = 32;

  /** The MiB that Triton and the sample menu ask for; no machine that runs illumos has less. */
  private static final int USUAL_LEAST_MEMORY = 1024;

  /** What is to be told of a {@code min_mem64} that matters. */
  static final String LEAST_MEMORY_MATTERS =
      "min_mem64 asks for more than 1024 MiB: with less memory $ISADIR stands for nothing";

  private int leastMemory;

  private final Map<String, String> values = new HashMap<>();

  GrubVariables() {}

  GrubVariables(GrubVariables other) {
    values.putAll(other.values);
    leastMemory = other.leastMemory;
  }

  /**
   * Sets the memory, in MiB, below which {@code $ISADIR} stands for nothing: {@code min_mem64}.
   *
   * @return whether it is more than every machine is taken to have
   */
  boolean setLeastMemory(int mebibytes) {
    leastMemory = mebibytes;
    return leastMemory > USUAL_LEAST_MEMORY;
  }

  /** Returns whether the machine's memory decides what a text expands to. */
  boolean leastMemoryDecides(String text) {
    return leastMemory > USUAL_LEAST_MEMORY && text.contains(ISADIR);
  }

  /**
   * Sets a variable as the argument of {@code variable} says.
   *
   * @return false if name or value is too long, or there are too many: nothing is set then
   */
  boolean set(String argument) {
    if (argument.isEmpty()) {
      return true;
    }
    int blank = argument.indexOf(' ');
    String name = blank < 0 ? argument : argument.substring(0, blank);
    int start = name.length();
    while (start < argument.length() && argument.charAt(start) == ' ') {
      start++;
    }
    String value = argument.substring(start);
    boolean room = values.containsKey(name) || values.size() < MAX_VARIABLES;
    if (name.length() >= NAME_BYTES || value.length() >= VALUE_BYTES || !room) {
      return false;
    }
    values.put(name, value);
    return true;
  }

  /** Expands a text once; names that are not set go to {@code undefined} and stay as they are. */
  String expand(String text, Consumer<String> undefined) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith(ISADIR, i)) {
        out.append("amd64");
        i += ISADIR.length();
        continue;
      }
      int close = text.startsWith("${", i) ? closing(text, i + 2) : -1;
      if (close < 0) {
        out.append(text.charAt(i++));
        continue;
      }
      String name = text.substring(i + 2, close);
      String value = values.get(name);
      if (value == null) {
        undefined.accept(name);
        out.append(text, i, close + 1);
      } else {
        out.append(value);
      }
      i = close + 1;
    }
    return out.toString();
  }

  /** Returns where the name ends, or -1: a longer name or an open one is no variable. */
  private static int closing(String text, int start) {
    for (int i = start; i < text.length() && i - start < NAME_BYTES - 1; i++) {
      if (text.charAt(i) == '}') {
        return i;
      }
    }
    return -1;
  }
}
