package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.testing.FileOperation;
import org.bootarchive.ufs.testing.FileOperations;
import org.bootarchive.ufs.testing.TreeSnapshot;
import org.bootarchive.ufs.volume.WriteOptions;

/** Does the same to an image and to jimfs, and compares the two after every step. */
class ModelComparisonTest {
  @Provide
  Arbitrary<List<FileOperation>> sequences() {
    return FileOperations.sequences(50);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void anImageIsWhatJimfsIs(@ForAll("sequences") List<FileOperation> operations)
      throws IOException {
    Instant[] now = {Instant.ofEpochSecond(1_000_000_000)};
    CopyOnWriteBlockDevice device = EmptyImages.cheapDevice(4 << 20);
    Configuration unix =
        Configuration.unix().toBuilder()
            .setAttributeViews("unix")
            .setWorkingDirectory("/")
            .setFileTimeSource(() -> FileTime.from(now[0]))
            .build();
    try (FileSystem jimfs = Jimfs.newFileSystem(unix);
        FileSystem ufs = Ufs.openWritable(device, new WriteOptions(() -> now[0], 0))) {
      FileOperation delete = new FileOperation.Delete("/lost+found");
      assertEquals("done", delete.outcome(ufs));
      for (FileOperation operation : operations) {
        now[0] = now[0].plusSeconds(1);
        String expected = operation.outcome(jimfs);
        assertEquals(expected, asInJimfs(operation.outcome(ufs), expected), operation::toString);
        assertSame(jimfs, ufs, operation, false);
      }
      assertSame(jimfs, ufs, "the end", true);
    }
    assertEquals(
        List.of(), UfsCheck.check(device, CheckOptions.DEFAULTS.withBootTraps(false)).findings());
  }

  /** Returns an outcome as jimfs, which has no class for two of them, would call it. */
  private static String asInJimfs(String outcome, String expected) {
    boolean linksInCircle = outcome.equals("FileSystemLoopException");
    boolean intoItself = outcome.equals("FileSystemException") && expected.equals("IOException");
    return linksInCircle || intoItself ? "IOException" : outcome;
  }

  private static void assertSame(FileSystem jimfs, FileSystem ufs, Object after, boolean contents)
      throws IOException {
    TreeSnapshot expected = TreeSnapshot.of(jimfs.getPath("/"), contents);
    TreeSnapshot found = TreeSnapshot.of(ufs.getPath("/"), contents);
    if (!expected.equals(found)) {
      assertEquals(expected.toString(), found.toString(), () -> "after " + after);
    }
  }
}
