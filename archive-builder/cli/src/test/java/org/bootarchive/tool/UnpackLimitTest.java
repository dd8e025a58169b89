package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.ufs.internal.device.UnpackLimit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No small file fills a disk or the memory. */
class UnpackLimitTest {
  private static final String OPTION = "--max-unpacked";

  @TempDir private Path folder;
  private Path image;

  @BeforeEach
  void buildImage() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree/etc")).getParent();
    Files.writeString(tree.resolve("etc/system"), "set a=1\n");
    image = folder.resolve("image");
    assertEquals(0, CommandRun.of("build", "--from", tree, "--out", image).code());
  }

  @Test
  void aGzippedArchiveIsUnpackedUpToTheLimit() throws IOException {
    Path packed = gzip(folder.resolve("boot_archive.gz"), Files.readAllBytes(image));
    assertEquals(0, CommandRun.of("inspect", packed).code());
    for (List<String> command :
        List.of(
            List.of("inspect"),
            List.of("check"),
            List.of("extract", "--tar", folder.resolve("out.tar").toString()))) {
      refused(CommandRun.ofBoth(command, packed, OPTION, "1k"));
    }
    assertEquals(0, CommandRun.of("check", packed, OPTION, Files.size(image)).code());
    refused(CommandRun.of("check", packed, OPTION, Files.size(image) - 1));
    assertEquals(0, CommandRun.of("check", packed).code());
  }

  @Test
  void aTarThatSaysThatItIsHugeIsRefusedBeforeAnythingIsWritten() throws IOException {
    byte[] header = tarHeader("platform/i86pc/amd64/boot_archive", 3L << 30);
    Path tgz = gzip(folder.resolve("platform-1.tgz"), header);
    for (String command : List.of("inspect", "check")) {
      CommandRun run = CommandRun.of(command, tgz);
      refused(run);
      assertTrue(run.errors().contains("2147483648"), run.errors());
    }
    // It goes on, and finds that there is no more.
    CommandRun more = CommandRun.of("inspect", tgz, OPTION, "4g");
    assertEquals(3, more.code());
    assertFalse(more.errors().contains(OPTION), more.errors());
  }

  @Test
  void aGzippedTarIsUnpackedUpToTheLimit() throws IOException {
    Path tgz = gzip(folder.resolve("files.tgz"), new byte[1 << 20]);
    Path out = folder.resolve("new");
    refused(CommandRun.of("build", "--tar", tgz, "--out", out, OPTION, "20000"));
    assertFalse(Files.exists(out));
  }

  @Test
  void aManifestOfGigabytesIsNotReadWhole() throws IOException {
    Path manifest = huge("manifest");
    Path out = folder.resolve("new");
    CommandRun run =
        CommandRun.of("build", "--manifest", manifest, "--proto", folder, "--out", out);
    assertEquals(3, run.code());
    assertTrue(run.errors().contains("which a manifest has not"), run.errors());
    assertFalse(Files.exists(out));
  }

  @Test
  void aHashFileOfGigabytesInTheWayIsNamedAndStays() throws IOException {
    Path hash = huge("new.hash");
    Path out = folder.resolve("new");
    CommandRun run = CommandRun.of("build", "--from", folder.resolve("tree"), "--out", out);
    assertEquals(3, run.code());
    assertTrue(run.errors().contains("which a hash file has not"), run.errors());
    assertFalse(Files.exists(out));
    assertEquals(2L << 30, Files.size(hash));
  }

  @Test
  void aLimitEndsWithItsCommand() {
    refused(CommandRun.withInput("xx", "inspect", "-", OPTION, "1"));
    assertEquals(7, UnpackLimit.or(7));
  }

  private static void refused(CommandRun run) {
    assertEquals(3, run.code(), run.errors());
    assertEquals(1, run.errors().lines().count(), run.errors());
    assertTrue(run.errors().contains(OPTION), run.errors());
  }

  private Path huge(String name) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(2L << 30);
    }
    return file;
  }

  private static Path gzip(Path file, byte[] content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  private static byte[] tarHeader(String name, long size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format("%011o", size) + "\0");
    put(header, 136, "00000000000\0");
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\000" + "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o", sum) + "\0 ");
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
