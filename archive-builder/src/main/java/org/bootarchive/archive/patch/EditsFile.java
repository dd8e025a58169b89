package org.bootarchive.archive.patch;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bootarchive.archive.build.ArchiveSource;

/**
 * A file of edits: one a line, as {@link EditSyntax} has them, in the order in which they are made.
 * Empty lines and those that start with # say nothing. Files of the host are relative to the
 * directory of the file of edits.
 */
final class EditsFile {
  private static final long MAX_BYTES = 64L << 20;
  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t\r");
  private static final CharMatcher NO_BLANK = BLANK.negate();

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
    Lines lines = new Lines(file);
    int number = 0;
    for (String raw : Splitter.on('\n').split(new String(Files.readAllBytes(file), ISO_8859_1))) {
      number++;
      String line = BLANK.trimFrom(raw);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        lines.add(number, line);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
      }
    }
    return lines.edits();
  }

  /** What the lines say; manifests wait for the last of them, as any may name a directory. */
  private static final class Lines {
    private final Path file;
    private final List<Function<List<Path>, Edit>> edits = new ArrayList<>();
    private final List<Path> protos = new ArrayList<>();
    private int firstManifest;

    Lines(Path file) {
      this.file = file;
    }

    void add(int number, String line) {
      int end = BLANK.indexIn(line);
      if (end < 0) {
        throw new IllegalArgumentException("an edit is a word and what it is about");
      }
      String kind = line.substring(0, end);
      String argument = line.substring(NO_BLANK.indexIn(line, end));
      if (kind.equals("proto")) {
        protos.add(EditSyntax.hostFile(argument, this::hostFile));
      } else if (kind.equals("manifest")) {
        Path manifest = EditSyntax.hostFile(argument, this::hostFile);
        firstManifest = firstManifest == 0 ? number : firstManifest;
        edits.add(all -> new Edit.PutTree(EditPath.ROOT, ArchiveSource.manifest(manifest, all)));
      } else {
        Edit edit = EditSyntax.parse(kind, argument, this::hostFile);
        edits.add(all -> edit);
      }
    }

    private Path hostFile(String name) {
      return file.resolveSibling(new String(name.getBytes(ISO_8859_1), hostCharset()));
    }

    ImmutableList<Edit> edits() throws IOException {
      if (firstManifest > 0 && protos.isEmpty()) {
        throw new IOException(
            file
                + ":"
                + firstManifest
                + ": a manifest needs a line 'proto DIR' that says where its files are");
      }
      return edits.stream().map(edit -> edit.apply(protos)).collect(toImmutableList());
    }
  }

  private static Charset hostCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
