package org.bootarchive.tool;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The standard error, for text. */
final class StandardError {
  private static @Nullable PrintWriter text;

  private StandardError() {}

  /** Begins the run of a command: its text goes to what {@code System.err} is now. */
  static PrintWriter begin() {
    String encoding = System.getProperty("sun.stderr.encoding");
    Charset charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
    PrintWriter begun =
        new PrintWriter(new ShownWriter(new OutputStreamWriter(System.err, charset)), true);
    text = begun;
    return begun;
  }

  /**
   * Returns the writer of text to it, in the terminal's encoding; lines are flushed, terminals obey
   * none.
   */
  static PrintWriter text() {
    PrintWriter begun = text;
    return begun != null ? begun : begin();
  }
}
