package org.bootarchive.archive.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.ChangedSourceException;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBuildTest {
  private static final int[] SIZES = {
    0, 1, 1023, 1024, 1025, 4096, 5000, 12 * 4096, 12 * 4096 + 1, 60_000, 4096 * 12 + 1024 * 4096
  };

  @TempDir Path dir;

  private Path tree(String name, boolean backwards) throws IOException {
    Path root = Files.createDirectories(dir.resolve(name));
    Files.createDirectories(root.resolve("etc/inner"));
    Random random = new Random(5);
    byte[][] contents = new byte[SIZES.length][];
    for (int i = 0; i < SIZES.length; i++) {
      contents[i] = new byte[SIZES[i]];
      random.nextBytes(contents[i]);
    }
    for (int i = 0; i < SIZES.length; i++) {
      int at = backwards ? SIZES.length - 1 - i : i;
      Files.write(root.resolve("etc/file" + SIZES[at]), contents[at]);
    }
    Files.createLink(root.resolve("etc/inner/zz"), root.resolve("etc/file5000"));
    Files.createSymbolicLink(root.resolve("etc/link"), Path.of("inner/zz"));
    Files.setPosixFilePermissions(
        root.resolve("etc/file1"), PosixFilePermissions.fromString("rwxr-x--x"));
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        if (!Files.isSymbolicLink(path)) {
          Files.setLastModifiedTime(
              path, FileTime.from(Instant.ofEpochSecond(1_700_000_000L, 123_456_789)));
        }
      }
    }
    return root;
  }

  private BuildReport build(ArchiveSource source, BuildOptions options, String name)
      throws IOException {
    return ArchiveBuild.build(source, options, dir.resolve(name), BuildProgress.NONE);
  }

  @Test
  void filesComeBackAsTheyWere() throws IOException {
    Path root = tree("tree", false);
    BuildReport report = build(DirectorySource.of(root), BuildOptions.DEFAULTS, "image");
    Path image = dir.resolve("image");
    BuiltImage.assertSound(image);
    assertEquals(report.size(), Files.size(image));
    for (int size : SIZES) {
      assertArrayEquals(
          Files.readAllBytes(root.resolve("etc/file" + size)),
          BuiltImage.read(image, "etc/file" + size));
    }
    NavigableMap<String, String> listing = BuiltImage.listing(image);
    assertTrue(listing.get("/etc/file1").startsWith("REGULAR 751 "), listing.get("/etc/file1"));
    assertTrue(listing.get("/etc/file1").contains(" 1700000000.123456 "));
    assertTrue(listing.get("/etc/inner/zz").endsWith(" = /etc/file5000"));
    assertTrue(listing.get("/etc/link").endsWith(" inner/zz"));
    assertTrue(listing.get("/etc").contains(" 1700000000.123456 "));
    assertEquals(SIZES.length + 6, listing.size());
  }

  @Test
  void theOrderOfCreationDoesNotShow() throws IOException {
    Path first = tree("one", false);
    Path second = tree("two", true);
    SourceDate date = SourceDate.of(1_600_000_000);
    build(DirectorySource.of(first), BuildOptions.DEFAULTS.withDate(date), "a");
    build(DirectorySource.of(second), BuildOptions.DEFAULTS.withDate(date), "b");
    assertEquals(-1, Files.mismatch(dir.resolve("a"), dir.resolve("b")));
  }

  @Test
  void noTimeIsLaterThanTheDate() throws IOException {
    Path root = tree("tree", false);
    SourceDate date = SourceDate.of(1_600_000_000);
    build(DirectorySource.of(root), BuildOptions.DEFAULTS.withDate(date), "image");
    BuiltImage.listing(dir.resolve("image"))
        .forEach((path, line) -> assertTrue(line.contains(" 1600000000.000000 "), path + line));
  }

  @Test
  void whatIsToStayFreeIsFreeAndNotMuchMore() throws IOException {
    Path root = tree("tree", false);
    BuildReport tight = build(DirectorySource.of(root), BuildOptions.DEFAULTS, "tight");
    assertTrue(tight.freeBytes() < 100 << 10, tight.toString());
    BuildReport free =
        build(DirectorySource.of(root), BuildOptions.DEFAULTS.withFreeBytes(3 << 20), "free");
    assertTrue(free.freeBytes() >= 3 << 20 && free.freeBytes() < 4 << 20, free.toString());
  }

  @Test
  void theOtherByteOrderAndBlockSizesHoldTheSame() throws IOException {
    Path root = tree("tree", false);
    build(DirectorySource.of(root), BuildOptions.DEFAULTS, "plain");
    for (BuildOptions options :
        List.of(
            BuildOptions.DEFAULTS.withByteOrder(ByteOrder.BIG_ENDIAN),
            BuildOptions.DEFAULTS.withBlocks(8192, 1024),
            BuildOptions.DEFAULTS.withBlocks(4096, 4096),
            BuildOptions.DEFAULTS.withBytesPerInode(2048))) {
      build(DirectorySource.of(root), options, "other");
      BuiltImage.assertSound(dir.resolve("other"));
      assertEquals(
          BuiltImage.listing(dir.resolve("plain")), BuiltImage.listing(dir.resolve("other")));
    }
  }

  @Test
  void anImageThatIsTooSmallSaysWhatIsMissingAndLeavesNothing() throws IOException {
    Path root = tree("tree", false);
    ImageTooSmallException space =
        assertThrows(
            ImageTooSmallException.class,
            () ->
                build(DirectorySource.of(root), BuildOptions.DEFAULTS.withSize(2 << 20), "image"));
    assertTrue(space.missingBytes() > 2 << 20, space.getMessage());
    for (int i = 0; i < 200; i++) {
      Files.createFile(root.resolve("e" + i));
    }
    BuildOptions fewInodes = BuildOptions.DEFAULTS.withSize(16 << 20).withBytesPerInode(200_000);
    ImageTooSmallException inodes =
        assertThrows(
            ImageTooSmallException.class,
            () -> build(DirectorySource.of(root), fewInodes, "image"));
    assertTrue(inodes.missingInodes() > 0 && inodes.missingBytes() == 0, inodes.getMessage());
    assertEquals(List.of("tree"), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theSizeThatIsCalledEnoughIs() throws IOException {
    Path root = tree("tree", false);
    ImageTooSmallException small =
        assertThrows(
            ImageTooSmallException.class,
            () -> build(DirectorySource.of(root), BuildOptions.DEFAULTS.withSize(1 << 20), "i"));
    String text = small.getMessage().replaceAll("(?s).*; (\\d+)k would be enough", "$1");
    build(
        DirectorySource.of(root),
        BuildOptions.DEFAULTS.withSize(Long.parseLong(text) * 1024),
        "image");
    BuiltImage.assertSound(dir.resolve("image"));
  }

  @Test
  void sparseFilesAreWrittenDense() throws IOException {
    Path root = Files.createDirectory(dir.resolve("sparse"));
    try (FileChannel channel =
        FileChannel.open(
            root.resolve("holes"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {7}), 500_000);
    }
    build(DirectorySource.of(root), BuildOptions.DEFAULTS, "image");
    try (Volume volume = Volume.open(FileBlockDevice.open(dir.resolve("image")))) {
      long inode = volume.lookup(2, FileName.of("holes")).getAsLong();
      assertFalse(volume.content(inode).extents().stream().anyMatch(e -> e.isHole()));
    }
    BuiltImage.assertSound(dir.resolve("image"));
    assertEquals(500_001, BuiltImage.read(dir.resolve("image"), "holes").length);
  }

  @Test
  void aSourceThatGrowsOrShrinksMeanwhileLeavesTheOldImage() throws IOException {
    Path file = Files.write(dir.resolve("source"), new byte[5000]);
    Files.writeString(dir.resolve("image"), "old");
    Files.writeString(dir.resolve("image.hash"), "older");
    for (long known : new long[] {4999, 5001}) {
      SourceNode root = SourceNode.directory(attributes());
      root.put(
          FileName.of("f"), SourceNode.regular(attributes(), FileContent.ofWhole(file, known)));
      assertThrows(
          ChangedSourceException.class,
          () ->
              build(date -> SourceTree.of(root, InodeTime.EPOCH), BuildOptions.DEFAULTS, "image"));
    }
    assertEquals("old", Files.readString(dir.resolve("image")));
    assertEquals("older", Files.readString(dir.resolve("image.hash")));
    assertEquals(List.of("image", "image.hash", "source"), names());
  }

  private static Attributes attributes() {
    return Attributes.of(0644, 1, 2, new InodeTime(7, 8));
  }

  @Test
  void lostAndFoundIsTheSourcesIfItHasOne() throws IOException {
    Content content = BytesContent.of(new byte[] {1, 2, 3});
    for (boolean isDirectory : new boolean[] {true, false}) {
      SourceNode root = SourceNode.directory(attributes());
      SourceNode lost =
          isDirectory
              ? SourceNode.directory(attributes())
              : SourceNode.regular(attributes(), content);
      if (isDirectory) {
        lost.put(FileName.of("in"), SourceNode.regular(attributes(), content));
      }
      root.put(FileName.of("lost+found"), lost);
      build(date -> SourceTree.of(root, InodeTime.EPOCH), BuildOptions.DEFAULTS, "image");
      BuiltImage.assertSound(dir.resolve("image"));
      assertTrue(
          BuiltImage.listing(dir.resolve("image"))
              .get("/lost+found")
              .startsWith((isDirectory ? "DIRECTORY" : "REGULAR") + " 644 1:2 7.000008"));
    }
  }

  @Test
  void lostAndFoundMayBeAnotherNameOfAFile() throws IOException {
    for (String other : new String[] {"before", "names behind"}) {
      SourceNode root = SourceNode.directory(attributes());
      SourceNode file = SourceNode.regular(attributes(), BytesContent.of(new byte[] {1, 2, 3}));
      root.put(FileName.of(other), file);
      root.put(FileName.of("lost+found"), file);
      build(date -> SourceTree.of(root, InodeTime.EPOCH), BuildOptions.DEFAULTS, "image");
      BuiltImage.assertSound(dir.resolve("image"));
      try (Volume volume = Volume.open(FileBlockDevice.open(dir.resolve("image")))) {
        OptionalLong inode = volume.lookup(Inode.ROOT, FileName.of(other));
        assertTrue(inode.isPresent());
        assertEquals(inode, volume.lookup(Inode.ROOT, FileName.of("lost+found")));
      }
    }
  }

  @Test
  void anEmptyImageIsWhatNewfsMakes() throws IOException {
    build(EmptySource.create(), BuildOptions.DEFAULTS.withSize(20_000 << 10), "empty");
    int seed = InputSeed.of(EmptySource.create().read(SourceDate.UNLIMITED).root());
    UfsFormat.formatFile(
        dir.resolve("formatted"), FormatOptions.smartOs(20_000 << 10).withGenerationSeed(seed));
    assertEquals(-1, Files.mismatch(dir.resolve("empty"), dir.resolve("formatted")));
    assertEquals(
        List.of("/", "/lost+found"),
        List.copyOf(BuiltImage.listing(dir.resolve("empty")).keySet()));
  }

  @Test
  void manyFilesOfEverySizeFitTheSizeThatIsChosen() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 6; round++) {
      SourceNode root = SourceNode.directory(attributes());
      SourceNode directory = root;
      for (int i = 0; i < 300; i++) {
        if (random.nextInt(20) == 0) {
          SourceNode below = SourceNode.directory(attributes());
          directory.put(FileName.of("d" + i), below);
          directory = random.nextBoolean() ? below : root;
        }
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(90_000) : round * 900];
        random.nextBytes(bytes);
        directory.put(
            FileName.of("f".repeat(1 + random.nextInt(200)) + i),
            SourceNode.regular(attributes(), BytesContent.of(bytes)));
      }
      build(date -> SourceTree.of(root, InodeTime.EPOCH), BuildOptions.DEFAULTS, "image" + round);
      BuiltImage.assertSound(dir.resolve("image" + round));
    }
  }

  @Test
  void namesThatAreNoUtf8StayAsTheyAre() throws IOException {
    Path root = Files.createDirectory(dir.resolve("names"));
    Process made =
        new ProcessBuilder("/bin/sh", "-c", "touch \"$(printf 'a\\377\\200')\"")
            .directory(root.toFile())
            .start();
    assertEquals(0, waitFor(made));
    build(DirectorySource.of(root), BuildOptions.DEFAULTS, "image");
    assertEquals(
        Map.of("/a\\xff\\x80", true),
        Map.of(BuiltImage.listing(dir.resolve("image")).ceilingKey("/a"), true));
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
