package org.bootarchive.archive.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of edits: one a line, as {@link EditSyntax} has them, in the order in which they are made.
 * Empty lines and those that start with # say nothing. Files of the host are relative to the
 * directory of the file of edits.
 */
final class EditsFile {
  private static final long MAX_BYTES = 64L << 20;
  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t\r");

  private EditsFile() {}

  /**
   * Reads a file of edits.
   *
   * @throws IOException if it cannot be read, or a line is no edit: with its name and line
   */
  static ImmutableList<Edit> read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": is too long for a file of edits");
    }
    ImmutableList.Builder<Edit> edits = ImmutableList.builder();
    int number = 0;
    for (String raw : Splitter.on('\n').split(new String(Files.readAllBytes(file), ISO_8859_1))) {
      number++;
      String line = BLANK.trimFrom(raw);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        edits.add(parse(line, file));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
      }
    }
    return edits.build();
  }

  private static Edit parse(String line, Path file) {
    int end = BLANK.indexIn(line);
    if (end < 0) {
      throw new IllegalArgumentException("an edit is a word and what it is about");
    }
    return EditSyntax.parse(
        line.substring(0, end),
        BLANK.trimLeadingFrom(line.substring(end)),
        name -> file.resolveSibling(new String(name.getBytes(ISO_8859_1), hostCharset())));
  }

  private static Charset hostCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
