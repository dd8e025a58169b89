package org.bootarchive.archive.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayLayoutTest {
  @TempDir private Path folder;
  private Path root;
  private Path source;

  @BeforeEach
  void prepare() throws IOException {
    root = folder.resolve("root");
    source = Files.writeString(folder.resolve("system"), "set a=1\n");
  }

  private OverlayLayout layout(String prefix, String name) throws IOException {
    return OverlayLayout.of(
        root, prefix, List.of(new OverlayFile(ByteString.ofLatin1(name), source)));
  }

  @Test
  void filesLieBelowThePrefixAtTheirNames() throws IOException {
    OverlayLayout layout = layout("/os/bootfs/", "/etc/system");
    assertEquals(
        List.of(OverlayModule.of("/os/bootfs/etc/system", "/etc/system")), layout.modules(false));
    assertFalse(Files.exists(root));
    layout.write();
    assertEquals("set a=1\n", Files.readString(root.resolve("os/bootfs/etc/system")));
  }

  @Test
  void aModuleCarriesTheHashOfItsFile() throws IOException {
    OverlayModule module = layout("bootfs", "etc/system").modules(true).get(0);
    assertEquals(ArchiveHash.of(source).hex(), module.hash().get());
  }

  @Test
  void writingTwiceLeavesTheFileAlone() throws IOException {
    OverlayLayout layout = layout("bootfs", "etc/system");
    layout.write();
    Path target = root.resolve("bootfs/etc/system");
    Files.setLastModifiedTime(target, FileTime.fromMillis(1_000_000));
    layout.write();
    assertEquals(1_000_000, Files.getLastModifiedTime(target).toMillis());
    Files.writeString(source, "set a=2\n");
    layout.write();
    assertEquals("set a=2\n", Files.readString(target));
  }

  @Test
  void aFileMayBeItsOwnSource() throws IOException {
    layout("bootfs", "etc/system").write();
    Path target = root.resolve("bootfs/etc/system");
    OverlayLayout.of(
            root, "bootfs", List.of(new OverlayFile(ByteString.ofLatin1("etc/system"), target)))
        .write();
    assertEquals("set a=1\n", Files.readString(target));
  }

  @Test
  void namesThatClimbOutOrAreNoFilesAreRefused() {
    for (String name : new String[] {"../x", "etc/../../x", "etc/./x", "etc/", "a\0b"}) {
      assertThrows(IOException.class, () -> layout("bootfs", name), name);
    }
    assertThrows(IOException.class, () -> layout("../bootfs", "x"));
  }

  @Test
  void aMissingSourceIsSaidBeforeAnythingIsWritten() {
    List<OverlayFile> files =
        List.of(
            new OverlayFile(ByteString.ofLatin1("etc/system"), source),
            new OverlayFile(ByteString.ofLatin1("etc/other"), folder.resolve("missing")));
    IOException e = assertThrows(IOException.class, () -> OverlayLayout.of(root, "b", files));
    assertTrue(e.getMessage().contains("missing"), e.getMessage());
  }

  @Test
  void nothingIsLaidOutOutsideTheRootOnWindows() throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path windowsRoot = windows.getPath("C:\\key");
      for (String name : new String[] {"..\\..\\evil.txt", "c:x", "etc/nul", "etc/system."}) {
        List<OverlayFile> files = List.of(new OverlayFile(ByteString.ofLatin1(name), source));
        assertThrows(IOException.class, () -> OverlayLayout.of(windowsRoot, "bootfs", files), name);
      }
    }
  }
}
