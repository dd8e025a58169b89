package org.bootarchive.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.bootarchive.tool.MainAccess;

/**
 * A command that was run in this process.
 *
 * @param exitCode of the command
 * @param out its standard output, bytes as chars
 * @param err its standard error, bytes as chars
 */
public record CommandRun(int exitCode, String out, String err) {

  /** Runs a command without input. */
  public static CommandRun of(Object... arguments) {
    return withInput("", arguments);
  }

  /** Runs a command with chars that stand for bytes as its standard input. */
  public static synchronized CommandRun withInput(String input, Object... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)));
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int code = MainAccess.run(texts);
      return new CommandRun(
          code,
          outBytes.toString(StandardCharsets.ISO_8859_1),
          errBytes.toString(StandardCharsets.ISO_8859_1));
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }
}
