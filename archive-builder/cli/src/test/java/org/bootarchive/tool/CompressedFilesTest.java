package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that show files which fiocompress has compressed, as in archives for SPARC. */
class CompressedFilesTest {
  private static final Path ARCHIVES = Testdata.of().resolve("archives");
  private static final Path IMAGE = ARCHIVES.resolve("solaris10-miniroot/boot/x86.miniroot");

  @TempDir private Path folder;

  /** Returns path, size and stored size of the compressed files. */
  private static List<List<String>> compressed() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String row : Files.readAllLines(ARCHIVES.resolve("solaris10-miniroot.tsv"))) {
      List<String> columns = Splitter.on('\t').splitToList(row);
      if (columns.size() > 10 && columns.get(10).equals("dcfs")) {
        rows.add(List.of(columns.get(0), columns.get(5), columns.get(11)));
      }
    }
    assertTrue(rows.size() > 2, rows.toString());
    return rows;
  }

  @Test
  void catShowsWhatTheyHoldOrTheBytes() throws IOException {
    for (List<String> row : compressed()) {
      CommandRun run = CommandRun.of("cat", IMAGE, row.get(0));
      assertEquals(row.get(1), "" + run.output().length(), run.errors());
      run = CommandRun.of("cat", IMAGE, "--raw", row.get(0));
      assertEquals(row.get(2), "" + run.output().length(), run.errors());
      assertTrue(run.output().startsWith("pmcZ"), row.get(0));
    }
  }

  /** Without the mark such a file is one as others; the kernel gets its bytes. */
  @Test
  void catSaysThatAFileIsPackedAndNotMarked() throws IOException {
    String path = compressed().get(0).get(0);
    Path raw = folder.resolve("raw");
    Files.write(
        raw,
        CommandRun.of("cat", IMAGE, "--raw", path).output().getBytes(StandardCharsets.ISO_8859_1));
    Path image = folder.resolve("image");
    assertEquals(
        ExitCode.GOOD, CommandRun.of("patch", IMAGE, "--put", "own=" + raw, "--out", image).code());
    CommandRun run = CommandRun.of("cat", image, "own");
    assertTrue(run.output().startsWith("pmcZ"), run.errors());
    assertTrue(run.errors().contains("own starts as fiocompress writes files"), run.errors());
    assertEquals("", CommandRun.of("cat", image, "own", "--raw").errors());
    assertEquals("", CommandRun.of("cat", image, path).errors());
  }

  @Test
  void extractWritesWhatTheyHoldOrTheBytes() throws IOException {
    List<String> row = compressed().get(0);
    Path plain = folder.resolve("plain");
    Path raw = folder.resolve("raw");
    assertEquals(ExitCode.GOOD, CommandRun.of("extract", IMAGE, "--to", plain).code());
    assertEquals(ExitCode.GOOD, CommandRun.of("extract", IMAGE, "--raw", "--to", raw).code());
    assertEquals(row.get(1), "" + Files.size(plain.resolve(row.get(0))));
    assertEquals(row.get(2), "" + Files.size(raw.resolve(row.get(0))));
  }

  @Test
  void theLongListingHasTheSizeOfWhatTheyHold() throws IOException {
    CommandRun run = CommandRun.of("inspect", "-l", "-R", IMAGE, "/");
    for (List<String> row : compressed()) {
      assertTrue(
          run.lines().stream()
              .anyMatch(
                  line -> line.endsWith(" " + row.get(0)) && line.contains(" " + row.get(1) + " ")),
          row + run.output());
    }
  }

  @Test
  void aFileThatIsPutOverOneIsNotTakenForCompressed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "plain\n");
    Path out = folder.resolve("out");
    String path = compressed().get(0).get(0);
    CommandRun run = CommandRun.of("patch", IMAGE, "--out", out, "--put", path + "=" + file);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertEquals("plain\n", CommandRun.of("cat", out, path).output());
    CommandRun diff = CommandRun.of("diff", IMAGE, out);
    assertEquals(1, diff.lines().size(), diff.output());
  }

  @Test
  void aConvertedArchiveHoldsThemInflated() throws IOException {
    Path out = folder.resolve("archive.cpio");
    CommandRun run = CommandRun.of("convert", IMAGE, "--to", "cpio", "--out", out);
    assertTrue(run.code() <= ExitCode.NO, run.errors());
    List<String> row = compressed().get(0);
    assertEquals(row.get(1), "" + CommandRun.of("cat", out, row.get(0)).output().length());
  }

  /** An archive of SPARC that was copied by something that does not know the mark. */
  @Test
  void aFileWithoutTheMarkIsShownAsWhatItHoldsAndSaidToBeSo() throws IOException {
    Path packed = ARCHIVES.resolve("sparc-unmarked");
    String path = "kernel/drv/sparcv9/hsimd";
    String expected;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed.resolve("hsimd.gz")))) {
      expected = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    Path image = packed.resolve("boot_archive.gz");
    CommandRun cat = CommandRun.of("cat", image, path);
    assertEquals(expected, cat.output());
    assertTrue(cat.errors().contains("its inode not marked so"), cat.errors());
    CommandRun raw = CommandRun.of("cat", image, "--raw", path);
    assertEquals(808, raw.output().length());
    assertTrue(raw.output().startsWith("\0\0\0\0Zcmp"));
    assertEquals("", raw.errors());
    CommandRun listing = CommandRun.of("inspect", "-l", image, path);
    assertTrue(listing.lines().get(0).contains(" 66000 "), listing.output());
    assertTrue(listing.lines().get(1).contains("808 bytes, compressed by fiocompress"));
    CommandRun json = CommandRun.of("inspect", "--json", image, path);
    assertTrue(
        json.output().contains("\"size\":808")
            && json.output().contains("\"compressed\":\"unmarked\",\"contentSize\":66000"),
        json.output());
    Path plain = folder.resolve("plain");
    assertEquals(ExitCode.GOOD, CommandRun.of("extract", image, "--to", plain).code());
    assertEquals(66000, Files.size(plain.resolve(path)));
    Path bytes = folder.resolve("bytes");
    assertEquals(ExitCode.GOOD, CommandRun.of("extract", image, "--raw", "--to", bytes).code());
    assertEquals(808, Files.size(bytes.resolve(path)));
    assertEquals("clean\n", CommandRun.of("check", image).output());
  }
}
