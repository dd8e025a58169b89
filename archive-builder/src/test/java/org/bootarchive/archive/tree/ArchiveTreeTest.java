package org.bootarchive.archive.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Joiner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.testing.NestedListing;
import org.bootarchive.testing.PatchedImage;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchiveTreeTest {
  private static Volume root;
  private static ArchiveTree tree;

  @BeforeAll
  static void open() throws IOException {
    root = Volume.open(MemoryBlockDevice.of(Samples.platformArchive()));
    tree = ArchiveTree.afterBoot(root);
  }

  @AfterAll
  static void close() throws IOException {
    tree.close();
    root.close();
  }

  private static List<String> listing(ArchiveTree tree) throws IOException {
    List<String> lines = new ArrayList<>();
    TreeWalk walk = tree.walk(tree.top());
    for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
      Volume volume = visit.volume();
      Inode inode = visit.inode();
      FileType type = inode.type();
      String path = visit.path().isEmpty() ? "." : Joiner.on('/').join(visit.path());
      lines.add(
          String.format(
              "%s %s %04o %d:%d %d %d %d %d %s %s %s",
              path,
              type.letter(),
              inode.permissions(),
              inode.uid(),
              inode.gid(),
              inode.size(),
              inode.linkCount(),
              inode.modifyTime().seconds(),
              visit.number(),
              type == FileType.REGULAR
                  ? ArchiveHash.of(volume.content(visit.number()).openStream()).hex()
                  : "-",
              type == FileType.SYMBOLIC_LINK
                  ? EscapedBytes.escape(volume.readLink(visit.number()))
                  : "-",
              type.isDevice()
                  ? volume.device(inode).major() + "," + volume.device(inode).minor()
                  : "-"));
    }
    lines.sort(null);
    return lines;
  }

  private static List<String> expected(List<ListedFile> files) {
    return files.stream()
        .map(
            f ->
                String.format(
                    "%s %s %s %d:%d %d %d %d %d %s %s %s",
                    f.path(),
                    f.type(),
                    f.octalMode(),
                    f.uid(),
                    f.gid(),
                    f.size(),
                    f.linkCount(),
                    f.modified(),
                    f.inode(),
                    f.sha1(),
                    f.target(),
                    f.rdev()))
        .sorted()
        .toList();
  }

  @Test
  void afterBootUsrIsWhatTheLinuxDriverReadsInUsrLgz() throws IOException {
    assertEquals(expected(NestedListing.ofPlatform()), listing(tree));
  }

  @Test
  void withoutItTheArchivesOwnUsrIsThere() throws IOException {
    assertEquals(
        expected(Fixtures.listing("platform-root.tsv")), listing(ArchiveTree.ofRoot(root)));
  }

  private static Optional<VolumePath> find(ArchiveTree in, String path, LastLink lastLink)
      throws IOException {
    return VolumePath.find(in, path.getBytes(StandardCharsets.ISO_8859_1), lastLink);
  }

  private static String followed(String path) throws IOException {
    VolumePath place = find(tree, path, LastLink.FOLLOW).orElseThrow();
    return place + (tree.isInUsr(place.vnode()) ? " in usr.lgz" : " in the archive");
  }

  @Test
  void pathsAndLinksCrossTheMountBothWays() throws IOException {
    assertEquals("usr/bin/bash in usr.lgz", followed("/usr/bin/bash"));
    assertEquals("usr/bin/bash in usr.lgz", followed("bin/bash"));
    assertEquals("usr/bin/i86/ksh93 in usr.lgz", followed("sbin/sh"));
    assertEquals("usr in usr.lgz", followed("/usr/"));
    assertEquals(". in the archive", followed("usr/.."));
    assertEquals(". in the archive", followed("usr/bin/../../.."));
    assertEquals("etc/system in the archive", followed("usr/../etc/system"));
    assertEquals("usr/bin in usr.lgz", followed("usr/./lib/../bin"));
    assertEquals("var/tmp in the archive", followed("usr/tmp"));
    assertEquals("var/spool/mail in the archive", followed("bin/../mail/"));
    assertEquals("usr.lgz in the archive", followed("usr/../usr.lgz"));
    assertTrue(find(tree, "usr/bin/bash", LastLink.KEEP).isPresent());
    assertFalse(find(ArchiveTree.ofRoot(root), "usr/bin/bash", LastLink.KEEP).isPresent());
  }

  @Test
  void aDamagedUsrLgzIsFoundOutBelowUsrAlone() throws IOException {
    PatchedImage image = PatchedImage.of(Samples.platformArchive());
    image.size(image.inode("usr.lgz"), 1000);
    try (Volume volume = image.volume();
        ArchiveTree damaged = ArchiveTree.afterBoot(volume)) {
      assertTrue(find(damaged, "etc/system", LastLink.FOLLOW).isPresent());
      for (String path : new String[] {"usr", "usr/bin", "bin/bash"}) {
        UsrImage.DamagedException e =
            assertThrows(
                UsrImage.DamagedException.class, () -> find(damaged, path, LastLink.FOLLOW), path);
        assertTrue(e.getMessage().startsWith("usr.lgz: "), e.getMessage());
        assertFalse(e.getMessage().contains("--"), e.getMessage());
      }
      assertTrue(find(damaged, "usr.lgz", LastLink.FOLLOW).isPresent());
    }
  }

  @Test
  void nothingIsMountedWithoutADirectoryUsr() throws IOException {
    PatchedImage image = PatchedImage.of(Samples.clean(1));
    long system = image.inode("etc");
    image.names(
        Inode.ROOT,
        List.of(new PatchedImage.Name("usr.lgz", system), new PatchedImage.Name("etc", system)));
    try (Volume volume = image.volume()) {
      assertTrue(ArchiveTree.afterBoot(volume).usr().isEmpty());
      assertTrue(UsrImage.in(volume).isPresent());
    }
  }
}
