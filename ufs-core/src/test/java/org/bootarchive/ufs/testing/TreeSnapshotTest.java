package org.bootarchive.ufs.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import org.bootarchive.ufs.testing.TreeSnapshot.Part;
import org.junit.jupiter.api.Test;

class TreeSnapshotTest {
  private static Path tree(FileSystem fileSystem, String top, int seconds) throws IOException {
    Path root = fileSystem.getPath(top);
    Path file = Files.createDirectories(root.resolve("a")).resolve("file");
    Files.writeString(file, "text");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * seconds));
    return root;
  }

  @Test
  void treesInTwoPlacesAreEqualIfWhatCountsIs() throws IOException {
    Configuration unix = Configuration.unix().toBuilder().setAttributeViews("unix").build();
    try (FileSystem fileSystem = Jimfs.newFileSystem(unix)) {
      Path one = tree(fileSystem, "/one", 1);
      Path two = tree(fileSystem, "/some/where/else", 2);
      EnumSet<Part> contents = EnumSet.of(Part.CONTENTS);
      assertEquals(TreeSnapshot.of(one, contents), TreeSnapshot.of(two, contents));
      EnumSet<Part> times = EnumSet.of(Part.TIMES);
      assertNotEquals(TreeSnapshot.of(one, times), TreeSnapshot.of(two, times));
      Files.writeString(two.resolve("a/file"), "TEXT");
      assertNotEquals(TreeSnapshot.of(one, contents), TreeSnapshot.of(two, contents));
    }
  }
}
