package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.testing.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileImageTest {
  private static final byte[] POPULATED = Fixtures.checkImage("clean-01.img");
  private static final byte[] GROUPS = Fixtures.checkImage("clean-11.img");

  static List<String> damagedImages() {
    return Fixtures.damagedCheckImages();
  }

  @ParameterizedTest
  @MethodSource("damagedImages")
  void aDamagedImageIsWalkedToItsEnd(String name) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> readEverything(Fixtures.checkImage(name)));
  }

  @Property(tries = 300)
  void changedBytesGiveAnAnswerOrAnIoException(
      @ForAll boolean groups,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = (1 << 20) - 1) Integer> places,
      @ForAll byte value) {
    byte[] image = (groups ? GROUPS : POPULATED).clone();
    for (int place : places) {
      // Half of the changes go where the structures are.
      image[place % 2 == 0 ? 8192 + place % 65536 : place] = value;
    }
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> readEverything(image));
  }

  @Test
  void aDirectoryWithTwoNamesEndsAWalk() throws IOException {
    try (FileSystem ufs = Ufs.open(MemoryBlockDevice.of(Fixtures.checkImage("091.img")));
        Stream<Path> walk = Files.walk(ufs.getPath("/"))) {
      UncheckedIOException e = assertThrows(UncheckedIOException.class, walk::count);
      assertTrue(e.getMessage().contains("met a second time, as /"), e.getMessage());
    }
  }

  @Test
  void linksInACircleAreALoop() throws IOException {
    byte[] image = Fixtures.image("populated-64m.img");
    // /links/s1 is a link to "a"; its name becomes that.
    byte[] name = {2, 0, 's', '1', 0, 0};
    int at = Bytes.indexOf(image, name);
    image[at] = 1;
    image[at + 2] = 'a';
    image[at + 3] = 0;
    try (FileSystem ufs = Ufs.open(MemoryBlockDevice.of(image))) {
      Path link = ufs.getPath("/links/a");
      assertTrue(Files.isSymbolicLink(link));
      assertThrows(FileSystemLoopException.class, () -> Files.size(link));
      assertThrows(FileSystemLoopException.class, () -> link.resolve("below").toRealPath());
    }
  }

  /** Reads all there is; anything but an IOException passes on. */
  static void readEverything(byte[] image) throws IOException {
    try (FileSystem ufs = Ufs.open(MemoryBlockDevice.of(image))) {
      Files.walkFileTree(ufs.getPath("/"), new Reader());
    } catch (IOException e) {
      assertTrue(e.getMessage().length() > 10);
    }
  }

  private static final class Reader extends SimpleFileVisitor<Path> {
    private final byte[] buffer = new byte[1 << 16];

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
      try {
        Files.readAttributes(file, "user:*");
        if (attrs.isSymbolicLink()) {
          Files.readSymbolicLink(file);
          assertTrue(file.toRealPath().isAbsolute());
        } else if (attrs.isRegularFile()) {
          try (InputStream in = Files.newInputStream(file)) {
            // A hole may be a terabyte.
            for (int i = 0; i < 100 && in.read(buffer) > 0; i++) {}
          }
        }
      } catch (IOException e) {
        assertTrue(e.getMessage() == null || !e.getMessage().isEmpty());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
