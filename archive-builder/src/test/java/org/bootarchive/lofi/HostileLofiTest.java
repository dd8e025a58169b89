package org.bootarchive.lofi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.device.UnsupportedImageException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HostileLofiTest {
  private static final int[] FLIPS = {0x01, 0x10, 0xff};

  @TestFactory
  Stream<DynamicTest> everyByteOfAHeaderCounts() {
    return Stream.of(
            "text-gzip9-4k", "text-lzma-4k", "random-gzip-512", "ufs-gzip-128k", "mixed-gzip6-8k")
        .map(name -> DynamicTest.dynamicTest(name, () -> changeHeader(name)));
  }

  private static void changeHeader(String name) throws IOException {
    byte[] file = Files.readAllBytes(Vectors.FOLDER.resolve(name + ".lofi"));
    byte[] image = Samples.uncompressed(file);
    long headerBytes = LofiHeader.read(MemoryBlockDevice.of(file)).dataOffset();
    for (int at = 0; at < headerBytes; at++) {
      byte before = file[at];
      for (int flip : FLIPS) {
        file[at] = (byte) (before ^ flip);
        assertRefusedOr(image, file);
        assertChecked(file);
      }
      file[at] = before;
    }
  }

  private static void assertRefusedOr(byte[] image, byte[] file) throws IOException {
    try (LofiDevice device = LofiDevice.open(MemoryBlockDevice.of(file))) {
      assertArrayEquals(image, LofiDeviceTest.transfer(device, 0, device.size()));
    } catch (CorruptImageException e) {
      assertTrue(e.byteOffset() >= 0);
    }
  }

  private static void assertChecked(byte[] file) throws IOException {
    try {
      LofiReport report = LofiCheck.check(MemoryBlockDevice.of(file), bytes -> {});
      boolean sound = report.sound();
      if (sound) {
        assertEquals(KernelOutcome.Read.OK, report.kernel().read());
      }
    } catch (UnsupportedImageException e) {
      assertTrue(e.getMessage().contains("the most that is read"));
    }
  }

  @Test
  void damagedStreamsOfZlibAreNeverReadWrong() throws IOException {
    byte[] file = Files.readAllBytes(Vectors.FOLDER.resolve("text-gzip9-4k.lofi"));
    byte[] image = Samples.uncompressed(file);
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = file.clone();
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        damaged[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      assertRefusedOr(image, damaged);
      assertChecked(damaged);
    }
  }

  @Test
  void damagedStreamsOfLzmaEndInARefusalOrInBytes() throws IOException {
    byte[] file = Files.readAllBytes(Vectors.FOLDER.resolve("text-lzma-4k.lofi"));
    Random random = new Random(5);
    for (int i = 0; i < 150; i++) {
      byte[] damaged = file.clone();
      damaged[random.nextInt(file.length)] = (byte) random.nextInt();
      try {
        Samples.uncompressed(damaged);
      } catch (CorruptImageException e) {
        assertTrue(e.byteOffset() >= 0);
      }
      assertChecked(damaged);
    }
  }

  @Test
  void filesCutShortAreRefused() throws IOException {
    byte[] file = Files.readAllBytes(Vectors.FOLDER.resolve("random-gzip-512.lofi"));
    for (int length = 0; length < file.length - 512; length += 97) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(CorruptImageException.class, () -> LofiDevice.open(MemoryBlockDevice.of(cut)));
      assertChecked(cut);
    }
  }

  @Test
  void segmentsThatMemoryCannotHoldAreRefusedByName() {
    ByteBuffer header = ByteBuffer.allocate(512);
    header.put("gzip".getBytes(US_ASCII)).position(36);
    header.putInt(1 << 31).putInt(2).putInt(512).putLong(0).putLong(100);
    MemoryBlockDevice file = MemoryBlockDevice.of(header.array());
    assertThrows(UnsupportedImageException.class, () -> LofiDevice.open(file));
    assertThrows(UnsupportedImageException.class, () -> LofiCheck.check(file, bytes -> {}));
  }

  @Test
  void largeSegmentsOfABrokenHeaderTakeNoMemory() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(512);
    header.put("gzip".getBytes(US_ASCII)).position(36);
    header.putInt(1 << 31).putInt(2).putInt(0).putLong(0).putLong(100).put((byte) 1);
    for (int last : new int[] {0, -1, 512}) {
      header.putInt(44, last);
      header.putInt(36, last == 512 ? 256 : 1 << 31);
      LofiReport report = LofiCheck.check(MemoryBlockDevice.of(header.array()), bytes -> {});
      assertEquals(1, report.findings().size());
    }
  }
}
