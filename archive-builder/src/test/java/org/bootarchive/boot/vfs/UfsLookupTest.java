package org.bootarchive.boot.vfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.collect.ImmutableMap;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.SuperblockField;
import org.junit.jupiter.api.Test;

/** What a UFS can hold that the recorded lookups leave out. */
class UfsLookupTest {
  private static final int FILE = 4;
  private static final int LINK = 5;
  private static final int DIRECTORY = 6;

  private static UfsImage image() {
    return new UfsImage()
        .directory(
            2, ImmutableMap.of(".", 2, "..", 2, "file", FILE, "link", LINK, "dir", DIRECTORY))
        .directory(DIRECTORY, ImmutableMap.of(".", DIRECTORY, "..", 2, "file", FILE))
        .file(FILE, "content".getBytes(ISO_8859_1))
        .link(LINK, "file");
  }

  private static Lookup lookup(UfsImage image, String path) throws IOException {
    return Boot.from(image.bytes()).open().lookup(path);
  }

  private static Lookup read(Lookup lookup) throws IOException {
    return assertInstanceOf(Lookup.Found.class, lookup).readTo(OutputStream.nullOutputStream());
  }

  @Test
  void filesAndLinksAreFound() throws IOException {
    assertEquals("content", Boot.text(lookup(image(), "/file")));
    assertEquals("content", Boot.text(lookup(image(), "dir/../link")));
  }

  @Test
  void pathThatGrowsWithoutEndCrashes() throws IOException {
    UfsImage image = image().link(LINK, "dir/../link");
    assertInstanceOf(Lookup.Crash.class, lookup(image, "/link"));
  }

  @Test
  void pathOf1023BytesIsTakenAndOf1024Crashes() throws IOException {
    String longest = "/".repeat(1019) + "file";
    assertInstanceOf(Lookup.Found.class, lookup(image(), longest));
    assertInstanceOf(Lookup.Crash.class, lookup(image(), "/" + longest));
  }

  @Test
  void linkMayMakeThePath1023BytesLong() throws IOException {
    UfsImage image = image().link(LINK, "/".repeat(1019) + "file");
    assertInstanceOf(Lookup.Found.class, lookup(image, "link"));
    assertInstanceOf(
        Lookup.Crash.class, lookup(image().link(LINK, "/".repeat(1020) + "file"), "link"));
  }

  @Test
  void bytesLeftBehindByALongerPathCanOverflow() throws IOException {
    String name = "a".repeat(300);
    String path = ("/" + name).repeat(3) + "/last";
    assertInstanceOf(Lookup.Found.class, lookup(shrinking(name, "./".repeat(340) + "file"), path));
    assertInstanceOf(Lookup.Crash.class, lookup(shrinking(name, "./".repeat(360) + "file"), path));
  }

  private static UfsImage shrinking(String name, String last) {
    return image()
        .directory(2, ImmutableMap.of(".", 2, name, 7, "last", 8, "file", FILE))
        .link(7, ".")
        .link(8, last);
  }

  @Test
  void emptyLinkAloneOpensItself() throws IOException {
    Lookup.Found found =
        assertInstanceOf(Lookup.Found.class, lookup(image().link(LINK, ""), "link"));
    assertEquals(0120000, found.mode());
    assertInstanceOf(Lookup.Found.class, lookup(image().link(LINK, ""), "/link"));
  }

  @Test
  void longRingOfLinksHangs() throws IOException {
    UfsImage image = image();
    ImmutableMap.Builder<String, Integer> names = ImmutableMap.builder();
    for (int i = 0; i < 20; i++) {
      names.put("l" + i, 10 + i);
      image.link(10 + i, "l" + (i + 1) % 20);
    }
    image.directory(2, names.buildOrThrow());
    assertInstanceOf(Lookup.Hang.class, lookup(image, "/l3"));
  }

  @Test
  void inodeOutsideTheRamdiskCrashes() throws IOException {
    UfsImage image = image().directory(2, ImmutableMap.of("far", 1 << 15));
    assertInstanceOf(Lookup.Crash.class, lookup(image, "/far"));
  }

  @Test
  void divisionByZeroCrashes() throws IOException {
    assertInstanceOf(
        Lookup.Crash.class, lookup(image().superblock(SuperblockField.IPG, 0), "/file"));
    assertInstanceOf(Lookup.Crash.class, lookup(image().superblock(SuperblockField.INOPB, 0), "/"));
  }

