package org.bootarchive.archive.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;

/** An image on the host as a test looks at it. */
public final class BuiltImage {
  private BuiltImage() {}

  /** Asserts that the checker has nothing to say, and the hash file is right. */
  public static void assertSound(Path image) throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(image)) {
      CheckReport report = UfsCheck.check(device);
      assertEquals(
          List.of(),
          report.findings().stream().filter(f -> f.severity() == Severity.ERROR).toList());
    }
    assertEquals(ArchiveHash.of(image).hex() + "\n", Files.readString(HashFile.beside(image)));
  }

  /** Returns a line for each path: type, mode, owner, size, time, contents' hash, first name. */
  public static NavigableMap<String, String> listing(Path image) throws IOException {
    TreeMap<String, String> lines = new TreeMap<>();
    TreeMap<Long, String> firstNames = new TreeMap<>();
    try (Volume volume = Volume.open(FileBlockDevice.open(image))) {
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        Inode inode = visit.inode();
        String path = visit.toString();
        String first = firstNames.merge(visit.number(), path, (a, b) -> a.compareTo(b) < 0 ? a : b);
        String detail =
            switch (inode.type()) {
              case REGULAR -> inode.size() + " " + hash(volume, visit.number());
              case SYMBOLIC_LINK ->
                  new String(volume.readLink(visit.number()), StandardCharsets.UTF_8);
              case CHARACTER_DEVICE, BLOCK_DEVICE -> volume.device(inode).toString();
              default -> "";
            };
        lines.put(
            path,
            String.format(
                "%s %o %d:%d %d.%06d %s%s",
                inode.type(),
                inode.permissions(),
                inode.uid(),
                inode.gid(),
                inode.modifyTime().seconds(),
                inode.modifyTime().microseconds(),
                detail,
                inode.type() != FileType.DIRECTORY && !first.equals(path) ? " = " + first : ""));
      }
    }
    return lines;
  }

  private static String hash(Volume volume, long inode) throws IOException {
    return ArchiveHash.of(volume.content(inode).openStream()).hex();
  }

  /** Returns the bytes of a file. */
  public static byte[] read(Path image, String path) throws IOException {
    try (Volume volume = Volume.open(FileBlockDevice.open(image))) {
      long inode =
          VolumePath.find(
                  ArchiveTree.ofRoot(volume),
                  path.getBytes(StandardCharsets.ISO_8859_1),
                  VolumePath.LastLink.KEEP)
              .orElseThrow()
              .inode();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      volume.content(inode).transferTo(Channels.newChannel(bytes));
      return bytes.toByteArray();
    }
  }

  /** Returns the numbers of the 1024-byte fragments at which two images of one size differ. */
  public static List<Integer> differingFragments(Path first, Path second) throws IOException {
    byte[] a = Files.readAllBytes(first);
    byte[] b = Files.readAllBytes(second);
    assertEquals(a.length, b.length);
    return IntStream.range(0, a.length / 1024)
        .filter(i -> !ByteBuffer.wrap(a, i * 1024, 1024).equals(ByteBuffer.wrap(b, i * 1024, 1024)))
        .boxed()
        .toList();
  }
}
