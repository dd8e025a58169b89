package org.bootarchive.tool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a command did.
 *
 * @param output chars standing for bytes
 */
record CommandRun(int code, String output, String errors) {
  /** Runs a command in this process, without input. */
  static CommandRun of(Object... arguments) {
    return withInput("", arguments);
  }

  /** Runs a command with some arguments, and more behind them. */
  static CommandRun ofBoth(List<?> first, Object... more) {
    return of(Stream.concat(first.stream(), Arrays.stream(more)).toArray());
  }

  /** Runs a command in this process, with chars that stand for bytes as its standard input. */
  static CommandRun withInput(String input, Object... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)));
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
      System.setIn(in);
    }
  }

  List<String> lines() {
    return output.lines().toList();
  }

  List<String> errorLines() {
    return errors.lines().toList();
  }
}
