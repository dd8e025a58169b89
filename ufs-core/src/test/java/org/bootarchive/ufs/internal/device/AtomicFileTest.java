package org.bootarchive.ufs.internal.device;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bootarchive.ufs.testing.RequiredTool;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  @Test
  void appearsOnlyWhenItIsCommitted() throws IOException {
    Path target = folder.resolve("target");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.channel().write(text("new"));
      assertTrue(Files.notExists(target));
      file.commit();
    }
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("target"), names());
  }

  @Test
  void leavesTheOlderFileAndNoTraceWithoutACommit() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.channel().write(text("half"));
    }
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("target"), names());
  }

  @Test
  void keepsThePermissionsOfTheFileThatItReplaces() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r----x"));
    AtomicFile.write(target, text("new"));
    assertEquals("new", Files.readString(target));
    assertEquals("rw-r----x", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }

  @Test
  void keepsTheOwnerAndGroupOfTheFileThatItReplacesWhereThatIsAllowed() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    try {
      Files.setAttribute(target, "unix:gid", 4321);
      Files.setAttribute(target, "unix:uid", 1234);
    } catch (FileSystemException | UnsupportedOperationException e) {
      abort("only the system administrator may give files away");
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw----"));
    AtomicFile.write(target, text("new"));
    assertEquals("new", Files.readString(target));
    assertEquals(1234, Files.getAttribute(target, "unix:uid"));
    assertEquals(4321, Files.getAttribute(target, "unix:gid"));
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }

  @Test
  void replacesTheFileBehindASymbolicLink() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    AtomicFile.write(link, text("new"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(real));
  }

  @Test
  void anotherTemporaryFileIsNotTouched() throws IOException {
    Files.writeString(folder.resolve(".target.0.tmp"), "of another");
    AtomicFile.write(folder.resolve("target"), text("new"));
    assertEquals(List.of(".target.0.tmp", "target"), names());
    assertEquals("of another", Files.readString(folder.resolve(".target.0.tmp")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Test
  void whatAKilledProcessHasLeftIsRemovedAndTold() throws IOException {
    Path target = folder.resolve("target");
    Path left = Files.writeString(folder.resolve(".target.bootarchive-0.tmp"), "half");
    List<Path> told = new ArrayList<>();
    TemporaryFiles.tellOfWhatWasLeft(told::add);
    try {
      AtomicFile.write(target, text("new"));
    } finally {
      TemporaryFiles.tellOfWhatWasLeft(path -> {});
    }
    assertEquals(List.of("target"), names());
    assertEquals(List.of(left), told);
  }

  @Test
  void whatALivingProcessWritesIsNotTouched() throws IOException {
    Path target = folder.resolve("target");
    try (AtomicFile one = AtomicFile.create(target);
        AtomicFile other = AtomicFile.create(target)) {
      assertEquals(2, names().size());
      one.channel().write(text("one"));
      other.channel().write(text("other"));
      one.commit();
      other.commit();
    }
    assertEquals("other", Files.readString(target));
    assertEquals(List.of("target"), names());
  }

  @Test
  void aNameMayBeAsLongAsTheSystemTakes() throws IOException {
    String name = "x".repeat(255);
    AtomicFile.write(folder.resolve(name), text("new"));
    assertEquals(List.of(name), names());
  }

  @Test
  void anEditOfWhatChangedMeanwhileIsRefused() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    AtomicFile.edit(target, bytes("old"), bytes("new"));
    IOException refusal =
        assertThrows(
            IOException.class, () -> AtomicFile.edit(target, bytes("old"), bytes("other")));
    assertTrue(refusal.getMessage().contains("has changed since it was read"));
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("target"), names());
  }

  @Test
  void closingWhatIsInPlaceLeavesTheNextEditAlone() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    AtomicFile first = AtomicFile.edit(target, bytes("old"));
    first.put(text("new"));
    first.commit();
    try (AtomicFile second = AtomicFile.edit(target, bytes("new"))) {
      first.close();
      second.put(text("newer"));
      second.commit();
    }
    assertEquals("newer", Files.readString(target));
    assertEquals(List.of("target"), names());
  }

  @RepeatedTest(20)
  void ofManyEditsAtOnceEachIsMadeOrSaysThatItIsNot() throws Exception {
    Path target = Files.writeString(folder.resolve("target"), "");
    AtomicInteger made = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  byte[] before = Files.readAllBytes(target);
                  AtomicFile.edit(target, before, bytes("x".repeat(before.length + 1)));
                  made.incrementAndGet();
                } catch (IOException e) {
                  // Another was faster.
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(made.get(), Files.size(target));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEditKeepsExtendedAttributes() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(target, UserDefinedFileAttributeView.class);
    try {
      view.write("note", text("kept"));
    } catch (IOException | UnsupportedOperationException e) {
      abort("no extended attributes here");
    }
    AtomicFile.edit(target, bytes("old"), bytes("new"));
    assertEquals(
        List.of("note"),
        Files.getFileAttributeView(target, UserDefinedFileAttributeView.class).list());
    assertEquals("new", Files.readString(target));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLargeFileThatIsReplacedKeepsItsAccessControlListAndAttributes() throws Exception {
    Path target = folder.resolve("target");
    byte[] piece = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int i = 0; i < 70; i++) {
        out.write(piece);
      }
    }
    setAcl(target);
    Files.setAttribute(target, "user:note", bytes("kept"));
    String before = acl(target);
    AtomicFile.write(target, text("new"));
    assertEquals(before, acl(target));
    assertEquals("kept", new String((byte[]) Files.getAttribute(target, "user:note"), US_ASCII));
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("target"), names());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEditKeepsTheAccessControlListAndWidensNothing() throws Exception {
    Path target = Files.writeString(folder.resolve("target"), "old");
    setAcl(target);
    String before = acl(target);
    AtomicFile.edit(target, bytes("old"), bytes("new"));
    assertEquals(before, acl(target));
  }

  /** A terabyte of hole: there would be neither time nor room for a copy of its content. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aLargeFileIsReplacedWithItsAccessControlListAndWithoutItsContent() throws Exception {
    Path target = folder.resolve("large");
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), (1L << 40) - 1);
    }
    setAcl(target);
    String before = acl(target);
    AtomicFile.write(target, text("n"));
    assertEquals(1, Files.size(target));
    assertEquals(before, acl(target));
  }

  private static void setAcl(Path target) throws InterruptedException {
    try {
      Process set =
          new ProcessBuilder("setfacl", "-m", "u:999:rwx,g::r--,m::rwx", target.toString()).start();
      assumeTrue(set.waitFor() == 0, "no access control lists here");
    } catch (IOException e) {
      throw RequiredTool.missing("setfacl is missing: apt-get install acl");
    }
  }

  private static String acl(Path file) throws IOException {
    Process get = new ProcessBuilder("getfacl", "-c", file.toString()).start();
    return new String(get.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aMissingDirectoryIsAnError() {
    assertThrows(
        NoSuchFileException.class, () -> AtomicFile.create(folder.resolve("missing/target")));
  }

  @Test
  void whatCannotBeMadeIsSaidWithTheNameThatWasAskedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    FileSystemException refusal =
        assertThrows(
            FileSystemException.class, () -> AtomicFile.create(file.resolve("target")).close());
    assertEquals(file.resolve("target").toString(), refusal.getFile());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceIsNotReplaced() {
    Path device = Path.of("/dev/full");
    assertThrows(IOException.class, () -> AtomicFile.create(device).close());
  }

  @Test
  void aMissingDirectoryIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    NoSuchFileException refusal =
        assertThrows(
            NoSuchFileException.class, () -> AtomicFile.create(missing.resolve("x")).close());
    assertEquals(missing.toString(), refusal.getMessage());
  }

  @Test
  void whatIsClosedAfterACommitLeavesTheNameToOthers() throws IOException {
    Path target = folder.resolve("target");
    AtomicFile file = AtomicFile.create(target);
    Path temporary;
    try (Stream<Path> all = Files.list(folder)) {
      temporary = all.findFirst().orElseThrow();
    }
    file.commit();
    Files.writeString(temporary, "another's");
    file.close();
    assertEquals("another's", Files.readString(temporary));
  }

  @Test
  void theSuccessorOfASecretIsNeverReadableByOthers() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    try (AtomicFile file = AtomicFile.create(target)) {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path path : all.toList()) {
          assertEquals(
              "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
      }
      file.commit();
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }
}
