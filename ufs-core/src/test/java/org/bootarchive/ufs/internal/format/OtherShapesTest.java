package org.bootarchive.ufs.internal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares whole images, by their SHA-1, with what illumos' own mkfs code makes of odd shapes:
 * every block and fragment size, staggered groups, rotational tables in the old place, in the new
 * one, and left out, groups dropped at the end. Time 1600000000, seed 77, x86, mkfs called with
 * these numbers of sectors, tracks and cylinders.
 */
class OtherShapesTest {
  private static final Path TABLE = Testdata.of("vectors", "format", "images.tsv");

  static Stream<String> rows() throws IOException {
    return Files.readAllLines(TABLE).stream().skip(1);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theWholeImageIsThatOfTheRealMkfs(String line) throws IOException, NoSuchAlgorithmException {
    String[] row = line.split("\t", -1);
    int fileBytes = Integer.parseInt(row[0]);
    FormatOptions options =
        FormatOptions.smartOs(fileBytes)
            .withDisk(
                DiskGeometry.ofTracks(
                    fileBytes, Integer.parseInt(row[1]), Integer.parseInt(row[2])))
            .withBlocks(Integer.parseInt(row[3]), Integer.parseInt(row[4]))
            .withCylindersPerGroup(Integer.parseInt(row[5]))
            .withBytesPerInode(Integer.parseInt(row[6]))
            .withTime(1600000000)
            .withGenerationSeed(77);
    byte[] image = new byte[fileBytes];
    MemoryBlockDevice device = MemoryBlockDevice.of(image);
    if (row[8].equals("refused")) {
      assertThrows(FormatRefusedException.class, () -> UfsFormat.format(device, options));
      return;
    }
    UfsFormat.format(device, options);
    assertEquals(row[8], sha1(image));
  }

  private static String sha1(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
  }
}
