package org.bootarchive.archive.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that fiocompress made, of both byte orders. */
class CompressedFileTest {
  private static final Path SAMPLES = Testdata.of().resolve("archives/fiocompress");

  private static CompressedFile open(byte[] stored) throws IOException {
    return new CompressedFile(MemoryBlockDevice.of(stored), "file");
  }

  private static byte[] inflate(byte[] stored) throws IOException {
    CompressedFile file = open(stored);
    byte[] bytes = new byte[Math.toIntExact(file.size())];
    file.read(0, ByteBuffer.wrap(bytes));
    return bytes;
  }

  @Test
  void samplesInflateToWhatWasCompressed() throws IOException, NoSuchAlgorithmException {
    int samples = 0;
    for (String row : Files.readAllLines(SAMPLES.resolve("samples.tsv"))) {
      if (row.startsWith("#")) {
        continue;
      }
      List<String> columns = Splitter.on('\t').splitToList(row);
      byte[] bytes = inflate(Files.readAllBytes(SAMPLES.resolve(columns.get(0))));
      assertEquals(columns.get(3), "" + bytes.length, row);
      byte[] sum = MessageDigest.getInstance("SHA-1").digest(bytes);
      assertEquals(columns.get(4), HexFormat.of().formatHex(sum), row);
      samples++;
    }
    assertEquals(14, samples);
  }

  @Test
  void anyPartReadsAsInTheWhole() throws IOException {
    byte[] stored = Files.readAllBytes(SAMPLES.resolve("text43893-4096.be"));
    byte[] whole = inflate(stored);
    CompressedFile file = open(stored);
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(whole.length);
      int to = from + random.nextInt(Math.min(10_000, whole.length - from) + 1);
      byte[] part = new byte[to - from];
      file.read(from, ByteBuffer.wrap(part));
      assertArrayEquals(Arrays.copyOfRange(whole, from, to), part);
    }
  }

  /** Each value is put into the header of a little-endian file, or its table of offsets. */
  @ParameterizedTest
  @CsvSource({
    "0, 0", "8, 2", "16, 2", "24, 0", "24, -1", "24, 1099511627776", "24, 43000000", "24, 40000",
    "24, 43892", "24, 43894", "32, 0", "32, 8191", "32, 1073741824", "40, 0", "40, 95", "40, 97",
    "48, 96", "48, 17097", "48, -1", "80, 0"
  })
  void aNumberThatIsWrongIsDamage(int at, long value) throws IOException {
    byte[] stored = Files.readAllBytes(SAMPLES.resolve("text43893-8192.le"));
    ByteBuffer.wrap(stored).putLong(at, Long.reverseBytes(value));
    assertThrows(CorruptImageException.class, () -> inflate(stored));
  }

  @Test
  void damageOfAnyByteIsDamageOrSeenNowhere() throws IOException {
    byte[] sound = Files.readAllBytes(SAMPLES.resolve("rand9000-8192.be"));
    byte[] whole = inflate(sound);
    Random random = new Random(2);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] stored = sound.clone();
      stored[random.nextInt(stored.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertArrayEquals(whole, inflate(stored));
      } catch (CorruptImageException e) {
        refused++;
      }
    }
    assertEquals(true, refused > 1900, refused + " refused");
  }

  @Test
  void aFileThatIsCutIsDamage() throws IOException {
    byte[] sound = Files.readAllBytes(SAMPLES.resolve("text43893-8192.be"));
    for (int length = 0; length < sound.length; length += 97) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThrows(CorruptImageException.class, () -> inflate(cut));
    }
  }

  private static FileContent inImage(byte[] stored, ByteOrder order, int flags) throws IOException {
    byte[] image = EmptyImages.format(FormatOptions.smartOs(1 << 20).withByteOrder(order));
    long number;
    try (WritableVolume volume =
        WritableVolume.open(MemoryBlockDevice.of(image), WriteOptions.at(Instant.EPOCH))) {
      number = volume.createFile(Inode.ROOT, FileName.of("file"), new NewFile(0644, 0, 0));
      volume.write(number, 0, ByteBuffer.wrap(stored));
      volume.flush();
    }
    Volume volume = Volume.open(MemoryBlockDevice.of(image));
    int place = (int) volume.superblock().inodeOffset(number);
    ByteBuffer.wrap(image).order(order).putInt(place + 100, flags);
    Inode inode = volume.inode(number);
    assertEquals(flags != 0, CompressedFile.isMarked(inode));
    return CompressedFile.content(new Vnode(volume, number), inode);
  }

  @Test
  void anUnmarkedFileIsInflatedWhereSparcReadsItAndWholeAlone() throws IOException {
    byte[] big = Files.readAllBytes(SAMPLES.resolve("text43893-8192.be"));
    byte[] little = Files.readAllBytes(SAMPLES.resolve("text43893-8192.le"));
    assertEquals(43893, inImage(big, ByteOrder.BIG_ENDIAN, 0).size());
    assertEquals(43893, inImage(big, ByteOrder.BIG_ENDIAN, 4).size());
    assertEquals(43893, inImage(little, ByteOrder.LITTLE_ENDIAN, 4).size());
    assertEquals(little.length, inImage(little, ByteOrder.LITTLE_ENDIAN, 0).size());
    assertEquals(big.length, inImage(big, ByteOrder.LITTLE_ENDIAN, 0).size());
    assertEquals(little.length, inImage(little, ByteOrder.BIG_ENDIAN, 0).size());
    for (int length : new int[] {0, 7, 8, 39, 40, 60, big.length - 1}) {
      byte[] cut = Arrays.copyOf(big, length);
      assertEquals(length, inImage(cut, ByteOrder.BIG_ENDIAN, 0).size());
    }
    byte[] longer = Arrays.copyOf(big, big.length + 1);
    assertEquals(longer.length, inImage(longer, ByteOrder.BIG_ENDIAN, 0).size());
    // The streams between the first and the last one are not read to find out.
    for (int at : new int[] {7, 15, 23, 31, 39, 47, 55, 100, big.length - 1}) {
      byte[] damaged = big.clone();
      damaged[at] ^= (byte) 0x55;
      assertEquals(big.length, inImage(damaged, ByteOrder.BIG_ENDIAN, 0).size(), "byte " + at);
    }
  }
}