  @Test
  void directoryOfOneBlockAgainAndAgainEnds() throws IOException {
    UfsImage image = image().inode(DIRECTORY, 040755, 1L << 40, 0);
    int block = image.place(new byte[UfsImage.BLOCK_BYTES]);
    ByteBuffer records = ByteBuffer.wrap(image.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < UfsImage.BLOCK_BYTES; at += 8) {
      records.putInt(block * UfsImage.FRAGMENT_BYTES + at, 3);
      records.putShort(block * UfsImage.FRAGMENT_BYTES + at + 4, (short) 8);
    }
    for (int i = 0; i < 12; i++) {
      image.pointer(DIRECTORY, i, block);
    }
    int below = block;
    for (int level = 12; level < 15; level++) {
      int indirect = image.place(new byte[UfsImage.BLOCK_BYTES]);
      for (int at = 0; at < UfsImage.BLOCK_BYTES; at += 4) {
        records.putInt(indirect * UfsImage.FRAGMENT_BYTES + at, below);
      }
      image.pointer(DIRECTORY, level, indirect);
      below = indirect;
    }
    assertInstanceOf(Lookup.Failed.class, lookup(image, "/dir/none"));
  }

  @Test
  void sizesThatLookNegativeIn32BitsFailOrHang() throws IOException {
    UfsImage image = image().inode(FILE, 0100644, (1L << 60) + 5, 0);
    assertInstanceOf(Lookup.Hang.class, read(lookup(image, "/file")));
    assertInstanceOf(
        Lookup.Failed.class, lookup(image().inode(FILE, 0100644, 1L << 31, 0), "/file"));
    assertInstanceOf(
        Lookup.Hang.class, read(lookup(image().inode(FILE, 0100644, -1L << 32 | 5, 0), "/file")));
  }

  @Test
  void blockOutsideTheRamdiskReadsAsZerosAndIsRemarked() throws IOException {
    UfsImage image = image().file(FILE, new byte[] {1, 2, 3});
    image.inode(FILE, 0100644, 2 * UfsImage.BLOCK_BYTES, 200).pointer(FILE, 1, 1 << 20);
    BootVfs vfs = Boot.from(image.bytes()).open();
    Lookup.Found found = assertInstanceOf(Lookup.Found.class, vfs.lookup("/file"));
    assertEquals(2 * UfsImage.BLOCK_BYTES, found.content().size());
    assertEquals(true, Boot.remarks(vfs, "/file").contains(RemarkCode.STALE_DATA));
  }

  @Test
  void placesWrapAt4GiB() throws IOException {
    byte[] content = "wrapped".getBytes(ISO_8859_1);
    UfsImage image = image();
    int fragment = image.place(content);
    image.inode(FILE, 0100644, content.length, fragment + (1 << 23));
    BootVfs vfs = Boot.from(new ZerosBehind(image.bytes(), 5L << 30)).open();
    assertArrayEquals(
        content, assertInstanceOf(Lookup.Found.class, vfs.lookup("/file")).content().read());
    assertEquals(true, Boot.remarks(vfs, "/file").contains(RemarkCode.WRAPS_AT_4_GIB));
  }

  @Test
  void blocksLargerThanTheKernelsBufferCrashTheRead() throws IOException {
    UfsImage image =
        image()
            .superblock(SuperblockField.BSIZE, 16384)
            .superblock(SuperblockField.BMASK, -16384)
            .superblock(SuperblockField.BSHIFT, 14)
            .inode(FILE, 0100644, 9000, 96);
    assertInstanceOf(Lookup.Crash.class, read(lookup(image, "/file")));
  }

  /** Some bytes and zeros behind them, more than memory has room for. */
  private static final class ZerosBehind implements BlockDevice {
    private final byte[] bytes;
    private final long size;

    ZerosBehind(byte[] bytes, long size) {
      this.bytes = bytes;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws EOFException {
      if (offset + target.remaining() > size) {
        throw new EOFException();
      }
      for (long at = offset; target.hasRemaining(); at++) {
        target.put(at < bytes.length ? bytes[(int) at] : 0);
      }
    }
  }
}
