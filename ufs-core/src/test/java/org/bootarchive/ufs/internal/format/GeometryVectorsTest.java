package org.bootarchive.ufs.internal.format;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GeometryVectorsTest {
  private static final Path TABLE = Testdata.of("vectors", "geometry", "geometry.tsv");

  static Stream<Arguments> rows() throws IOException {
    List<String> lines = Files.readAllLines(TABLE);
    String[] header = lines.get(0).split("\t", -1);
    return lines.stream().skip(1).map(line -> Arguments.of(header, line.split("\t", -1)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("rows")
  void everyNumberIsThatOfTheRealNewfs(String[] header, String[] row) throws IOException {
    FormatOptions options =
        FormatOptions.smartOs(Long.parseLong(row[0])).withBytesPerInode(Integer.parseInt(row[1]));
    if (row[2].equals("refused")) {
      assertThrows(FormatRefusedException.class, () -> UfsFormat.plan(options));
      return;
    }
    Superblock superblock = UfsFormat.superblock(options);
    assertAll(
        IntStream.range(2, header.length)
            .mapToObj(
                i ->
                    (Executable)
                        () ->
                            assertEquals(
                                Integer.parseInt(row[i]),
                                superblock.get(field(header[i])),
                                header[i] + " of " + Arrays.toString(row))));
  }

  @Test
  void theTableHoldsRefusalsAndSizesOfManyGigabytes() throws IOException {
    List<String> lines = Files.readAllLines(TABLE);
    assertEquals(67, lines.size() - 1);
    assertEquals(3, lines.stream().filter(line -> line.contains("refused")).count());
    assertEquals(1, lines.stream().filter(line -> line.startsWith("8493465600\t")).count());
  }

  private static SuperblockField field(String name) {
    return Arrays.stream(SuperblockField.values())
        .filter(field -> field.fieldName().equals(name))
        .findAny()
        .orElseThrow();
  }
}
