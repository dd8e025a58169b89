package org.bootarchive.tool;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes text for people: nothing of it makes a terminal do something, or hides or turns what
 * stands around it. All text of the commands goes through here, wherever it came from.
 */
final class ShownWriter extends FilterWriter {
  ShownWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    write(new char[] {(char) c}, 0, 1);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(Texts.shown(text.substring(from, from + length)));
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    write(new String(text, from, length), 0, length);
  }
}
