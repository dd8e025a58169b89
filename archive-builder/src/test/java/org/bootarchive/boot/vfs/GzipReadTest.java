package org.bootarchive.boot.vfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Files that the kernel inflates, block by block. */
class GzipReadTest {
  private static final int FILE = 4;
  private static final int MAX_BYTES = 12 * UfsImage.BLOCK_BYTES;

  private static Lookup read(UfsImage image, ByteArrayOutputStream sink) throws IOException {
    Lookup lookup = Boot.from(image.bytes()).open().lookup("/file");
    return assertInstanceOf(Lookup.Found.class, lookup).readTo(sink);
  }

  private static UfsImage image(byte[] file) {
    return new UfsImage().directory(2, ImmutableMap.of("file", FILE)).file(FILE, file);
  }

  private static void assertReads(byte[] wanted, byte[] file) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    assertInstanceOf(Lookup.Found.class, read(image(file), sink));
    assertArrayEquals(wanted, sink.toByteArray());
  }

  private static void assertHangs(UfsImage image) throws IOException {
    assertInstanceOf(Lookup.Hang.class, read(image, new ByteArrayOutputStream()));
  }

  /** Bytes that deflate to about half their length. */
  private static byte[] content(int length, long seed) {
    byte[] content = new byte[length];
    Random random = new Random(seed);
    for (int i = 0; i < length; i++) {
      content[i] = (byte) random.nextInt(16);
    }
    return content;
  }

  private static byte[] header(int flags) {
    byte[] header = {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3};
    if ((flags & 4) != 0) {
      header = Bytes.concat(header, new byte[] {5, 0, 1, 2, 3, 4, 5});
    }
    if ((flags & 8) != 0) {
      header = Bytes.concat(header, new byte[] {'n', 'a', 0});
    }
    if ((flags & 16) != 0) {
      header = Bytes.concat(header, new byte[] {'c', 0});
    }
    if ((flags & 2) != 0) {
      CRC32 crc = new CRC32();
      crc.update(header);
      header =
          Bytes.concat(header, new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)});
    }
    return header;
  }

  private static byte[] body(byte[] content) {
    Deflater deflater = new Deflater(6, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] out = new byte[content.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] trailer(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    byte[] trailer = new byte[8];
    for (int i = 0; i < 4; i++) {
      trailer[i] = (byte) (crc.getValue() >> (8 * i));
      trailer[4 + i] = (byte) (content.length >> (8 * i));
    }
    return trailer;
  }

  private static byte[] gzip(int flags, byte[] content) {
    return Bytes.concat(header(flags), body(content), trailer(content));
  }

  @Property(tries = 150)
  void wholeFilesInflateWhateverTheHeaderHasAndTheBlocksCut(
      @ForAll @IntRange(max = 31) int flags,
      @ForAll @IntRange(max = 60000) int length,
      @ForAll long seed)
      throws IOException {
    byte[] content = content(length, seed);
    byte[] file = gzip(flags, content);
    assertReads(content, file);
    if (file.length < MAX_BYTES - 5000) {
      assertReads(content, Bytes.concat(file, new byte[5000]));
    }
  }

  @Property(tries = 150)
  void filesThatAreCutGiveWhatIsThere(
      @ForAll @IntRange(min = 1, max = 60000) int length,
      @ForAll @IntRange(max = 1000) int permille,
      @ForAll long seed)
      throws IOException {
    byte[] content = content(length, seed);
    byte[] file = gzip(0, content);
    byte[] cut = Arrays.copyOf(file, Math.max(3, (int) ((long) file.length * permille / 1000)));
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    assertInstanceOf(Lookup.Found.class, read(image(cut), sink));
    byte[] read = sink.toByteArray();
    assertArrayEquals(Arrays.copyOf(content, read.length), read);
  }

  @Test
  void wrongTrailerIsNotSeenInTheLastBlockButHangsBeforeIt() throws IOException {
    byte[] content = content(10000, 1);
    byte[] file = gzip(0, content);
    for (int last = 1; last <= 8; last++) {
      byte[] damaged = file.clone();
      damaged[file.length - last] ^= 1;
      assertReads(content, damaged);
      assertHangs(image(Bytes.concat(damaged, new byte[8192])));
    }
  }

  @Test
  void wrongHeaderGivesNothingInOneBlockAndHangsInMore() throws IOException {
    byte[] content = content(20000, 1);
    byte[] wrongCrc = gzip(2, content);
    wrongCrc[10] ^= 1;
    byte[] reservedFlag = gzip(0, content);
    reservedFlag[3] = 0x20;
    for (byte[] file : new byte[][] {wrongCrc, reservedFlag}) {
      assertReads(new byte[0], Arrays.copyOf(file, 3000));
      assertHangs(image(file));
    }
  }

  @Test
  void blockOutsideTheRamdiskHangs() throws IOException {
    byte[] file = gzip(0, content(30000, 1));
    assertHangs(image(file).pointer(FILE, 2, 1 << 20));
  }

  @Test
  void filesOfOtherFormatsStayAsTheyAre() throws IOException {
    byte[] zlib = {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1};
    assertReads(zlib, zlib);
    assertReads(new byte[] {0x1f, (byte) 0x8b}, new byte[] {0x1f, (byte) 0x8b});
  }

  @Test
  void sizeIsTheCompressedOne() throws IOException {
    byte[] file = gzip(0, content(5000, 1));
    Lookup lookup = Boot.from(image(file).bytes()).open().lookup("file");
    assertEquals(file.length, assertInstanceOf(Lookup.Found.class, lookup).size());
  }
}
