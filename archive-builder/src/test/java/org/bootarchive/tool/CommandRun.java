package org.bootarchive.tool;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a command did.
 *
 * @param output chars standing for bytes
 */
record CommandRun(int code, String output, String errors) {
  /** Runs a command in this process. */
  static CommandRun of(Object... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, false, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, false, StandardCharsets.UTF_8));
    try {
      int code = Main.run(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
      System.out.flush();
      System.err.flush();
      return new CommandRun(
          code,
          output.toString(StandardCharsets.ISO_8859_1),
          errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  List<String> lines() {
    return output.lines().toList();
  }

  List<String> errorLines() {
    return errors.lines().toList();
  }
}
