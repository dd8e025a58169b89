package org.bootarchive.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.ufs.text.EscapedBytes;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the process as bytes.
 *
 * <p>The JVM decodes them by the locale and loses what that cannot express, while names in archives
 * and command lines of modules are bytes. Where the system shows the arguments as they were given
 * (Linux, illumos' /proc is another), they are taken from there; else they are encoded as UTF-8.
 */
final class ByteArguments {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private static volatile @Nullable Map<String, byte[]> given;

  private ByteArguments() {}

  /** Takes note of the arguments; without it all are taken for UTF-8. */
  static void remember(String... arguments) {
    if (isAscii(arguments)) {
      return;
    }
    List<byte[]> raw = readCommandLine();
    int skip = raw.size() - arguments.length;
    if (skip < 0) {
      return;
    }
    Map<String, byte[]> map = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      map.put(arguments[i], raw.get(skip + i));
    }
    given = map;
  }

  /** Returns an argument's bytes as chars U+0000 to U+00FF. */
  static String bytes(String argument) {
    Map<String, byte[]> map = given;
    byte[] raw = map == null ? null : map.get(argument);
    return new String(
        raw == null ? argument.getBytes(StandardCharsets.UTF_8) : raw, StandardCharsets.ISO_8859_1);
  }

  private static boolean isAscii(String... arguments) {
    for (String argument : arguments) {
      for (int i = 0; i < argument.length(); i++) {
        if (argument.charAt(i) >= 0x80) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<byte[]> readCommandLine() {
    byte[] all;
    try {
      all = Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return List.of();
    }
    List<byte[]> arguments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == 0) {
        arguments.add(Arrays.copyOfRange(all, start, i));
        start = i + 1;
      }
    }
    return arguments;
  }

  /** Returns the bytes of a path that was typed, with {@code \xHH} as that byte, as chars. */
  static String path(String argument) {
    byte[] typed = bytes(argument).getBytes(StandardCharsets.ISO_8859_1);
    return new String(EscapedBytes.unescape(typed), StandardCharsets.ISO_8859_1);
  }
}
