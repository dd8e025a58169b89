package org.bootarchive.archive.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.build.ImageTooSmallException;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.diff.ArchiveDiff;
import org.bootarchive.archive.diff.Difference;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits below /usr of the sample platform's archive. */
class UsrPatchTest {
  private static final int TIME = 1_800_000_000;

  @TempDir static Path shared;
  private static Path image;

  @TempDir Path dir;

  @BeforeAll
  static void unpack() throws IOException {
    image = Files.write(shared.resolve("image"), Samples.platformArchive());
  }

  private Path fresh() {
    return dir.resolve("new");
  }

  private static EditPath path(String text) {
    return EditPath.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Edit put(String path, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return new Edit.Put(path(path), Files.write(dir.resolve("source" + bytes), content));
  }

  private PatchReport patch(Edit... edits) throws IOException {
    return patch(PatchOptions.DEFAULTS, edits);
  }

  private PatchReport patch(PatchOptions options, Edit... edits) throws IOException {
    PatchReport report =
        ArchivePatch.patch(
            image,
            List.of(edits),
            options.withDate(SourceDate.of(TIME)),
            fresh(),
            BuildProgress.NONE);
    assertSound(fresh());
    return report;
  }

  private static void assertSound(Path archive) throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(archive);
        Volume volume = Volume.open(device);
        UsrImage usr = UsrImage.in(volume).orElseThrow()) {
      for (CheckReport report : List.of(UfsCheck.check(device), UfsCheck.check(usr.device()))) {
        assertTrue(report.clean(), () -> report.findings().toString());
      }
    }
  }

  private List<String> differences() throws IOException {
    try (Volume before = Volume.open(FileBlockDevice.open(image));
        Volume after = Volume.open(FileBlockDevice.open(fresh()));
        ArchiveTree old = ArchiveTree.afterBoot(before);
        ArchiveTree patched = ArchiveTree.afterBoot(after)) {
      List<String> lines = new ArrayList<>();
      for (Difference one : ArchiveDiff.of(old, patched)) {
        String line = one.change() + " " + one.path() + " " + one.aspects();
        lines.add((line + (one.hidden() ? " hidden" : "")).toLowerCase(Locale.ROOT));
      }
      return lines;
    }
  }

  private byte[] read(String path) throws IOException {
    try (Volume volume = Volume.open(FileBlockDevice.open(fresh()));
        ArchiveTree tree = ArchiveTree.afterBoot(volume)) {
      Vnode file =
          VolumePath.find(tree, path.getBytes(StandardCharsets.ISO_8859_1), LastLink.FOLLOW)
              .orElseThrow()
              .vnode();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      file.volume().content(file.number()).transferTo(Channels.newChannel(bytes));
      return bytes.toByteArray();
    }
  }

  /** Returns the stored bytes of each segment of an archive's usr.lgz. */
  private static List<ByteBuffer> segments(Path archive) throws IOException {
    try (Volume volume = Volume.open(FileBlockDevice.open(archive));
        UsrImage usr = UsrImage.in(volume).orElseThrow()) {
      LofiDevice lofi = usr.lofi();
      LofiHeader header = lofi.header();
      List<ByteBuffer> segments = new ArrayList<>();
      for (int i = 0; i < header.segments(); i++) {
        ByteBuffer bytes = ByteBuffer.allocate((int) header.storedBytes(i));
        lofi.compressed().read(header.start(i), bytes);
        segments.add(bytes.flip());
      }
      return segments;
    }
  }

  private static int differing(List<ByteBuffer> before, List<ByteBuffer> after) {
    assertEquals(before.size(), after.size());
    int differing = 0;
    for (int i = 0; i < before.size(); i++) {
      differing += before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    return differing;
  }

  @Test
  void aFileBelowUsrChangesInUsrLgzAndFewSegmentsOfIt() throws IOException {
    Edit edit = put("usr/bin/bash", 30_000);
    PatchReport report = patch(edit);
    assertEquals(
        List.of("changed usr/bin/bash [content, mtime]", "changed usr.lgz [content, mtime]"),
        differences());
    assertArrayEquals(Files.readAllBytes(((Edit.Put) edit).source()), read("usr/bin/bash"));
    PatchReport.Usr usr = report.usr().orElseThrow();
    assertEquals(usr.changedSegments(), differing(segments(image), segments(fresh())));
    assertTrue(usr.changedSegments() <= 6, usr.toString());
    assertEquals(112, usr.segments());
    try (Volume volume = Volume.open(FileBlockDevice.open(fresh()))) {
      Inode file = volume.inode(UsrImage.in(volume).orElseThrow().inode());
      assertEquals(0644, file.permissions());
      assertEquals(TIME, file.modifyTime().seconds());
      assertEquals(usr.compressedBytesAfter(), file.size());
    }
  }

  @Test
  void everyEditIsMadeOnTheSideThatItsPathLeadsTo() throws IOException {
    patch(
        new Edit.MakeDirectory(path("usr/local")),
        put("usr/local/in", 5000),
        put("etc/system", 700),
        put("bin/through-a-link", 10),
        new Edit.Link(path("usr/local/second"), path("bin/through-a-link")),
        new Edit.SymbolicLink(path("usr/local/out"), "../../etc/system"),
        new Edit.SetPermissions(path("usr"), 0700),
        new Edit.SetOwner(path("usr/bin/bash"), OptionalLong.of(7), OptionalLong.empty()),
        new Edit.Remove(path("usr/adm"), true),
        new Edit.Remove(path("usr/X11"), false));
    assertEquals(
        List.of(
            "changed etc/system [content, mtime]",
            "changed usr [mode]",
            "removed usr/x11 []",
            "removed usr/adm []",
            "removed usr/adm/messages []",
            "changed usr/bin/bash [uid]",
            "added usr/bin/through-a-link []",
            "added usr/local []",
            "added usr/local/in []",
            "added usr/local/out []",
            "added usr/local/second []",
            "changed usr.lgz [content, mtime]"),
        differences().stream().filter(line -> !line.contains("usr/adm/l")).toList());
    assertArrayEquals(read("etc/system"), read("usr/local/out"));
  }

  @Test
  void theSameEditsGiveTheSameBytes() throws IOException {
    Edit edit = put("usr/bin/bash", 30_000);
    patch(edit, new Edit.MakeDirectory(path("usr/local")));
    byte[] first = Files.readAllBytes(fresh());
    patch(edit, new Edit.MakeDirectory(path("usr/local")));
    assertArrayEquals(first, Files.readAllBytes(fresh()));
  }

  @Test
  void withoutEditsBelowUsrItStaysAsItIs() throws IOException {
    assertTrue(patch(put("etc/system", 700)).usr().isEmpty());
    assertTrue(
        patch(new Edit.SetPermissions(path("usr/bin/bash"), 0555)).usr().isPresent(),
        "the time of the inode is new");
    assertEquals(List.of("changed usr.lgz [content, mtime]"), differences());
    patch(PatchOptions.DEFAULTS.withNested(false), put("usr/bin/ls", 10));
    assertEquals(0, differing(segments(image), segments(fresh())));
    assertEquals(List.of("changed usr/bin/ls [content, mtime] hidden"), differences());
  }

  @Test
  void aNameIsNotGivenAcrossTheMountNorTheMountPointChanged() throws IOException {
    assertRefused("(EXDEV)", new Edit.Link(path("etc/bash"), path("usr/bin/bash")));
    assertRefused("(EXDEV)", new Edit.Link(path("usr/system"), path("etc/system")));
    assertRefused("mounted on it", new Edit.Remove(path("usr"), true));
    assertRefused("mounted on it", new Edit.MakeDirectory(path("/usr/")));
    assertRefused("mounted on it", put("usr", 1));
    assertRefused("make two patches", put("usr/a", 1), put("usr.lgz", 4096));
    assertRefused("make two patches", put("usr.lgz", 4096), put("usr/a", 1));
    assertRefused("make two patches", put("usr/a", 1), new Edit.Remove(path("usr.lgz"), false));
  }

  private void assertRefused(String reason, Edit... edits) throws IOException {
    EditException e = assertThrows(EditException.class, () -> patch(edits));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      assertEquals(
          Set.of(),
          new HashSet<>(
              all.map(file -> file.getFileName().toString())
                  .filter(name -> !name.startsWith("source"))
                  .toList()));
    }
  }

  @Test
  void whatDoesNotFitUsrSaysByHowMuchAndGrowUsrMakesRoom() throws IOException {
    Edit edit = put("usr/large", 12 << 20);
    DoesNotFitException e = assertThrows(DoesNotFitException.class, () -> patch(edit));
    assertTrue(e.missingBytes() > 3 << 20 && e.missingBytes() < 5 << 20, e.getMessage());
    assertTrue(e.inUsr() && e.getMessage().contains("in usr.lgz"), e.getMessage());
    assertFalse(e.getMessage().contains("--"), e.getMessage());
    assertNothingIsLeft();
    OptionalLong size = OptionalLong.of((20 << 20) + 100);
    PatchReport.Usr usr = patch(PatchOptions.DEFAULTS.withGrowUsr(size), edit).usr().orElseThrow();
    assertEquals((20 << 20) + 512, usr.size());
    assertEquals(List.of("added usr/large []", "changed usr.lgz [content, mtime]"), differences());
    assertArrayEquals(Files.readAllBytes(((Edit.Put) edit).source()), read("usr/large"));
    ImageTooSmallException small =
        assertThrows(
            ImageTooSmallException.class,
            () -> patch(PatchOptions.DEFAULTS.withGrowUsr(OptionalLong.of(1 << 20))));
    assertTrue(small.getMessage().startsWith("usr.lgz: an image of 1024 KiB"));
  }

  @Test
  void aUsrLgzThatDoesNotFitTheArchiveSaysByHowMuchAndGrowMakesRoom() throws IOException {
    Edit filler = put("etc/filler", 14 << 20);
    Edit edit = put("usr/large", 6 << 20);
    DoesNotFitException e = assertThrows(DoesNotFitException.class, () -> patch(filler, edit));
    assertTrue(e.getMessage().contains("at usr.lgz "), e.getMessage());
    assertFalse(e.inUsr());
    assertNothingIsLeft();
    patch(PatchOptions.DEFAULTS.withGrow(OptionalLong.of(48 << 20)), filler, edit);
    assertEquals(
        List.of("added etc/filler []", "added usr/large []", "changed usr.lgz [content, mtime]"),
        differences());
    assertEquals(48 << 20, Files.size(fresh()));
  }

  @Test
  void aDamagedUsrLgzIsRefusedByItsEditsAlone() throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    int at = indexOf(bytes, "gzip\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes[at + 36] = 1;
    Path damaged = Files.write(dir.resolve("source"), bytes);
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                ArchivePatch.patch(
                    damaged,
                    List.of(put("usr/a", 1)),
                    PatchOptions.DEFAULTS,
                    fresh(),
                    BuildProgress.NONE));
    assertTrue(e.getMessage().contains("usr.lgz: "), e.getMessage());
    assertNothingIsLeft();
    PatchReport report =
        ArchivePatch.patch(
            damaged, List.of(put("etc/a", 1)), PatchOptions.DEFAULTS, fresh(), BuildProgress.NONE);
    assertFalse(report.usr().isPresent());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    int at = 0;
    while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
      at += 512;
    }
    return at;
  }
}
