package org.bootarchive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.testing.FileTree;
import org.bootarchive.ufs.testing.FileTrees;
import org.bootarchive.ufs.testing.TreeSnapshot;
import org.bootarchive.ufs.testing.TreeSnapshot.Part;
import org.bootarchive.ufs.volume.WriteOptions;

/** Uses the published test kit as one who has nothing but its jar would. */
class KitTest {
  private static final long IMAGE_BYTES = 8 << 20;
  private static final Instant EARLY = Instant.ofEpochSecond(1_000_000_000);
  private static final Instant LATE = EARLY.plusSeconds(1);

  /** What file systems agree on that were made by others, at other times. */
  private static final Set<Part> WHAT_FILES_HOLD = EnumSet.of(Part.CONTENTS, Part.LINKS);

  @Provide
  Arbitrary<FileTree> trees() {
    return FileTrees.trees(2, 5);
  }

  private static FileSystem image(Instant time) throws IOException {
    byte[] bytes = EmptyImages.format(FormatOptions.smartOs(IMAGE_BYTES));
    return Ufs.openWritable(MemoryBlockDevice.of(bytes), WriteOptions.at(time));
  }

  private static FileSystem model() {
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder()
            .setAttributeViews("unix")
            .setWorkingDirectory("/")
            .setFileTimeSource(() -> FileTime.from(EARLY))
            .build());
  }

  private static Path create(FileTree tree, FileSystem fileSystem, String top) throws IOException {
    Path directory = Files.createDirectories(fileSystem.getPath(top));
    tree.createIn(directory);
    return directory;
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void oneTreeIsTheSameInTwoPlacesAndInTwoKindsOfFileSystem(@ForAll("trees") FileTree tree)
      throws IOException {
    try (FileSystem early = image(EARLY);
        FileSystem late = image(LATE);
        FileSystem memory = model()) {
      Path here = create(tree, early, "/here");
      Path there = create(tree, late, "/over/there");
      Path elsewhere = create(tree, memory, "/some/where/else");
      TreeSnapshot files = TreeSnapshot.of(here, WHAT_FILES_HOLD);
      assertEquals(files, TreeSnapshot.of(there, WHAT_FILES_HOLD));
      assertEquals(files, TreeSnapshot.of(elsewhere, WHAT_FILES_HOLD));
      tree.createIn(late.getPath("/"));
      TreeSnapshot all = TreeSnapshot.of(late.getPath("/"), WHAT_FILES_HOLD);
      assertEquals(files, all.without("lost+found").without("over"));
      boolean empty = tree.entries().isEmpty();
      assertEquals(empty, TreeSnapshot.of(here, true).equals(TreeSnapshot.of(there, true)));
    }
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void eachPartCountsIfItIsAskedForAndOnlyThen(@ForAll("trees") FileTree tree) throws IOException {
    try (FileSystem image = image(EARLY)) {
      Path one = create(tree, image, "/one");
      Path two = create(tree, image, "/two");
      for (Path top : List.of(one, two)) {
        Files.writeString(top.resolve("file that the test adds"), top == one ? "text" : "TEXT");
      }
      assertOnlyDifference(Part.CONTENTS, one, two);
      Files.writeString(two.resolve("file that the test adds"), "text");
      assertEquals(TreeSnapshot.of(one, true), TreeSnapshot.of(two, true));

      Path file = two.resolve("file that the test adds");
      Files.setAttribute(file, "unix:mode", 0600);
      assertOnlyDifference(Part.PERMISSIONS, one, two);
      Files.setAttribute(file, "unix:mode", 0644);
      Files.setLastModifiedTime(file, FileTime.from(LATE));
      assertOnlyDifference(Part.TIMES, one, two);
      Files.setLastModifiedTime(file, FileTime.from(EARLY));
      Files.createLink(image.getPath("/outside"), file);
      assertOnlyDifference(Part.LINKS, one, two);
    }
  }

  private static void assertOnlyDifference(Part part, Path one, Path two) throws IOException {
    for (Part other : Part.values()) {
      boolean same =
          TreeSnapshot.of(one, Set.of(other)).equals(TreeSnapshot.of(two, Set.of(other)));
      assertEquals(other != part, same, () -> part + " differs; looked at " + other);
    }
    assertNotEquals(TreeSnapshot.of(one, true), TreeSnapshot.of(two, true));
  }
}
