package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bootarchive.testing.PatchedImage;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;

/**
 * Images whose structures have some bytes changed: each command ends with an answer or an error,
 * soon, and writes nothing outside its target.
 */
class HostileCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final List<byte[]> IMAGES =
      List.of(Samples.clean(1), Samples.clean(11), Samples.clean(19), Samples.clean(20));

  private static final List<int[]> STRUCTURES =
      IMAGES.stream().map(HostileCommandsTest::places).toList();

  private static Path dir = Path.of("");

  /** A byte of a structure and what becomes of it. */
  record Change(int place, int value) {}

  @BeforeContainer
  static void createDirectory() throws IOException {
    dir = Files.createTempDirectory("hostile");
  }

  @AfterContainer
  static void deleteDirectory() throws IOException {
    delete(dir);
  }

  private static void delete(Path top) throws IOException {
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(top)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Returns where the structures of an image are: each byte of each. */
  private static int[] places(byte[] image) {
    Set<Integer> places = new HashSet<>();
    try (Volume volume = PatchedImage.of(image).volume()) {
      Superblock superblock = volume.superblock();
      add(places, Superblock.OFFSET, 1380);
      for (int group = 0; group < superblock.groupCount(); group++) {
        add(places, superblock.fragmentOffset(superblock.groupBlockFragment(group)), 400);
      }
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        add(places, superblock.inodeOffset(visit.number()), Inode.BYTES);
        addBlocks(places, volume, visit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static void addBlocks(Set<Integer> places, Volume volume, Visit visit)
      throws IOException {
    FileType type = visit.inode().type();
    if (visit.isDirectory() || type == FileType.SYMBOLIC_LINK) {
      for (Extent extent : volume.content(visit.number()).extents()) {
        add(places, extent.deviceOffset(), extent.bytes());
      }
    }
    if (type == FileType.REGULAR) {
      for (int pointer : visit.inode().indirect().asList()) {
        if (pointer != 0) {
          add(places, volume.superblock().fragmentOffset(pointer), 200);
        }
      }
    }
  }

  private static void add(Set<Integer> places, long from, long bytes) {
    for (long at = from; at < from + bytes; at++) {
      places.add((int) at);
    }
  }

  @Provide
  Arbitrary<byte[]> damagedImages() {
    return Arbitraries.integers()
        .between(0, IMAGES.size() - 1)
        .flatMap(
            index -> {
              int[] places = STRUCTURES.get(index);
              Arbitrary<Change> change =
                  Combinators.combine(
                          Arbitraries.integers().between(0, places.length - 1),
                          Arbitraries.integers().between(0, 255))
                      .as((place, value) -> new Change(places[place], value));
              return change.list().ofMinSize(1).ofMaxSize(12).map(list -> changed(index, list));
            });
  }

  private static byte[] changed(int index, List<Change> changes) {
    byte[] image = IMAGES.get(index).clone();
    for (Change change : changes) {
      image[change.place()] = (byte) change.value();
    }
    return image;
  }

  @Property(tries = 150)
  void everyCommandEndsWithAnAnswerOrAnError(@ForAll("damagedImages") byte[] bytes)
      throws IOException {
    Path image = Files.write(dir.resolve("image"), bytes);
    assertEnds("inspect", image);
    assertEnds("inspect", image, "-R", "-l");
    assertEnds("cat", image, "etc/system");
    assertEnds("cat", image, "ind2");
    Path around = Files.createDirectories(dir.resolve("around"));
    assertEnds("extract", image, "--to", around.resolve("out"));
    assertEnds("extract", image, "--tar", around.resolve("tar"));
    try (Stream<Path> left = Files.list(around)) {
      assertTrue(Set.of(around.resolve("out"), around.resolve("tar")).containsAll(left.toList()));
    }
    delete(around);
    try (Stream<Path> left = Files.list(dir)) {
      assertEquals(List.of(image), left.toList());
    }
  }

  private static void assertEnds(Object... arguments) {
    CommandRun run = assertTimeout(LIMIT, () -> CommandRun.of(arguments));
    assertTrue(Set.of(ExitCode.GOOD, ExitCode.NO, ExitCode.INPUT).contains(run.code()));
    assertFalse(run.errors().contains("\tat "), run.errors());
    if (run.code() != ExitCode.GOOD) {
      List<String> lines = run.errorLines();
      assertTrue(lines.get(lines.size() - 1).startsWith("archive-tool: "), run.errors());
    }
  }
}
