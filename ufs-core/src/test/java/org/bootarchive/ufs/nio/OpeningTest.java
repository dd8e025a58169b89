package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.UnsupportedImageException;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  @TempDir Path dir;
  private Path image;

  @BeforeEach
  void writeImage() throws IOException {
    image = Files.write(dir.resolve("boot archive!ü"), Fixtures.image("populated-64m.img"));
  }

  @Test
  void theJdkFindsTheProvider() throws IOException {
    try (FileSystem ufs = FileSystems.newFileSystem(image, Map.of())) {
      assertEquals(4096, Files.size(ufs.getPath("/sizes/f4096")));
      assertSame(UfsFileSystemProvider.instance(), ufs.provider());
      assertTrue(ufs.isReadOnly());
    }
    Path text = Files.writeString(dir.resolve("text"), "no image");
    assertThrows(ProviderNotFoundException.class, () -> FileSystems.newFileSystem(text, Map.of()));
    Path large = Files.write(dir.resolve("large"), new byte[100_000]);
    assertThrows(ProviderNotFoundException.class, () -> FileSystems.newFileSystem(large, Map.of()));
  }

  @Test
  void anImageIsOpenedByUriOnce() throws IOException {
    URI uri = URI.create("ufs:" + image.toUri());
    Path file;
    try (FileSystem ufs = FileSystems.newFileSystem(uri, Map.of())) {
      assertSame(ufs, FileSystems.getFileSystem(uri));
      assertSame(ufs, FileSystems.getFileSystem(URI.create(uri + "!/")));
      assertThrows(
          FileSystemAlreadyExistsException.class, () -> FileSystems.newFileSystem(uri, Map.of()));
      file = ufs.getPath("/names/ünïcode");
      assertEquals(uri + "!/names/%C3%BCn%C3%AFcode", file.toUri().toString());
      assertEquals(uri + "!/names/", ufs.getPath("names").toUri().toString());
      assertEquals(uri + "!/", ufs.getPath("").toUri().toString());
      assertEquals(file, Path.of(URI.create(uri + "!/names/ünïcode")));
      try (FileSystem another = Ufs.open(image)) {
        assertNotEquals(file, another.getPath(file.toString()));
        assertEquals(another.getPath("/a"), Path.of(another.getPath("/a").toUri()));
      }
    }
    assertThrows(FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(uri));
    assertThrows(FileSystemNotFoundException.class, () -> Path.of(file.toUri()));
    FileSystems.newFileSystem(uri, Map.of()).close();
  }

  @Test
  void oneThatNobodyHoldsStaysOpenWithItsChanges() throws IOException {
    URI uri = URI.create("ufs:" + image.toUri());
    WeakReference<FileSystem> opened =
        new WeakReference<>(FileSystems.newFileSystem(uri, Map.of("accessMode", "readWrite")));
    Files.writeString(Path.of(URI.create(uri + "!/fresh")), "text");
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    FileSystem known = FileSystems.getFileSystem(uri);
    assertSame(opened.get(), known);
    known.close();
    try (FileSystem ufs = Ufs.open(image)) {
      assertEquals("text", Files.readString(ufs.getPath("/fresh")));
    }
  }

  @Test
  void whatWasOpenedByAnotherNameOfItsImageIsFoundByBoth() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("link"), image);
    URI byLink = URI.create("ufs:" + link.toUri());
    URI byDots = URI.create("ufs:" + dir.toUri() + "./link");
    URI real = URI.create("ufs:" + image.toRealPath().toUri());
    try (FileSystem ufs = FileSystems.newFileSystem(byLink, Map.of())) {
      for (URI uri : List.of(byLink, byDots, real)) {
        assertSame(ufs, FileSystems.getFileSystem(uri));
        assertEquals(ufs.getPath("/names"), Path.of(URI.create(uri + "!/names")));
        assertThrows(
            FileSystemAlreadyExistsException.class, () -> FileSystems.newFileSystem(uri, Map.of()));
      }
      Files.delete(link);
      assertSame(ufs, FileSystems.getFileSystem(byLink));
    }
    assertThrows(FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(byLink));
    assertThrows(FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(real));
  }

  @Test
  void anImageHasOneWriter() throws IOException {
    try (FileSystem ufs = Ufs.openWritable(image)) {
      FileSystemException thrown =
          assertThrows(FileSystemException.class, () -> Ufs.openWritable(image));
      assertTrue(thrown.getMessage().contains("this process has it open"), thrown::toString);
      Files.writeString(ufs.getPath("/fresh"), "text");
    }
    try (FileSystem ufs = Ufs.openWritable(image)) {
      assertEquals("text", Files.readString(ufs.getPath("/fresh")));
    }
  }

  @Test
  void anImageInAnImageIsOpenedLikeAnyOther() throws IOException {
    byte[] inner = Fixtures.image("empty-1m.img");
    try (FileSystem ufs = Ufs.openWritable(image)) {
      Path path = ufs.getPath("/inner");
      try (FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        assertEquals(
            inner.length,
            channel.transferFrom(
                Channels.newChannel(new ByteArrayInputStream(inner)), 0, inner.length));
        ByteBuffer some = ByteBuffer.allocate(100);
        assertEquals(100, channel.read(some, 8192));
        assertArrayEquals(Arrays.copyOfRange(inner, 8192, 8292), some.array());
        assertEquals(0, channel.position());
        assertEquals(inner.length, channel.size());
        assertThrows(
            UnsupportedOperationException.class,
            () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 10));
      }
      try (FileSystem nested = Ufs.openWritable(path)) {
        Files.writeString(nested.getPath("/deep"), "text");
      }
    }
    try (FileSystem ufs = Ufs.open(image);
        FileSystem nested = Ufs.open(ufs.getPath("/inner"))) {
      assertEquals("text", Files.readString(nested.getPath("/deep")));
    }
  }

  @Test
  void saysWhyAnImageCannotBeOpened() throws IOException {
    Path text = Files.writeString(dir.resolve("text"), "no image");
    assertThrows(CorruptImageException.class, () -> Ufs.open(text));
    Path packed = Testdata.of("fixtures", "empty-1m.img.gz");
    assertThrows(UnsupportedImageException.class, () -> Ufs.open(packed));
    assertThrows(IOException.class, () -> Ufs.open(dir.resolve("absent")));
    assertThrows(
        IllegalArgumentException.class,
        () -> FileSystems.newFileSystem(URI.create("ufs:relative"), Map.of()));
  }

  @Test
  void everyChangeIsRefused() throws IOException {
    try (FileSystem ufs = Ufs.open(image)) {
      Path file = ufs.getPath("/sizes/f4096");
      Path fresh = ufs.getPath("/fresh");
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      FileTime time = FileTime.fromMillis(0);
      List<Executable> changes =
          List.of(
              () -> Files.createFile(fresh),
              () -> Files.createDirectory(fresh),
              () -> Files.createSymbolicLink(fresh, file),
              () -> Files.createLink(fresh, file),
              () -> Files.delete(file),
              () -> Files.deleteIfExists(file),
              () -> Files.copy(file, fresh),
              () -> Files.copy(image, fresh),
              () -> Files.move(file, fresh),
              () -> Files.move(file, dir.resolve("moved")),
              () -> Files.write(file, new byte[1]),
              () -> Files.newOutputStream(file),
              () -> Files.newByteChannel(file, StandardOpenOption.APPEND),
              () -> Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
              () -> Files.newByteChannel(file, StandardOpenOption.DELETE_ON_CLOSE),
              () -> Files.setLastModifiedTime(file, time),
              () -> Files.setAttribute(file, "unix:mode", 0600),
              () -> view.setTimes(time, time, time),
              () -> view.setOwner(view.getOwner()),
              () -> view.setGroup(view.readAttributes().group()),
              () -> view.setPermissions(ImmutableSet.of()));
      for (Executable change : changes) {
        assertThrows(ReadOnlyFileSystemException.class, change);
      }
      assertTrue(Files.exists(file));
      assertFalse(Files.exists(fresh));
    }
  }

  @Test
  void nothingWorksOnceItIsClosed() throws IOException {
    FileSystem ufs = Ufs.open(image);
    Path file = ufs.getPath("/sizes/f4096");
    SeekableByteChannel channel = Files.newByteChannel(file);
    InputStream stream = Files.newInputStream(file);
    ufs.close();
    ufs.close();
    assertFalse(ufs.isOpen());
    assertFalse(channel.isOpen());
    assertThrows(ClosedChannelException.class, channel::size);
    assertThrows(ClosedChannelException.class, stream::read);
    assertThrows(ClosedFileSystemException.class, () -> Files.size(file));
    assertThrows(ClosedFileSystemException.class, () -> Files.list(file));
    assertThrows(ClosedFileSystemException.class, () -> Files.newByteChannel(file));
    assertThrows(ClosedFileSystemException.class, () -> Files.delete(file));
    assertThrows(ClosedFileSystemException.class, ufs::getFileStores);
    assertEquals("/sizes/f4096", file.toString());
    assertTrue(file.toUri().toString().endsWith("!/sizes/f4096"));
  }
}
