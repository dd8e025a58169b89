package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.FindingKind;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.testing.TreeSnapshot;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a UFS image does that jimfs does not, or does otherwise. */
class WritingTest {
  private MemoryBlockDevice device;
  private FileSystem ufs;

  @TempDir Path dir;

  @BeforeEach
  void open() throws IOException {
    device = EmptyImages.device(1 << 20);
    ufs = Ufs.openWritable(device, WriteOptions.at(Instant.ofEpochSecond(1000)));
  }

  @AfterEach
  void closeAndCheck() throws IOException {
    ufs.close();
    assertSound(UfsCheck.check(device));
  }

  private static void assertSound(CheckReport report) {
    assertEquals(
        List.of(),
        report.findings().stream().filter(finding -> !FindingKind.BOOT_HOLE.is(finding)).toList());
  }

  private static <T> FileAttribute<T> attribute(String name, T value) {
    return new FileAttribute<>() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public T value() {
        return value;
      }
    };
  }

  @Test
  void whatIsClosedIsInTheImage() throws IOException {
    Path image = dir.resolve("image");
    try (FileSystem fresh = Ufs.create(image, FormatOptions.smartOs(4 << 20))) {
      Files.createDirectories(fresh.getPath("/etc/init.d"));
      Files.writeString(fresh.getPath("/etc/system"), "set x = 1\n");
    }
    assertTrue(Ufs.check(image).clean(), () -> "findings");
    try (FileSystem again = Ufs.open(image)) {
      assertEquals("set x = 1\n", Files.readString(again.getPath("/etc/system")));
      assertTrue(again.isReadOnly());
    }
    try (FileSystem again =
        FileSystems.newFileSystem(image, ImmutableMap.of("accessMode", "readWrite"))) {
      assertFalse(again.isReadOnly());
      Files.delete(again.getPath("/etc/system"));
      Files.delete(again.getPath("/etc/init.d"));
    }
    assertTrue(Ufs.check(image).clean(), () -> "findings");
    assertThrows(
        IllegalArgumentException.class,
        () -> FileSystems.newFileSystem(image, ImmutableMap.of("accessMode", "some")));
  }

  @Test
  void flushedChangesAreInTheImageBeforeItIsClosed() throws IOException {
    Files.writeString(ufs.getPath("/a"), "one");
    Ufs.flush(ufs);
    try (FileSystem seen = Ufs.open(MemoryBlockDevice.of(bytes()))) {
      assertEquals("one", Files.readString(seen.getPath("/a")));
    }
    assertSound(UfsCheck.check(device));
    Files.writeString(ufs.getPath("/b"), "two", StandardOpenOption.CREATE, StandardOpenOption.SYNC);
    try (FileSystem seen = Ufs.open(MemoryBlockDevice.of(bytes()))) {
      assertEquals("two", Files.readString(seen.getPath("/b")));
    }
  }

  private byte[] bytes() throws IOException {
    byte[] bytes = new byte[(int) device.size()];
    device.read(0, ByteBuffer.wrap(bytes));
    return bytes;
  }

  @Test
  void aDeletedFileThatIsOpenIsGoneOnceTheImageIsWritten() throws IOException {
    Path file = Files.writeString(ufs.getPath("/a"), "text");
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      Files.delete(file);
      channel.write(ByteBuffer.wrap(new byte[10]));
      Ufs.flush(ufs);
      Files.writeString(ufs.getPath("/b"), "in the same inode");
      assertThrows(FileSystemException.class, () -> channel.write(ByteBuffer.wrap(new byte[10])));
    }
    assertEquals("in the same inode", Files.readString(ufs.getPath("/b")));
  }

  @Test
  void aFileIsDeletedWithItsChannel() throws IOException {
    Path file = ufs.getPath("/a");
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      assertTrue(Files.exists(file));
      channel.close();
      assertFalse(Files.exists(file));
      Files.writeString(file, "another");
    }
    assertTrue(Files.exists(file));
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE)) {
      Files.move(file, ufs.getPath("/b"));
      Files.writeString(file, "in its place");
      assertEquals(7, channel.size());
    }
    assertEquals("in its place", Files.readString(file));
  }

  @Test
  void skippedBytesAreWrittenUnlessTheyMayBeAHole() throws IOException {
    Path dense = ufs.getPath("/dense");
    Path sparse = ufs.getPath("/sparse");
    for (Path path : List.of(dense, sparse)) {
      StandardOpenOption option =
          path == sparse ? StandardOpenOption.SPARSE : StandardOpenOption.WRITE;
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, option)) {
        channel.position(100_000).write(ByteBuffer.wrap(new byte[] {1}));
      }
    }
    assertEquals(100_001, Files.size(dense));
    assertEquals(-1, Files.mismatch(dense, sparse));
    assertTrue((long) Files.getAttribute(dense, "unix:blocks") > 196);
    assertTrue((long) Files.getAttribute(sparse, "unix:blocks") < 40);
  }

  @Test
  void whatDoesNotFitLeavesEverythingAsItWas() throws IOException {
    Path file = Files.writeString(ufs.getPath("/a"), "text");
    TreeSnapshot before = TreeSnapshot.of(ufs.getPath("/"), true);
    long free = Files.getFileStore(file).getUnallocatedSpace();
    Path large = Files.write(dir.resolve("large"), new byte[2 << 20]);
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      ByteBuffer source = ByteBuffer.allocate(2 << 20);
      assertThrows(OutOfSpaceException.class, () -> channel.write(source));
      assertEquals(0, channel.position());
      assertEquals(4, channel.size());
      assertThrows(
          OutOfSpaceException.class,
          () -> channel.position(1L << 30).write(ByteBuffer.wrap(new byte[1])));
    }
    assertEquals(before, TreeSnapshot.of(ufs.getPath("/"), true));
    assertEquals(free, Files.getFileStore(file).getUnallocatedSpace());
    try (FileSystem roomy = Ufs.openWritable(EmptyImages.device(4 << 20), WriteOptions.now())) {
      Path big = Files.copy(large, roomy.getPath("/big"));
      assertThrows(OutOfSpaceException.class, () -> Files.copy(big, ufs.getPath("/big")));
    }
    assertEquals(before.lines().keySet(), TreeSnapshot.of(ufs.getPath("/"), true).lines().keySet());
    assertEquals(free, Files.getFileStore(file).getUnallocatedSpace());
  }

  @Test
  void filesTakeTheAttributesTheyAreMadeWith() throws IOException {
    Path file =
        Files.createFile(
            ufs.getPath("/a"),
            attribute("unix:mode", 04711),
            attribute("unix:uid", -2),
            attribute("unix:gid", 70000),
            attribute(
                "unix:lastModifiedTime",
                FileTime.from(Instant.parse("1999-01-01T00:00:00.123456Z"))));
    UfsFileAttributes attributes = Files.readAttributes(file, UfsFileAttributes.class);
    assertEquals(04711 | FileType.REGULAR.bits(), attributes.mode());
    assertEquals(4294967294L, attributes.uid());
    assertEquals(-2, Files.getAttribute(file, "unix:uid"));
    assertEquals("70000", attributes.group().getName());
    assertEquals("1999-01-01T00:00:00.123456Z", attributes.lastModifiedTime().toString());
    assertEquals(Instant.ofEpochSecond(1000), attributes.changeTime().toInstant());
    Files.setAttribute(file, "unix:ctime", FileTime.fromMillis(5000));
    Files.setAttribute(file, "unix:mode", FileType.REGULAR.bits() | 0600);
    assertEquals(0600, Files.readAttributes(file, UfsFileAttributes.class).mode() & 07777);
    assertThrows(
        IllegalArgumentException.class,
        () -> Files.setAttribute(file, "unix:mode", FileType.DIRECTORY.bits() | 0600));
    assertThrows(IllegalArgumentException.class, () -> Files.setAttribute(file, "unix:rdev", 1L));
    assertThrows(ClassCastException.class, () -> Files.setAttribute(file, "unix:uid", "root"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2040-01-01T00:00:00Z"))));
    assertThrows(
        UnsupportedOperationException.class, () -> Files.setAttribute(file, "user:a", new byte[1]));
  }

  @Test
  void devicesAndFifosAreMadeAndCopied() throws IOException {
    DeviceNumber number = new DeviceNumber(300, 70000);
    Files.createFile(
        ufs.getPath("/device"),
        attribute("unix:mode", FileType.CHARACTER_DEVICE.bits() | 0640),
        attribute("unix:rdev", LinuxDevice.encode(number)));
    Files.createFile(ufs.getPath("/fifo"), attribute("unix:mode", FileType.FIFO.bits() | 0600));
    Files.copy(ufs.getPath("/device"), ufs.getPath("/copy"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(ufs.getPath("/fifo"), ufs.getPath("/fifo2"));
    UfsFileAttributes copy = Files.readAttributes(ufs.getPath("/copy"), UfsFileAttributes.class);
    assertEquals(number, copy.device().get());
    assertEquals(FileType.CHARACTER_DEVICE.bits() | 0640, copy.mode());
    assertEquals(
        FileType.FIFO,
        Files.readAttributes(ufs.getPath("/fifo2"), UfsFileAttributes.class).type().get());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Files.createFile(
                ufs.getPath("/x"), attribute("unix:mode", FileType.BLOCK_DEVICE.bits())));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Files.createFile(ufs.getPath("/x"), attribute("unix:mode", FileType.DIRECTORY.bits())));
    assertFalse(Files.exists(ufs.getPath("/x")));
  }

  @Test
  void aCopyToAnotherImageHasAllAttributes() throws IOException {
    Path file = Files.writeString(ufs.getPath("/a"), "text");
    Files.setAttribute(file, "unix:mode", 06755);
    Files.setAttribute(file, "unix:uid", 17);
    Files.createSymbolicLink(ufs.getPath("/l"), ufs.getPath("b\\xff/c"));
    try (FileSystem other = Ufs.openWritable(EmptyImages.device(1 << 20), WriteOptions.now())) {
      Path there = other.getPath("/there");
      Files.copy(file, there, StandardCopyOption.COPY_ATTRIBUTES);
      assertEquals(06755, (int) Files.getAttribute(there, "unix:mode") & 07777);
      assertEquals(17, Files.getAttribute(there, "unix:uid"));
      assertEquals(Files.getLastModifiedTime(file), Files.getLastModifiedTime(there));
      Files.copy(file, other.getPath("/plain"));
      assertEquals(0755, (int) Files.getAttribute(other.getPath("/plain"), "unix:mode") & 07777);
      assertEquals(0, Files.getAttribute(other.getPath("/plain"), "unix:uid"));
      Files.copy(ufs.getPath("/l"), other.getPath("/l"), LinkOption.NOFOLLOW_LINKS);
      assertEquals(other.getPath("b\\xff/c"), Files.readSymbolicLink(other.getPath("/l")));
      assertThrows(FileSystemException.class, () -> Files.createLink(other.getPath("/x"), file));
      Files.move(ufs.getPath("/l"), other.getPath("/m"));
      assertFalse(Files.exists(ufs.getPath("/l"), LinkOption.NOFOLLOW_LINKS));
    }
  }

  @Test
  void namesAreTheBytesThatTheirTextStandsFor() throws IOException {
    Path odd = Files.writeString(ufs.getPath("/caf\\xe9"), "odd");
    try (var stream = Files.newDirectoryStream(ufs.getPath("/"), "caf*")) {
      Path listed = stream.iterator().next();
      assertEquals(odd, listed);
      assertArrayEquals(new byte[] {'/', 'c', 'a', 'f', (byte) 0xe9}, ((UfsPath) listed).toBytes());
      assertEquals(odd, Path.of(listed.toUri()));
    }
    assertThrows(FileSystemException.class, () -> Files.createFile(ufs.getPath("/a\\x2fb")));
    assertThrows(
        FileSystemException.class, () -> Files.createFile(ufs.getPath("/" + "n".repeat(256))));
    Files.createFile(ufs.getPath("/" + "n".repeat(255)));
    assertThrows(
        FileSystemException.class,
        () -> Files.createSymbolicLink(ufs.getPath("/l"), ufs.getPath("x".repeat(1024))));
  }

  @Test
  void contradictingOptionsAreRefused() {
    Path file = ufs.getPath("/a");
    assertThrows(
        IllegalArgumentException.class,
        () -> Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.APPEND));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Files.newByteChannel(
                file, StandardOpenOption.APPEND, StandardOpenOption.TRUNCATE_EXISTING));
    assertThrows(
        UnsupportedOperationException.class,
        () -> Files.newInputStream(file, StandardOpenOption.WRITE));
  }

  @Test
  void aPathFromAListingSeesLaterChanges() throws IOException {
    Files.createDirectories(ufs.getPath("/a/b"));
    Path listed;
    try (var stream = Files.newDirectoryStream(ufs.getPath("/a"))) {
      listed = stream.iterator().next();
    }
    Files.move(ufs.getPath("/a"), ufs.getPath("/c"));
    assertThrows(NoSuchFileException.class, () -> Files.getLastModifiedTime(listed));
    Files.createDirectory(ufs.getPath("/a"));
    Files.writeString(ufs.getPath("/a/b"), "a file now");
    assertTrue(Files.isRegularFile(listed));
    try (var stream = Files.newDirectoryStream(ufs.getPath("/c/b"))) {
      assertFalse(stream.iterator().hasNext());
    }
  }

  @Test
  void manyThreadsWriteAtOnce() throws IOException {
    List<Path> files =
        IntStream.range(0, 8).parallel().mapToObj(i -> fill(ufs.getPath("/f" + i))).toList();
    for (Path file : files) {
      assertEquals(30_000, Files.size(file));
    }
  }

  private static Path fill(Path file) {
    try {
      for (int i = 0; i < 10; i++) {
        Files.write(file, new byte[3000], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
