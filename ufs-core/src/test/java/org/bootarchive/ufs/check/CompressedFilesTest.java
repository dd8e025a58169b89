package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are marked as compressed by fiocompress, sound ones and damaged ones. */
class CompressedFilesTest {
  private static final Path SAMPLES = Testdata.of("archives", "fiocompress");
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;

  private static List<Finding> findings(byte[] stored, ByteOrder order, int flags)
      throws IOException {
    byte[] image = EmptyImages.format(FormatOptions.smartOs(1 << 20).withByteOrder(order));
    long number;
    try (WritableVolume volume =
        WritableVolume.open(MemoryBlockDevice.of(image), WriteOptions.at(Instant.EPOCH))) {
      number = volume.createFile(Inode.ROOT, FileName.of("file"), new NewFile(0644, 0, 0));
      volume.write(number, 0, ByteBuffer.wrap(stored));
      volume.flush();
    }
    int place = (int) TestImages.superblock(image).inodeOffset(number);
    ByteBuffer.wrap(image).order(order).putInt(place + 100, flags);
    CheckReport report = TestImages.check(image);
    assertEquals(Set.of(), TestImages.errors(report), report.toString());
    List<Finding> found =
        report.findings().stream()
            .filter(finding -> FindingKind.COMPRESSED_FILE.is(finding))
            .toList();
    for (Finding finding : found) {
      assertEquals(number, TestImages.place(finding).inode().orElseThrow());
      assertTrue(finding.message().contains("(/file)"), finding.message());
    }
    return found;
  }

  private static byte[] sample(String name) throws IOException {
    return Files.readAllBytes(SAMPLES.resolve(name));
  }

  @Test
  void soundFilesAreNotReported() throws IOException {
    for (String name : List.of("text43893", "rand9000")) {
      assertEquals(List.of(), findings(sample(name + "-8192.le"), LITTLE, 4));
      assertEquals(List.of(), findings(sample(name + "-8192.be"), BIG, 4));
    }
    assertEquals(List.of(), findings(sample("text43893-4096.le"), LITTLE, 4));
  }

  @Test
  void aFileWithoutTheMarkIsJustAFile() throws IOException {
    assertEquals(List.of(), findings(Arrays.copyOf(sample("text43893-8192.le"), 50), LITTLE, 0));
  }

  @Test
  void whatDcfsDoesNotTakeIsFound() throws IOException {
    assertEquals(1, findings(sample("text43893-8192.be"), LITTLE, 4).size(), "byte order");
    assertEquals(1, findings(sample("text43893-4096.be"), BIG, 4).size(), "less than a page");
    for (int length : new int[] {1, 39, 40, 95}) {
      byte[] cut = Arrays.copyOf(sample("text43893-8192.le"), length);
      assertEquals(1, findings(cut, LITTLE, 4).size(), length + " bytes");
    }
  }

  /** Each value is put into the header of a little-endian file, or its table of offsets. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "8, 2",
    "16, 2",
    "24, 0",
    "24, -1",
    "24, 1099511627776",
    "24, 43000000",
    "32, 0",
    "32, 8191",
    "32, 16384",
    "32, 1073741824",
    "40, 0",
    "40, 95",
    "48, 96",
    "48, 17097",
    "48, -1",
    "80, 0"
  })
  void aDamagedHeaderOrTableIsFound(int at, long value) throws IOException {
    byte[] stored = sample("text43893-8192.le");
    ByteBuffer.wrap(stored).putLong(at, Long.reverseBytes(value));
    assertEquals(1, findings(stored, LITTLE, 4).size());
  }

  /** Which krtld of SPARC takes for the end of the last block. */
  @Test
  void anEntryBehindTheLastThatEndsItTooEarlyIsFound() throws IOException {
    byte[] stored = sample("exact16384-8192.be");
    assertEquals(List.of(), findings(stored, BIG, 4));
    ByteBuffer.wrap(stored).putLong(56, stored.length - 1L);
    assertEquals(1, findings(stored, BIG, 4).size());
    ByteBuffer.wrap(stored).putLong(56, stored.length);
    assertEquals(List.of(), findings(stored, BIG, 4));
  }
}
