package org.bootarchive.dtrace.conf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what the kernel's own code made of the same files. */
class DriverConfVectorsTest {
  private static final Path VECTORS = Testdata.of("vectors", "dof");

  /** {@code dofh_loadsz}. */
  private static final int LOAD_SIZE_OFFSET = 40;

  private static final Set<ConfCode> RECORDED_SILENT =
      Set.of(ConfCode.PROPERTY_REPEATED, ConfCode.NOT_INTEGERS);

  static Stream<Path> oddFiles() throws IOException {
    return confs(VECTORS.resolve("conf"));
  }

  static Stream<Path> programs() throws IOException {
    return confs(VECTORS.resolve("programs"));
  }

  private static Stream<Path> confs(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".conf")).sorted().toList().stream();
    }
  }

  private static Path sibling(Path conf, String suffix) {
    return conf.resolveSibling(conf.getFileName().toString().replaceFirst("\\.conf$", suffix));
  }

  @ParameterizedTest
  @MethodSource("oddFiles")
  void theKernelsWordsAreOurs(Path file) throws IOException {
    List<String> expected =
        Files.readAllLines(sibling(file, ".txt"), StandardCharsets.ISO_8859_1).stream()
            .filter(line -> line.startsWith("conf: "))
            .map(line -> line.substring("conf: ".length()))
            .toList();
    List<String> said =
        DriverConf.parse(Files.readAllBytes(file), file.getFileName().toString())
            .findings()
            .stream()
            .filter(f -> f.printed() || RECORDED_SILENT.contains(f.code()))
            .map(f -> (f.printed() ? "WARNING: " : "") + f.message())
            .toList();
    assertEquals(expected, said);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theEnablingIsReadAndWrittenByteForByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    DriverConf conf = DriverConf.parse(bytes);
    List<byte[]> dofs = new ArrayList<>();
    for (Path part : dofs(file)) {
      dofs.add(loaded(Files.readAllBytes(part)));
    }
    List<byte[]> read =
        conf.enabling().stream()
            .map(property -> property.integers().orElseThrow().toBytes())
            .toList();
    assertEquals(dofs.size(), read.size());
    for (int i = 0; i < dofs.size(); i++) {
      assertArrayEquals(dofs.get(i), read.get(i), "dof-data-" + i);
    }
    assertEquals(List.of(), conf.findings());
    assertTrue(conf.instance().isPresent());
    DriverConf without = conf.withoutEnabling(EnablingRemoval.LINES);
    assertTrue(without.enabling().isEmpty());
    assertArrayEquals(bytes, without.withEnabling(dofs).bytes());
  }

  /** The programs in order, the ERROR program, the options. */
  private static List<Path> dofs(Path conf) {
    List<Path> files = new ArrayList<>();
    files.add(sibling(conf, ".dof"));
    for (int i = 1; Files.exists(sibling(conf, ".prog" + i + ".dof")); i++) {
      files.add(sibling(conf, ".prog" + i + ".dof"));
    }
    files.add(sibling(conf, ".err.dof"));
    files.add(sibling(conf, ".opt.dof"));
    return files;
  }

  private static byte[] loaded(byte[] dof) {
    long size = ByteBuffer.wrap(dof).order(ByteOrder.LITTLE_ENDIAN).getLong(LOAD_SIZE_OFFSET);
    return Arrays.copyOf(dof, Math.toIntExact(size));
  }
}
