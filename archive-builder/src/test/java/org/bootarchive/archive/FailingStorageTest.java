package org.bootarchive.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.extract.Extraction;
import org.bootarchive.archive.extract.ExtractionOptions;
import org.bootarchive.archive.patch.ArchivePatch;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditPath;
import org.bootarchive.archive.patch.PatchOptions;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashFile;
import org.bootarchive.lofi.LofiCompression;
import org.bootarchive.lofi.LofiOptions;
import org.bootarchive.testing.FailingFileSystem;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each write, sync and rename of what writes files fails once: nothing is torn, nothing is left.
 */
class FailingStorageTest {
  private static final byte[] OLD = "what was there before\n".getBytes(UTF_8);

  @TempDir private Path folder;
  private final FailingFileSystem failing = new FailingFileSystem();
  private Path tree;
  private Path image;

  /** What writes a file. */
  private interface Writer {
    void write(Path target) throws IOException;
  }

  @BeforeEach
  void buildImage() throws IOException {
    tree = Files.createDirectories(folder.resolve("tree/etc")).getParent();
    byte[] content = new byte[3 << 20];
    new Random(1).nextBytes(content);
    Files.write(tree.resolve("etc/content"), content);
    image = folder.resolve("image");
    build(image);
  }

  private void build(Path target) throws IOException {
    ArchiveBuild.build(
        ArchiveSource.directory(tree), BuildOptions.DEFAULTS, target, BuildProgress.NONE);
  }

  @Test
  void aBuildWritesArchiveAndHashOrNeither() throws IOException {
    everyChangeFails("build", this::build, ".hash");
  }

  @Test
  void aPatchWritesArchiveAndHashOrNeither() throws IOException {
    List<Edit> edits = List.of(new Edit.MakeDirectory(EditPath.of("new".getBytes(UTF_8))));
    everyChangeFails(
        "patch",
        target ->
            ArchivePatch.patch(image, edits, PatchOptions.DEFAULTS, target, BuildProgress.NONE),
        ".hash");
  }

  @Test
  void aTarIsWrittenWholeOrNotAtAll() throws IOException {
    everyChangeFails("extract --tar", target -> extract(target), "");
  }

  private void extract(Path target) throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(image);
        Volume volume = Volume.open(device)) {
      Extraction.toTar(
          ArchiveTree.ofRoot(volume),
          target,
          new ExtractionOptions(ImmutableList.of(), true, false, bytes -> {}));
    }
  }

  @Test
  void aCompressedImageIsWrittenWholeOrNotAtAll() throws IOException {
    everyChangeFails(
        "lofi",
        target -> {
          try (FileBlockDevice device = FileBlockDevice.open(image)) {
            LofiCompression.compress(device, target, LofiOptions.DEFAULTS, done -> {});
          }
        },
        "");
  }

  @Test
  void aHashFileIsWrittenWholeOrNotAtAll() throws IOException {
    ArchiveHash hash = ArchiveHash.of(image);
    everyChangeFails("hash", target -> HashFile.write(target, hash), "");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "opens no directories")
  void contentAndAttributesAreForcedBeforeTheNameIsThereAndTheDirectoryBehindThat()
      throws IOException {
    Path target = Files.write(folder.resolve("replaced"), OLD);
    failing.fail(-1);
    AtomicFile.write(failing.of(target), ByteBuffer.wrap(OLD));
    String temporary = folder.resolve(".replaced.bootarchive-0.tmp").toString();
    assertEquals(
        List.of(
            "write to " + temporary,
            "setPermissions of " + temporary,
            "sync of " + temporary,
            "rename to " + target,
            "sync of " + folder),
        failing.done());
  }

  /** Lets the first change fail, then the second, until there is no more that could. */
  private void everyChangeFails(String what, Writer writer, String companion) throws IOException {
    Path directory = Files.createDirectory(folder.resolve("target"));
    Path target = directory.resolve("new");
    writer.write(target);
    List<byte[]> whole = contents(target, companion);
    List<byte[]> old = new ArrayList<>();
    int faults = 0;
    for (boolean isDone = false; !isDone; faults++) {
      Files.write(target, OLD);
      Files.write(Path.of(target + companion), OLD);
      old = contents(target, companion);
      failing.fail(faults);
      boolean hasThrown = false;
      try {
        writer.write(failing.of(target));
      } catch (IOException e) {
        hasThrown = true;
      }
      String fault = what + ", " + failing.failed();
      isDone = failing.failed().isEmpty();
      assertTrue(!isDone || !hasThrown, fault);
      List<byte[]> found = contents(target, companion);
      for (int i = 0; i < found.size(); i++) {
        assertArrayEquals((hasThrown ? old : whole).get(i), found.get(i), fault);
      }
      assertEquals(companion.isEmpty() ? 1 : 2, count(directory), fault);
    }
    System.out.println("faults: " + what + ": " + (faults - 1) + " failing changes");
    assertTrue(faults > 3, what + " " + faults);
  }

  private static List<byte[]> contents(Path target, String companion) throws IOException {
    return companion.isEmpty()
        ? List.of(Files.readAllBytes(target))
        : Arrays.asList(
            Files.readAllBytes(target), Files.readAllBytes(Path.of(target + companion)));
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }
}
