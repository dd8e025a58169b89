package org.bootarchive.archive.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.ufs.internal.device.StableStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformOutputTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  @TempDir private Path folder;

  private static void fill(PlatformOutput output) throws IOException {
    output.add(PlatformImage.BOOT_ARCHIVE, new byte[] {1}, 0444, TIME);
    output.add(PlatformImage.VERSION, new byte[] {2}, 0644, TIME);
  }

  @Test
  void allIsOnStableStorageBeforeItAppearsAndTheNameBehindThat() throws IOException {
    Path target = folder.resolve("out");
    List<Path> before = new ArrayList<>();
    List<Path> behind = new ArrayList<>();
    PlatformOutput.Forcing recorder =
        path -> {
          StableStorage.force(path);
          (Files.exists(target) ? behind : before).add(path);
        };
    TreeSet<String> forced = new TreeSet<>();
    try (PlatformOutput output = PlatformOutput.create(target, recorder)) {
      fill(output);
      Path top = output.path("");
      output.commit("platform-x", TIME, PlatformProgress.NONE);
      before.forEach(path -> forced.add(top.relativize(path).toString().replace('\\', '/')));
    }
    TreeSet<String> made = new TreeSet<>();
    try (Stream<Path> all = Files.walk(target)) {
      all.forEach(path -> made.add(target.relativize(path).toString().replace('\\', '/')));
    }
    assertEquals(made, forced);
    assertEquals(List.of(folder), behind);
  }

  @Test
  void aNameThatIsAPathOnWindowsIsRefusedAndNothingIsLeft() throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path work = Files.createDirectories(windows.getPath("C:\\work\\deep"));
      Path content = Files.write(work.resolve("content"), new byte[3]);
      try (PlatformOutput output = PlatformOutput.create(work.resolve("out"))) {
        fill(output);
        output.add(PlatformFile.regular("..\\..\\..\\evil.txt", content, 3, TIME));
        assertThrows(
            IOException.class, () -> output.commit("platform-x", TIME, PlatformProgress.NONE));
      }
      try (Stream<Path> all = Files.list(work)) {
        assertEquals(List.of(content), all.toList());
      }
      try (Stream<Path> all = Files.list(windows.getPath("C:\\work"))) {
        assertEquals(List.of(work), all.toList());
      }
    }
  }
}
