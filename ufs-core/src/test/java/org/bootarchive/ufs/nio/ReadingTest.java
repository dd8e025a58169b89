package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadingTest {
  private static final byte[] POPULATED = Fixtures.image("populated-64m.img");

  @TempDir Path dir;

  private static FileSystem populated() throws IOException {
    return Ufs.open(MemoryBlockDevice.of(POPULATED));
  }

  @Test
  void showsEveryFileOfAnImageAsTheLinuxDriverDoes() throws IOException {
    assertShown("populated-64m.tsv", POPULATED);
  }

  @Test
  void showsEveryFileOfThePlatformAsTheLinuxDriverDoes() throws IOException {
    assertShown("platform-root.tsv", Fixtures.platformArchive());
  }

  private static void assertShown(String listing, byte[] image) throws IOException {
    try (FileSystem ufs = Ufs.open(MemoryBlockDevice.of(image));
        Stream<Path> walk = Files.walk(ufs.getPath("/"))) {
      List<ListedFile> found = new ArrayList<>();
      for (Path path : (Iterable<Path>) walk::iterator) {
        found.add(shown(path));
      }
      found.sort(Comparator.comparing(ListedFile::path));
      List<ListedFile> expected = new ArrayList<>(Fixtures.listing(listing));
      expected.sort(Comparator.comparing(ListedFile::path));
      assertIterableEquals(expected, found);
    }
  }

  private static ListedFile shown(Path listed) throws IOException {
    // Searched from the root, not where the listing found it.
    Path path = listed.getFileSystem().getPath(listed.toString());
    assertEquals(listed, path);
    Map<String, Object> unix = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    assertEquals(unix, Files.readAttributes(listed, "unix:*", LinkOption.NOFOLLOW_LINKS));
    UfsFileAttributes ufs =
        Files.readAttributes(path, UfsFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    long rdev = (long) unix.get("rdev");
    if (ufs.device().isPresent()) {
      assertEquals(ufs.device().get(), new DeviceNumber(linuxMajor(rdev), linuxMinor(rdev)));
    } else {
      assertEquals(0, rdev);
    }
    return new ListedFile(
        escaped(path),
        ufs.type().get().letter(),
        (int) unix.get("mode") & 07777,
        Integer.toUnsignedLong((int) unix.get("uid")),
        Integer.toUnsignedLong((int) unix.get("gid")),
        (long) unix.get("size"),
        (int) unix.get("nlink"),
        ufs.lastModifiedTime().to(TimeUnit.SECONDS),
        ufs.isRegularFile() ? sha1(path) : "-",
        ufs.isSymbolicLink() ? Files.readSymbolicLink(path).toString() : "-",
        ufs.device().map(device -> device.major() + "," + device.minor()).orElse("-"),
        (long) unix.get("ino"),
        (long) unix.get("blocks"),
        ufs.lastAccessTime().to(TimeUnit.SECONDS),
        ufs.changeTime().to(TimeUnit.SECONDS));
  }

  private static int linuxMajor(long rdev) {
    return (int) ((rdev >>> 8 & 0xfff) | (rdev >>> 32 & ~0xfffL));
  }

  private static int linuxMinor(long rdev) {
    return (int) ((rdev & 0xff) | (rdev >>> 12 & ~0xffL));
  }

  private static String escaped(Path path) {
    List<String> names = new ArrayList<>();
    for (FileName name : ((UfsPath) path).names()) {
      names.add(EscapedBytes.escape(name.toBytes()));
    }
    return names.isEmpty() ? "." : String.join("/", names);
  }

  @SuppressWarnings("deprecation") // the listings were made with it
  private static String sha1(Path path) throws IOException {
    return Hashing.sha1().hashBytes(Files.readAllBytes(path)).toString();
  }

  static List<String> cleanImages() {
    return Fixtures.cleanCheckImages();
  }

  @ParameterizedTest
  @MethodSource("cleanImages")
  void everyFileOfASoundImageCanBeReachedByItsTextAndByItsUri(String name) throws IOException {
    try (FileSystem ufs = Ufs.open(Fixtures.checkDevice(name));
        Stream<Path> walk = Files.walk(ufs.getPath("/"))) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        assertEquals(path, ufs.getPath(path.toString()));
        assertEquals(path, Path.of(path.toUri()));
        assertEquals(path, path.toRealPath(LinkOption.NOFOLLOW_LINKS));
        assertEquals(
            Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS),
            Files.readAttributes(Path.of(path.toUri()), "unix:*", LinkOption.NOFOLLOW_LINKS));
      }
    }
  }

  @Test
  void copiesAWholeTreeToTheDefaultFileSystem() throws IOException {
    try (FileSystem ufs = populated();
        Stream<Path> walk = Files.walk(ufs.getPath("/sizes"))) {
      int files = 0;
      for (Path path : (Iterable<Path>) walk::iterator) {
        Path copy = dir.resolve(ufs.getPath("/").relativize(path).toString());
        Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
        PosixFileAttributes from = Files.readAttributes(path, PosixFileAttributes.class);
        PosixFileAttributes to = Files.readAttributes(copy, PosixFileAttributes.class);
        if (to.isRegularFile()) {
          files++;
          assertEquals(from.lastModifiedTime(), to.lastModifiedTime());
          assertEquals(-1, Files.mismatch(path, copy));
        }
      }
      assertTrue(files > 10);
    }
  }

  @Test
  void everyWayOfReadingAFileGivesTheSameBytes() throws IOException {
    try (FileSystem ufs = populated()) {
      Path file = ufs.getPath("/sizes/f4096");
      byte[] whole = Files.readAllBytes(file);
      assertEquals(4096, whole.length);
      try (InputStream in = Files.newInputStream(file)) {
        assertEquals(whole[0] & 0xff, in.read());
        assertEquals(4095, in.available());
        assertEquals(95, in.skip(95));
        byte[] some = new byte[100];
        assertEquals(100, in.read(some));
        assertArrayEquals(Arrays.copyOfRange(whole, 96, 196), some);
        assertEquals(3900, in.skip(10000));
        assertEquals(-1, in.read());
      }
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      assertEquals(4096, Files.copy(file, copy));
      assertArrayEquals(whole, copy.toByteArray());
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        assertEquals(4096, channel.size());
        ByteBuffer end = ByteBuffer.allocate(100);
        assertEquals(6, channel.position(4090).read(end));
        assertEquals(4096, channel.position());
        assertEquals(-1, channel.read(end));
        assertEquals(-1, channel.position(1 << 20).read(end));
        assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
      }
    }
  }

  @Test
  void followsLinksWithinTheImage() throws IOException {
    try (FileSystem ufs = populated()) {
      Path link = ufs.getPath("/links/ok");
      assertEquals(ufs.getPath("../sizes/f4096"), Files.readSymbolicLink(link));
      assertEquals(ufs.getPath("/sizes/f4096"), link.toRealPath());
      assertEquals(link, link.toRealPath(LinkOption.NOFOLLOW_LINKS));
      assertEquals(4096, Files.size(link));
      assertTrue(Files.isSymbolicLink(link));
      assertTrue(Files.isRegularFile(link));
      assertFalse(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS));
      assertTrue(Files.isSameFile(link, ufs.getPath("/sizes/f4096")));
      Path dangling = ufs.getPath("/links/dangling");
      assertFalse(Files.exists(dangling));
      assertTrue(Files.exists(dangling, LinkOption.NOFOLLOW_LINKS));
      assertThrows(NoSuchFileException.class, () -> Files.size(dangling));
      assertThrows(
          NotLinkException.class, () -> Files.readSymbolicLink(ufs.getPath("/sizes/f4096")));
      assertEquals(
          ufs.getPath("/links/ok"), ufs.getPath("/../links/../sizes/./../links/ok").normalize());
      assertTrue(Files.isSameFile(ufs.getPath("links/ok"), ufs.getPath("/../links/../links/./ok")));
    }
  }

  @Test
  void namesWhatCannotBeOpened() throws IOException {
    try (FileSystem ufs = populated()) {
      Path file = ufs.getPath("/sizes/f4096");
      assertThrows(NoSuchFileException.class, () -> Files.size(file.resolve("below")));
      assertThrows(NoSuchFileException.class, () -> Files.size(file.resolve("..")));
      assertThrows(NoSuchFileException.class, () -> Files.size(ufs.getPath("/none/none")));
      assertThrows(NotDirectoryException.class, () -> Files.newDirectoryStream(file));
      assertThrows(FileSystemException.class, () -> Files.newInputStream(ufs.getPath("/sizes")));
      assertThrows(FileSystemException.class, () -> Files.newInputStream(ufs.getPath("/dev/null")));
      ufs.provider().checkAccess(file, AccessMode.READ);
      assertThrows(
          AccessDeniedException.class, () -> ufs.provider().checkAccess(file, AccessMode.WRITE));
      assertFalse(Files.isWritable(file));
    }
  }

  @Test
  void listsADirectoryOnceAndThroughAFilter() throws IOException {
    try (FileSystem ufs = populated()) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(ufs.getPath("links"), "s5*")) {
        List<String> names = new ArrayList<>();
        stream.forEach(path -> names.add(path.toString()));
        assertTrue(names.contains("links/s54"));
        assertTrue(names.stream().allMatch(name -> name.startsWith("links/s5")));
        assertThrows(IllegalStateException.class, stream::iterator);
      }
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(ufs.getPath(""))) {
        stream.forEach(path -> assertEquals(1, path.getNameCount()));
      }
      DirectoryStream<Path> closed;
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(ufs.getPath("/"))) {
        closed = stream;
      }
      assertThrows(IllegalStateException.class, closed::iterator);
    }
  }

  @Test
  void readsAttributesByName() throws IOException {
    try (FileSystem ufs = populated()) {
      Path file = ufs.getPath("/owners/u70000");
      assertEquals(70000, Files.getAttribute(file, "unix:uid"));
      assertEquals("70000", Files.getOwner(file).getName());
      assertEquals(
          ufs.getUserPrincipalLookupService().lookupPrincipalByName("70000"), Files.getOwner(file));
      assertEquals(
          PosixFilePermissions.fromString("rw-r--r--"), Files.getPosixFilePermissions(file));
      assertEquals(
          List.of("group", "size"),
          Files.readAttributes(file, "posix:size,group").keySet().stream().sorted().toList());
      assertEquals(9, Files.readAttributes(file, "*").size());
      assertThrows(
          IllegalArgumentException.class, () -> Files.readAttributes(file, "posix:size,mode"));
      assertThrows(IllegalArgumentException.class, () -> Files.readAttributes(file, "posix:"));
      assertThrows(UnsupportedOperationException.class, () -> Files.readAttributes(file, "dos:*"));
    }
  }

  @Test
  void showsExtendedAttributesAndAccessControlLists() throws IOException {
    int attributes = 0;
    int lists = 0;
    for (String name : Fixtures.cleanCheckImages()) {
      try (FileSystem ufs = Ufs.open(Fixtures.checkDevice(name));
          Stream<Path> walk = Files.walk(ufs.getPath("/"))) {
        for (Path path : (Iterable<Path>) walk::iterator) {
          UserDefinedFileAttributeView view =
              Files.getFileAttributeView(
                  path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
          for (String attribute : view.list()) {
            attributes++;
            ByteBuffer value = ByteBuffer.allocate(view.size(attribute));
            assertEquals(value.capacity(), view.read(attribute, value));
            assertArrayEquals(
                value.array(), (byte[]) Files.getAttribute(path, "user:" + attribute));
          }
          lists +=
              (long) Files.getAttribute(path, "unix:acl", LinkOption.NOFOLLOW_LINKS) == 0 ? 0 : 1;
        }
      }
    }
    assertTrue(attributes > 0);
    assertEquals(2, lists);
  }

  @Test
  void tellsTheSpaceThatTheSuperblockSumsUp() throws IOException {
    try (FileSystem ufs = populated()) {
      FileStore store = Files.getFileStore(ufs.getPath("/"));
      assertEquals("ufs", store.type());
      assertTrue(store.isReadOnly());
      assertTrue(store.getTotalSpace() > 50 << 20 && store.getTotalSpace() < 64 << 20);
      assertTrue(store.getUsableSpace() <= store.getUnallocatedSpace());
      assertTrue(store.getUnallocatedSpace() < store.getTotalSpace());
      assertTrue((long) store.getAttribute("freeInodes") > 0);
      assertTrue(store.supportsFileAttributeView("unix"));
    }
  }

  @Test
  void manyThreadsReadAtOnce() throws IOException {
    try (FileSystem ufs = populated()) {
      List<Long> sums =
          IntStream.range(0, 8).parallel().mapToObj(i -> sumOfSizes(ufs.getPath("/"))).toList();
      assertEquals(1, sums.stream().distinct().count());
      assertTrue(sums.get(0) > 1 << 20);
    }
  }

  private static long sumOfSizes(Path top) {
    try (Stream<Path> walk = Files.walk(top)) {
      long sum = 0;
      for (Path path : (Iterable<Path>) walk::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          sum += Files.readAllBytes(path).length;
        }
      }
      return sum;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNameIsReachedByTheEscapeOfItsBytes() throws IOException {
    byte[] image = POPULATED.clone();
    replace(image, "tab\ttab", new byte[] {'c', 'a', 'f', (byte) 0xe9, '\n', '\\', 'n'});
    replace(image, "back\\slash", "b\\x41lash!".getBytes(StandardCharsets.ISO_8859_1));
    try (FileSystem ufs = Ufs.open(MemoryBlockDevice.of(image));
        Stream<Path> walk = Files.list(ufs.getPath("/names"))) {
      List<String> names = walk.map(path -> path.getFileName().toString()).toList();
      assertTrue(names.contains("caf\\xe9\n\\n"), names::toString);
      assertTrue(names.contains("b\\x5cx41lash!"), names::toString);
      assertTrue(names.contains("ünïcode"), names::toString);
      for (String name : names) {
        Path path = ufs.getPath("/names", name);
        assertTrue(Files.exists(path), name);
        assertEquals(path, Path.of(path.toUri()));
        assertEquals(name, path.getFileName().toString());
      }
    }
  }

  /** Puts other bytes, as many, over a text that an image holds once. */
  private static void replace(byte[] image, String text, byte[] bytes) {
    byte[] old = text.getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(old.length, bytes.length);
    int at = Bytes.indexOf(image, old);
    assertTrue(at > 0);
    System.arraycopy(bytes, 0, image, at, bytes.length);
  }
}
