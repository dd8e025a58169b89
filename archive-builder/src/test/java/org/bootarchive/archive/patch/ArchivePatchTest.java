package org.bootarchive.archive.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.build.BuiltImage;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.diff.ArchiveDiff;
import org.bootarchive.archive.diff.Difference;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.UnsafeToWriteException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivePatchTest {
  @TempDir Path dir;
  private Path image;
  private Path fresh;

  @BeforeEach
  void buildImage() throws IOException {
    image = dir.resolve("image");
    fresh = dir.resolve("new");
    SourceNode root = SourceNode.directory(attributes());
    SourceNode etc = SourceNode.directory(attributes());
    root.put(FileName.of("etc"), etc);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = new byte[i * 700];
      new Random(i).nextBytes(bytes);
      etc.put(FileName.of("f" + i), SourceNode.regular(attributes(), BytesContent.of(bytes)));
    }
    root.put(
        FileName.of("big"), SourceNode.regular(attributes(), BytesContent.of(new byte[300_000])));
    root.put(FileName.of("sym"), SourceNode.symbolicLink(attributes(), new byte[] {'e', 't', 'c'}));
    ArchiveBuild.build(
        date -> SourceTree.of(root, new InodeTime(1000, 0)),
        BuildOptions.DEFAULTS.withFreeBytes(100 << 10),
        image,
        BuildProgress.NONE);
  }

  private static Attributes attributes() {
    return Attributes.of(0751, 11, 12, new InodeTime(1000, 1));
  }

  private Path source(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(dir.resolve(name), bytes);
  }

  private PatchReport patch(Edit... edits) throws IOException {
    return patch(OptionalLong.empty(), edits);
  }

  private PatchReport patch(OptionalLong grow, Edit... edits) throws IOException {
    PatchReport report =
        ArchivePatch.patch(
            image, List.of(edits), SourceDate.of(2000), grow, fresh, BuildProgress.NONE);
    BuiltImage.assertSound(fresh);
    return report;
  }

  private static EditPath path(String text) {
    return EditPath.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<String> differences() throws IOException {
    try (Volume before = Volume.open(FileBlockDevice.open(image));
        Volume after = Volume.open(FileBlockDevice.open(fresh))) {
      List<String> lines = new ArrayList<>();
      for (Difference one : ArchiveDiff.of(ArchiveTree.ofRoot(before), ArchiveTree.ofRoot(after))) {
        lines.add(one.change() + " " + one.path() + " " + one.aspects());
      }
      return lines;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {13_300, 13_299, 12_289, 1, 0})
  void aFileThatFitsInPlaceChangesItsOwnFragmentsAndTheCounts(int size) throws IOException {
    Path source = source("source", size);
    patch(new Edit.Put(path("etc/f19"), source));
    assertArrayEquals(Files.readAllBytes(source), BuiltImage.read(fresh, "etc/f19"));
    Set<Integer> allowed = new HashSet<>();
    try (Volume volume = Volume.open(FileBlockDevice.open(image))) {
      Superblock superblock = volume.superblock();
      long directory = volume.lookup(2, FileName.of("etc")).getAsLong();
      long inode = volume.lookup(directory, FileName.of("f19")).getAsLong();
      for (Extent extent : volume.content(inode).extents()) {
        for (long at = 0; at < extent.bytes(); at += 1024) {
          allowed.add((int) ((extent.deviceOffset() + at) / 1024));
        }
      }
      allowed.add((int) (superblock.inodeOffset(inode) / 1024));
      for (int group = 0; group < superblock.groupCount(); group++) {
        int block = (int) superblock.groupBlockFragment(group);
        allowed.add(block);
        allowed.add(block + 1);
      }
      for (int i = 0; i < 8; i++) {
        allowed.add(8 + i);
      }
      allowed.add((int) (superblock.summaryOffset() / 1024));
    }
    List<Integer> changed = new ArrayList<>(BuiltImage.differingFragments(image, fresh));
    changed.removeAll(allowed);
    assertEquals(List.of(), changed);
    assertEquals(List.of("CHANGED etc/f19 [CONTENT, MTIME]"), differences());
    assertTrue(BuiltImage.listing(fresh).get("/etc/f19").startsWith("REGULAR 751 11:12 2000.0"));
  }

  @Test
  void diffShowsTheEditsAndNothingElse() throws IOException {
    byte[] before = Files.readAllBytes(image);
    patch(
        new Edit.MakeDirectory(path("/lib")),
        new Edit.Put(path("lib/new"), source("source", 70_000)),
        new Edit.Put(path("sym/f3"), source("longer", 9000)),
        new Edit.Link(path("lib/hard"), path("etc/f5")),
        new Edit.SymbolicLink(path("lib/soft"), "../etc"),
        new Edit.SetPermissions(path("etc/f7"), 0400),
        new Edit.SetOwner(path("etc/f8"), OptionalLong.of(100_000), OptionalLong.empty()),
        new Edit.Remove(path("etc/f39"), false));
    assertEquals(
        List.of(
            "CHANGED etc/f3 [CONTENT, MTIME]",
            "REMOVED etc/f39 []",
            "CHANGED etc/f7 [MODE]",
            "CHANGED etc/f8 [UID]",
            "ADDED lib []",
            "ADDED lib/hard []",
            "ADDED lib/new []",
            "ADDED lib/soft []"),
        differences());
    assertTrue(BuiltImage.listing(fresh).get("/lib/new").startsWith("REGULAR 644 0:0 2000.0"));
    assertTrue(BuiltImage.listing(fresh).get("/lib/hard").endsWith(" = /etc/f5"));
    assertArrayEquals(before, Files.readAllBytes(image));
  }

  @Test
  void theSameEditsGiveTheSameBytes() throws IOException {
    Edit[] edits = {
      new Edit.Remove(path("etc/f20"), false), new Edit.Put(path("x"), source("source", 20_000))
    };
    patch(edits);
    byte[] first = Files.readAllBytes(fresh);
    patch(edits);
    assertArrayEquals(first, Files.readAllBytes(fresh));
  }

  @Test
  void whatWasPutCanBeChangedAgain() throws IOException {
    Path small = source("small", 3000);
    patch(
        new Edit.Put(path("a"), source("large", 50_000)),
        new Edit.Put(path("a"), small),
        new Edit.Put(path("b"), small),
        new Edit.Remove(path("b"), false),
        new Edit.Put(path("c"), small),
        new Edit.Link(path("d"), path("c")),
        new Edit.Remove(path("c"), false),
        new Edit.Remove(path("big"), false),
        new Edit.Put(path("big"), source("bigger", 310_000)));
    assertArrayEquals(Files.readAllBytes(small), BuiltImage.read(fresh, "a"));
    assertArrayEquals(Files.readAllBytes(small), BuiltImage.read(fresh, "d"));
    assertArrayEquals(Files.readAllBytes(dir.resolve("bigger")), BuiltImage.read(fresh, "big"));
  }

  @Test
  void aDirectoryGoesWithEverythingOnlyWhereThatIsAskedFor() throws IOException {
    assertThrows(EditException.class, () -> patch(new Edit.Remove(path("etc"), false)));
    patch(new Edit.Remove(path("etc"), true));
    assertEquals(42, differences().size() + 1);
    assertTrue(BuiltImage.listing(fresh).keySet().stream().noneMatch(p -> p.startsWith("/etc")));
  }

  @Test
  void editsThatCannotBeMadeLeaveNothing() throws IOException {
    Path source = source("source", 10);
    List<Edit> bad =
        List.of(
            new Edit.Put(path("none/x"), source),
            new Edit.Put(path("etc"), source),
            new Edit.Put(path("sym"), source),
            new Edit.Put(path("x"), dir),
            new Edit.Put(path("x"), dir.resolve("nothing")),
            new Edit.Remove(path("x"), false),
            new Edit.MakeDirectory(path("etc")),
            new Edit.Link(path("x"), path("etc")),
            new Edit.Link(path("x"), path("none")),
            new Edit.SymbolicLink(path("etc/f1"), "y"),
            new Edit.SymbolicLink(path("x"), "y".repeat(2000)),
            new Edit.SetPermissions(path("none"), 0),
            new Edit.Put(path("n".repeat(300)), source));
    for (Edit edit : bad) {
      assertThrows(
          IOException.class,
          () -> patch(new Edit.Put(path("etc/f2"), source), edit),
          edit::toString);
      assertTrue(Files.notExists(fresh), edit.toString());
      assertTrue(Files.notExists(dir.resolve("new.hash")), edit.toString());
    }
  }

  @Test
  void whatDoesNotFitSaysByHowMuchAndFitsALargerFileSystem() throws IOException {
    Edit[] edits = {
      new Edit.Put(path("etc/f30"), source("source", 3_000_000)),
      new Edit.Remove(path("etc/f31"), false)
    };
    DoesNotFitException e = assertThrows(DoesNotFitException.class, () -> patch(edits));
    assertTrue(e.missingBytes() > 2_500_000 && e.missingBytes() < 3_100_000, e.getMessage());
    assertTrue(Files.notExists(fresh));
    PatchReport report = patch(OptionalLong.of(e.enoughKib() << 10), edits);
    assertEquals(Files.size(fresh), report.size());
    assertEquals(List.of("CHANGED etc/f30 [CONTENT, MTIME]", "REMOVED etc/f31 []"), differences());
  }

  @Test
  void aFileSystemThatIsOnlyMadeLargerHasTheSameFiles() throws IOException {
    PatchReport report = patch(OptionalLong.of(30 << 20));
    assertEquals(List.of(), differences());
    assertEquals(BuiltImage.listing(image), BuiltImage.listing(fresh));
    assertTrue(report.freeBytesAfter() > report.freeBytesBefore() + (20 << 20));
  }

  @Test
  void theArchiveItselfIsNoTarget() throws IOException {
    byte[] before = Files.readAllBytes(image);
    fresh = image;
    assertThrows(IOException.class, () -> patch(new Edit.Remove(path("big"), false)));
    assertArrayEquals(before, Files.readAllBytes(image));
  }

  @Test
  void aFileSystemThatIsNotCleanIsRefused() throws IOException {
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {0}), Superblock.OFFSET + 209);
    }
    assertThrows(UnsafeToWriteException.class, () -> patch(new Edit.Remove(path("big"), false)));
    assertTrue(Files.notExists(fresh));
  }

  @Test
  void aFileOfEditsIsReadInOrder() throws IOException {
    source("source", 10);
    Path edits =
        Files.writeString(
            dir.resolve("edits"),
            """
            # edits

             mkdir lib\r
            put lib/a\\x3db=source
            chmod 0600=lib/a\\x3db
            chown 1:2=lib
            remove-all etc
            symlink l=a\\x20b
            link lib/c=big
            """);
    List<Edit> read = EditsFile.read(edits);
    assertEquals(new Edit.Put(path("lib/a=b"), dir.resolve("source")), read.get(1));
    assertEquals(new Edit.SymbolicLink(path("l"), "a b"), read.get(5));
    patch(read.toArray(Edit[]::new));
    assertTrue(BuiltImage.listing(fresh).get("/lib/a=b").startsWith("REGULAR 600 0:0 "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "put",
        "put x",
        "put =x",
        "put x=",
        "remove /",
        "remove ..",
        "remove a/.",
        "shred x",
        "chmod 99=x",
        "chmod 17777=x",
        "chown root=x",
        "chown 1:99999999999=x",
        "chown :=x",
        "link a",
        "mkdir ///",
        "put a=\0",
        "\u0000\u00ff 1"
      })
  void linesThatAreNoEditsAreNamed(String line) throws IOException {
    Path edits = Files.writeString(dir.resolve("edits"), "mkdir ok\n" + line + "\n");
    IOException e = assertThrows(IOException.class, () -> EditsFile.read(edits));
    assertTrue(e.getMessage().startsWith(edits + ":2: "), e.getMessage());
  }

  @Test
  void anyBytesAreEditsOrAreRefused() throws IOException {
    Random random = new Random(4);
    String[] words = {"put ", "chmod ", "chown ", "link ", "=", "0755", "1:2", "x", "\\x", "\n"};
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 8; j++) {
        text.append(words[random.nextInt(words.length)]).append((char) random.nextInt(256));
      }
      Path edits =
          Files.write(dir.resolve("edits"), text.toString().getBytes(StandardCharsets.ISO_8859_1));
      try {
        ImmutableList<Edit> read = EditsFile.read(edits);
        assertTrue(read.size() <= 16);
      } catch (IOException e) {
        assertTrue(e.getMessage().startsWith(edits + ":"), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 20})
  void whatANewSizeWouldLoseIsNamed(int number) throws IOException {
    Files.write(image, Samples.clean(number));
    OptionalLong grow = OptionalLong.of(8 << 20);
    IOException e = assertThrows(IOException.class, () -> patch(grow));
    assertTrue(
        e.getMessage()
            .startsWith(
                number == 16
                    ? "dev/file2 has an access control list, which a new file system"
                    : "etc/system has extended attributes, which a new file system"),
        e.getMessage());
    assertTrue(Files.notExists(fresh));
  }

  @Test
  void aNewSizeKeepsHoles() throws IOException {
    byte[] data = new byte[20_000];
    new Random(1).nextBytes(data);
    Files.write(image, EmptyImages.format(FormatOptions.smartOs(2 << 20)));
    try (WritableVolume volume =
        WritableVolume.open(
            FileBlockDevice.openWritable(image), WriteOptions.at(Instant.ofEpochSecond(1500)))) {
      long inode = volume.createFile(Inode.ROOT, FileName.of("sparse"), new NewFile(0644, 0, 0));
      long at = 0;
      for (long size : new long[] {500_000, 90_000_000, 6L << 30, 300L << 30}) {
        volume.write(inode, at, ByteBuffer.wrap(data));
        volume.extendWithHole(inode, size);
        at = size;
      }
      volume.flush();
    }
    patch(OptionalLong.of(4 << 20));
    assertEquals(List.of(), differences());
    try (Volume old = Volume.open(FileBlockDevice.open(image));
        Volume grown = Volume.open(FileBlockDevice.open(fresh))) {
      assertEquals(holes(old), holes(grown));
      assertTrue(holes(grown).size() >= 4);
    }
    patch(OptionalLong.of(1 << 20));
    assertEquals(List.of(), differences());
    assertThrows(IOException.class, () -> patch(OptionalLong.of(100 << 10)));
  }

  private static List<Extent> holes(Volume volume) throws IOException {
    long inode = volume.lookup(Inode.ROOT, FileName.of("sparse")).orElseThrow();
    return volume.content(inode).extents().stream().filter(Extent::isHole).toList();
  }
}
