package org.bootarchive.interop;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.testing.RequiredTool;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Volume;

/**
 * GRUB as a reader of images: it compares every regular file, byte for byte, with a copy on the
 * host that was made through our reading.
 *
 * <p>One process does it for the whole tree. The copy is unpacked by tar, which takes names as
 * bytes where Java's file names are text.
 */
final class GrubReader {
  /** The longest path on the host; the rest of PATH_MAX is for the copy's own directory. */
  private static final int PATH_LIMIT = 3800;

  /**
   * What came of a comparison.
   *
   * @param compared the number of names that GRUB read and found equal
   * @param leftOut the names that it cannot read
   */
  record Agreement(int compared, List<String> leftOut) {}

  private GrubReader() {}

  /**
   * Fails unless GRUB finds each regular file with the content that the volume gives; ends the test
   * without GRUB.
   *
   * @param files a listing of the image, from anywhere: of the content its inode numbers tell
   */
  static Agreement compare(Path image, Volume volume, List<ListedFile> files) throws IOException {
    String grub = RequiredTool.GRUB_FSTEST.path().toString();
    String tar = RequiredTool.TAR.path().toString();
    List<String> leftOut = new ArrayList<>();
    List<ListedFile> readable = new ArrayList<>();
    for (ListedFile file : files) {
      if (file.type() == 'f') {
        if (reads(volume, file)) {
          readable.add(file);
        } else {
          leftOut.add(file.path());
        }
      }
    }
    Path copy = Files.createTempDirectory("grub");
    try {
      ToolRun.of(
              List.of(tar, "-x", "-f", "-", "-C", copy.toString()),
              target -> write(volume, readable, target))
          .good();
      ToolRun.of(grub, image.toString(), "cmp", "(loop0)/", copy.toAbsolutePath().toString())
          .good();
    } finally {
      ToolRun.delete(copy);
    }
    return new Agreement(readable.size(), leftOut);
  }

  /** Returns the bytes that GRUB gives for a path of printable ASCII; it follows links. */
  static ByteSource cat(Path image, String path) {
    String grub = RequiredTool.GRUB_FSTEST.path().toString();
    return ToolRun.of(grub, image.toString(), "cat", "(loop0)/" + path).good().output();
  }

  /** GRUB takes the pointers in indirect blocks for little-endian ones, whatever the image is. */
  private static boolean reads(Volume volume, ListedFile file) {
    boolean indirect =
        file.size() > (long) Inode.DIRECT_POINTERS * volume.superblock().blockBytes();
    boolean bigEndian = volume.superblock().byteOrder() == ByteOrder.BIG_ENDIAN;
    return !(bigEndian && indirect) && file.path().length() <= PATH_LIMIT;
  }

  private static void write(Volume volume, List<ListedFile> files, OutputStream target)
      throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(target, StandardCharsets.ISO_8859_1.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      for (ListedFile file : files) {
        byte[] name = EscapedBytes.unescape(file.path());
        TarArchiveEntry entry = new TarArchiveEntry(new String(name, StandardCharsets.ISO_8859_1));
        entry.setSize(file.size());
        tar.putArchiveEntry(entry);
        volume.content(file.inode()).openStream().transferTo(tar);
        tar.closeArchiveEntry();
      }
    }
  }
}
