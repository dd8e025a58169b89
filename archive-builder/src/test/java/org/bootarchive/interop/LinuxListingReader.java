package org.bootarchive.interop;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.text.EscapedBytes;

/**
 * Puts together what the script {@code init} wrote about one image. Names and link texts stand in
 * its files as bare bytes, line feeds too: a list of names that end with NUL tells where they end.
 */
final class LinuxListingReader {
  private static final String NONE = "-";

  private final Path directory;

  private LinuxListingReader(Path directory) {
    this.directory = directory;
  }

  static LinuxListing read(Path directory) throws IOException {
    return new LinuxListingReader(directory).read();
  }

  private LinuxListing read() throws IOException {
    List<String> log = text("log").lines().map(line -> line.replaceFirst("^<\\d+>", "")).toList();
    if (!Files.exists(directory.resolve("statfs"))) {
      return new LinuxListing(List.of(), null, text("errors"), log);
    }
    List<ListedFile> files = new ArrayList<>();
    Cursor stat = new Cursor("stat", text("stat"));
    Cursor sums = new Cursor("sha1", text("sha1"));
    for (String name : Splitter.on('\0').split(text("names"))) {
      if (!name.isEmpty()) {
        files.add(file(name, stat, sums));
      }
    }
    stat.end();
    sums.end();
    return new LinuxListing(files, counts(), text("errors"), log);
  }

  private static ListedFile file(String name, Cursor stat, Cursor sums) {
    int mode = Integer.parseInt(stat.word(), 16);
    FileType type = FileType.ofMode(mode);
    long uid = stat.number();
    long gid = stat.number();
    long size = stat.number();
    int linkCount = (int) stat.number();
    long modified = stat.number();
    String device = Integer.parseInt(stat.word(), 16) + "," + Integer.parseInt(stat.word(), 16);
    long inode = stat.number();
    long blocks = stat.number();
    long accessed = stat.number();
    long changed = stat.number();
    String target = NONE;
    if (type == FileType.SYMBOLIC_LINK) {
      stat.skip("'" + name + "' -> '");
      target = EscapedBytes.escape(stat.take((int) size).getBytes(StandardCharsets.ISO_8859_1));
      stat.skip("'\n");
    } else {
      stat.skip(name + "\n");
    }
    String sha1 = NONE;
    if (type == FileType.REGULAR) {
      sha1 = sums.take(40);
      sums.skip("  " + name + "\n");
    }
    return new ListedFile(
        EscapedBytes.escape(name.replaceFirst("^\\./", "").getBytes(StandardCharsets.ISO_8859_1)),
        type.letter(),
        mode & 07777,
        uid,
        gid,
        size,
        linkCount,
        modified,
        sha1,
        target,
        type.isDevice() ? device : NONE,
        inode,
        blocks,
        accessed,
        changed);
  }

  private LinuxListing.Counts counts() throws IOException {
    List<Long> numbers =
        Splitter.on(' ').splitToList(text("statfs").trim()).stream().map(Long::valueOf).toList();
    return new LinuxListing.Counts(
        numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
  }

  private String text(String file) throws IOException {
    return Files.readString(directory.resolve(file), StandardCharsets.ISO_8859_1);
  }

  /** A place in a text that moves on as one reads. */
  private static final class Cursor {
    private final String file;
    private final String text;
    private int at;

    Cursor(String file, String text) {
      this.file = file;
      this.text = text;
    }

    String word() {
      int end = text.indexOf(' ', at);
      if (end < 0) {
        throw unexpected("a word");
      }
      String word = take(end - at);
      at++;
      return word;
    }

    /** Reads a number of 64 bits; busybox shows a negative one as an unsigned one. */
    long number() {
      String word = word();
      return word.startsWith("-") ? Long.parseLong(word) : Long.parseUnsignedLong(word);
    }

    String take(int chars) {
      if (chars > text.length() - at) {
        throw unexpected(chars + " bytes");
      }
      at += chars;
      return text.substring(at - chars, at);
    }

    void skip(String expected) {
      if (!text.startsWith(expected, at)) {
        throw unexpected(expected);
      }
      at += expected.length();
    }

    void end() {
      if (at != text.length()) {
        throw unexpected("the end");
      }
    }

    private AssertionError unexpected(String expected) {
      return new AssertionError(
          String.format(
              "%s: expected at %d \"%s\", found \"%s\"",
              file, at, expected, text.substring(at, Math.min(text.length(), at + 100))));
    }
  }
}
