package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every file system of the Unix kind does; run against an image and against jimfs. */
abstract class FileSystemContract {
  private FileSystem fs;
  private FileSystem other;

  @TempDir Path host;

  /** Opens a new empty file system, whose working directory is the root. */
  abstract FileSystem open() throws IOException;

  @BeforeEach
  void openBoth() throws IOException {
    fs = open();
    other = open();
  }

  @AfterEach
  void closeBoth() throws IOException {
    fs.close();
    other.close();
  }

  private Path path(String text) {
    return fs.getPath(text);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(path(text), "content of " + text);
  }

  @Test
  void aFileKeepsWhatIsWritten() throws IOException {
    Path file = file("/a");
    assertEquals("content of /a", Files.readString(file));
    assertEquals(13, Files.size(file));
    assertTrue(Files.isRegularFile(file));
    Files.write(file, new byte[100_000]);
    assertEquals(100_000, Files.size(file));
    Files.writeString(file, "short");
    assertEquals("short", Files.readString(file));
    Files.writeString(file, " and more", StandardOpenOption.APPEND);
    assertEquals("short and more", Files.readString(file));
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      out.write('S');
    }
    assertEquals("Short and more", Files.readString(file));
  }

  @Test
  void openOptionsSayWhatMustBeThere() throws IOException {
    assertThrows(
        NoSuchFileException.class,
        () -> Files.newByteChannel(path("/a"), StandardOpenOption.WRITE));
    assertThrows(NoSuchFileException.class, () -> Files.newByteChannel(path("/a")));
    assertThrows(NoSuchFileException.class, () -> Files.createFile(path("/none/a")));
    Files.createFile(path("/a"));
    assertEquals(0, Files.size(path("/a")));
    assertThrows(FileAlreadyExistsException.class, () -> Files.createFile(path("/a")));
    assertThrows(NoSuchFileException.class, () -> Files.createFile(path("/a/b")));
    assertThrows(FileSystemException.class, () -> Files.newOutputStream(path("/")));
    assertThrows(FileSystemException.class, () -> Files.newByteChannel(path("/")));
  }

  @Test
  void aChannelHasAPosition() throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            path("a"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      assertEquals(3, channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
      assertEquals(3, channel.position());
      channel.position(5).write(ByteBuffer.wrap(new byte[] {6}));
      assertEquals(6, channel.size());
      ByteBuffer all = ByteBuffer.allocate(10);
      assertEquals(6, channel.position(0).read(all));
      assertEquals(-1, channel.read(all));
      assertArrayEquals(new byte[] {1, 2, 3, 0, 0, 6, 0, 0, 0, 0}, all.array());
      channel.truncate(2);
      assertEquals(2, channel.position());
      assertEquals(2, channel.size());
      channel.truncate(20);
      assertEquals(2, channel.size());
      channel.close();
      assertThrows(ClosedChannelException.class, channel::size);
    }
    try (SeekableByteChannel channel = Files.newByteChannel(path("a"), StandardOpenOption.WRITE)) {
      assertThrows(NonReadableChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
    }
    try (SeekableByteChannel channel = Files.newByteChannel(path("a"))) {
      assertThrows(NonWritableChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
      assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
    }
  }

  @Test
  void aFileThatIsOpenOutlivesItsName() throws IOException {
    Path file = file("/a");
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Files.delete(file);
      assertFalse(Files.exists(file));
      Files.writeString(file, "another");
      channel.position(13).write(ByteBuffer.wrap(new byte[1]));
      assertEquals(14, channel.size());
    }
    assertEquals("another", Files.readString(file));
  }

  @Test
  void directoriesAreCreatedListedAndRemoved() throws IOException {
    Files.createDirectories(path("/a/b/c"));
    file("/a/f");
    assertThrows(FileAlreadyExistsException.class, () -> Files.createDirectory(path("/a")));
    assertThrows(FileAlreadyExistsException.class, () -> Files.createDirectory(path("/")));
    assertThrows(NoSuchFileException.class, () -> Files.createDirectory(path("/x/y")));
    assertThrows(DirectoryNotEmptyException.class, () -> Files.delete(path("/a")));
    assertThrows(NotDirectoryException.class, () -> Files.newDirectoryStream(path("/a/f")));
    assertThrows(NoSuchFileException.class, () -> Files.delete(path("/a/x")));
    assertThrows(FileSystemException.class, () -> Files.delete(path("/")));
    try (Stream<Path> walk = Files.walk(path("a"))) {
      assertEquals(List.of("a", "a/b", "a/b/c", "a/f"), walk.map(Path::toString).sorted().toList());
    }
    Files.delete(path("/a/b/c"));
    Files.delete(path("/a/b"));
    assertFalse(Files.deleteIfExists(path("/a/b")));
  }

  @Test
  void aDirectoryWithManyNamesKeepsThemAll() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.createFile(path("/file-with-some-name-" + i));
    }
    for (int i = 0; i < 200; i += 2) {
      Files.delete(path("/file-with-some-name-" + i));
    }
    try (Stream<Path> files = Files.list(path("/"))) {
      assertEquals(100, files.count());
    }
  }

  @Test
  void linksLeadToTheirTargets() throws IOException {
    file("/a");
    Files.createDirectory(path("/d"));
    Files.createSymbolicLink(path("/d/l"), path("../a"));
    Files.createSymbolicLink(path("/to-d"), path("/d"));
    assertEquals(path("../a"), Files.readSymbolicLink(path("/d/l")));
    assertEquals("content of /a", Files.readString(path("/to-d/l")));
    assertEquals(path("/a"), path("/to-d/l").toRealPath());
    assertEquals(path("/d/l"), path("to-d/l").toRealPath(LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.isSameFile(path("/a"), path("to-d/l")));
    assertThrows(
        FileSystemException.class,
        () -> Files.newByteChannel(path("/d/l"), Set.of(LinkOption.NOFOLLOW_LINKS)));
    assertThrows(NotLinkException.class, () -> Files.readSymbolicLink(path("/a")));
    Files.delete(path("/to-d"));
    assertTrue(Files.exists(path("/d")));
    Files.createSymbolicLink(path("/round"), path("round"));
    assertThrows(IOException.class, () -> Files.size(path("/round")));
    Files.createSymbolicLink(path("/dangling"), path("nowhere"));
    assertThrows(NoSuchFileException.class, () -> Files.size(path("/dangling")));
    assertThrows(FileAlreadyExistsException.class, () -> Files.createDirectory(path("/dangling")));
  }

  @Test
  void aFileHasSeveralNames() throws IOException {
    Path file = file("/a");
    Files.createLink(path("/b"), file);
    assertEquals(2, Files.getAttribute(file, "unix:nlink"));
    assertTrue(Files.isSameFile(file, path("/b")));
    Files.writeString(path("/b"), "changed");
    assertEquals("changed", Files.readString(file));
    Files.delete(file);
    assertEquals("changed", Files.readString(path("/b")));
    assertEquals(1, Files.getAttribute(path("/b"), "unix:nlink"));
    Files.createDirectory(path("/d"));
    assertThrows(FileSystemException.class, () -> Files.createLink(path("/e"), path("/d")));
    assertThrows(FileAlreadyExistsException.class, () -> Files.createLink(path("/d"), path("/b")));
    assertThrows(NoSuchFileException.class, () -> Files.createLink(path("/e"), path("/none")));
  }

  @Test
  void filesAndTreesMove() throws IOException {
    Files.createDirectories(path("/a/b"));
    file("/a/b/f");
    Files.move(path("/a"), path("/c"));
    assertFalse(Files.exists(path("/a")));
    assertEquals("content of /a/b/f", Files.readString(path("/c/b/f")));
    Files.move(path("/c/b"), path("/b"));
    assertEquals(path("/b/f"), path("/c/../b/f").toRealPath());
    assertEquals(path("/"), path("/b/..").toRealPath());
    file("/g");
    assertThrows(FileAlreadyExistsException.class, () -> Files.move(path("/g"), path("/b/f")));
    Files.move(path("/g"), path("/b/f"), StandardCopyOption.REPLACE_EXISTING);
    assertEquals("content of /g", Files.readString(path("/b/f")));
    assertThrows(
        DirectoryNotEmptyException.class,
        () -> Files.move(path("/c"), path("/b"), StandardCopyOption.REPLACE_EXISTING));
    Files.move(path("/b/f"), path("/c"), StandardCopyOption.REPLACE_EXISTING);
    assertTrue(Files.isRegularFile(path("/c")));
    Files.move(path("/c"), path("/c"));
    file("/h");
    Files.move(path("/h"), path("/c"), StandardCopyOption.ATOMIC_MOVE);
    assertEquals("content of /h", Files.readString(path("/c")));
    assertThrows(IOException.class, () -> Files.move(path("/b"), path("/b/x")));
    assertThrows(IOException.class, () -> Files.move(path("/"), path("/x")));
    assertThrows(NoSuchFileException.class, () -> Files.move(path("/none"), path("/x")));
  }

  @Test
  void filesLinksAndDirectoriesAreCopied() throws IOException {
    Path file = file("/a");
    FileTime time = FileTime.fromMillis(1_234_567_000L);
    Files.setLastModifiedTime(file, time);
    Files.copy(file, path("/b"));
    assertEquals("content of /a", Files.readString(path("/b")));
    Files.copy(
        file, path("/b"), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(time, Files.getLastModifiedTime(path("/b")));
    assertThrows(FileAlreadyExistsException.class, () -> Files.copy(file, path("/b")));
    Files.copy(file, file);
    Files.createSymbolicLink(path("/l"), path("a"));
    Files.copy(path("/l"), path("/l2"), LinkOption.NOFOLLOW_LINKS);
    assertEquals(path("a"), Files.readSymbolicLink(path("/l2")));
    Files.copy(path("/l"), path("/f"));
    assertTrue(Files.isRegularFile(path("/f"), LinkOption.NOFOLLOW_LINKS));
    Files.createDirectory(path("/d"));
    file("/d/x");
    Files.copy(path("/d"), path("/e"));
    assertFalse(Files.exists(path("/e/x")));
    assertThrows(
        DirectoryNotEmptyException.class,
        () -> Files.copy(file, path("/d"), StandardCopyOption.REPLACE_EXISTING));
    assertThrows(
        UnsupportedOperationException.class,
        () -> Files.copy(file, path("/z"), StandardCopyOption.ATOMIC_MOVE));
  }

  @Test
  void filesGoFromOneFileSystemToAnother() throws IOException {
    Path file = file("/a");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    Path there = other.getPath("/a");
    Files.copy(file, there, StandardCopyOption.COPY_ATTRIBUTES);
    assertEquals("content of /a", Files.readString(there));
    assertEquals(FileTime.fromMillis(1_000_000), Files.getLastModifiedTime(there));
    Files.move(file, other.getPath("/b"));
    assertFalse(Files.exists(file));
    assertEquals("content of /a", Files.readString(other.getPath("/b")));
    assertThrows(
        AtomicMoveNotSupportedException.class,
        () -> Files.move(there, path("/a"), StandardCopyOption.ATOMIC_MOVE));
    Files.createDirectories(path("/d/e"));
    assertThrows(
        DirectoryNotEmptyException.class, () -> Files.move(path("/d"), other.getPath("/d")));
    Files.move(path("/d/e"), other.getPath("/e"));
    assertTrue(Files.isDirectory(other.getPath("/e")));
  }

  @Test
  void filesComeFromTheHostAndGoThere() throws IOException {
    byte[] bytes = new byte[70_000];
    bytes[69_999] = 7;
    Path outside = Files.write(host.resolve("f"), bytes);
    Files.setLastModifiedTime(outside, FileTime.fromMillis(5_000_000));
    Files.copy(outside, path("/f"), StandardCopyOption.COPY_ATTRIBUTES);
    assertEquals(FileTime.fromMillis(5_000_000), Files.getLastModifiedTime(path("/f")));
    assertEquals(-1, Files.mismatch(outside, path("/f")));
    Files.move(path("/f"), host.resolve("g"));
    assertEquals(-1, Files.mismatch(outside, host.resolve("g")));
    assertFalse(Files.exists(path("/f")));
    assertEquals(70_000, Files.copy(new ByteArrayInputStream(bytes), path("/in")));
    assertArrayEquals(bytes, Files.readAllBytes(path("/in")));
  }

  @Test
  void attributesAreSetThroughViewsAndByName() throws IOException {
    Path file = file("/a");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx--x---"));
    assertEquals("rwx--x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(0710, (int) Files.getAttribute(file, "unix:mode") & 0777);
    FileTime one = FileTime.fromMillis(1000);
    FileTime two = FileTime.fromMillis(2000);
    Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(one, two, null);
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
    assertEquals(one, attributes.lastModifiedTime());
    assertEquals(two, attributes.lastAccessTime());
    Files.setAttribute(file, "lastModifiedTime", two);
    assertEquals(two, Files.getLastModifiedTime(file));
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    view.setOwner(fs.getUserPrincipalLookupService().lookupPrincipalByName("17"));
    view.setGroup(fs.getUserPrincipalLookupService().lookupPrincipalByGroupName("18"));
    assertEquals("17", view.getOwner().getName());
    assertEquals("18", view.readAttributes().group().getName());
    assertEquals("posix", view.name());
    assertThrows(IllegalArgumentException.class, () -> Files.setAttribute(file, "basic:size", 1L));
    assertThrows(
        UnsupportedOperationException.class, () -> Files.setAttribute(file, "none:size", 1L));
    assertThrows(NoSuchFileException.class, () -> Files.setLastModifiedTime(path("/none"), one));
    Path made =
        Files.createDirectory(
            path("/d"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
  }
}
