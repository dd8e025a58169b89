package org.bootarchive.archive.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives as distributions make them, against listings that other readers made of them. */
class RecordedArchivesTest {
  private static final Path ARCHIVES = Testdata.of().resolve("archives");
  private static final String AMD64 = "platform/i86pc/amd64/boot_archive";

  /** Where columns are in a listing. */
  private static final int PATH = 0;

  private static final int TYPE = 1;
  private static final int MODE = 2;
  private static final int UID = 3;
  private static final int GID = 4;
  private static final int MTIME = 6;
  private static final int SHA1 = 7;
  private static final int TARGET = 8;
  private static final int LINKS = 9;
  private static final int STORED = 10;
  private static final int STORED_SHA1 = 12;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "omnios-media/" + AMD64 + ".gz, omnios-media.tsv, UFS, true",
    "openindiana-media/" + AMD64 + ", openindiana-media.tsv, UFS, true",
    "illumos-cpio/" + AMD64 + ", illumos-cpio.tsv, CPIO, true",
    "solaris10-miniroot/boot/x86.miniroot, solaris10-miniroot.tsv, UFS, true",
    "mixed-gz-ufs-gz/boot_archive.gz, mixed-gz-ufs-gz.tsv, UFS, true",
    "sparc-ufs/platform/sun4u/boot_archive.gz, sparc-ufs.tsv, UFS, true",
    "hsfs/" + AMD64 + ".gz, hsfs.tsv, ISO, true",
    "hsfs-xorriso/boot_archive.gz, hsfs-xorriso.tsv, ISO, true",
    "illumos-ufs/" + AMD64 + ".gz, illumos-ufs.tsv, UFS, true",
    "cpio/odc.cpio.gz, cpio.tsv, CPIO, true",
    "cpio/odc-bsdtar.cpio.gz, cpio.tsv, CPIO, true",
    "cpio/odc-dot.cpio.gz, cpio.tsv, CPIO, true",
    "cpio/newc.cpio.gz, cpio.tsv, CPIO, true",
    "cpio/crc.cpio.gz, cpio.tsv, CPIO, true",
  })
  void allFilesAreThereAsRecorded(
      String archive, String listing, ArchiveForm.Kind kind, boolean gzip) throws IOException {
    try (BootArchiveFile file = Platform.openArchive(ARCHIVES.resolve(archive))) {
      assertEquals(kind, file.form().kind());
      assertEquals(gzip, file.form().gzip().isPresent());
      NavigableMap<String, String> expected = recorded(ARCHIVES.resolve(listing));
      NavigableMap<String, String> actual = listed(file.path());
      // Directories that no entry of a cpio archive describes, and mkfs' own.
      TreeSet<String> implied = new TreeSet<>(actual.keySet());
      implied.removeAll(expected.keySet());
      for (String path : implied) {
        assertTrue(actual.get(path).startsWith("d"), path);
        assertTrue(kind == ArchiveForm.Kind.CPIO || path.equals("lost+found"), path);
        assertTrue(kind == ArchiveForm.Kind.UFS || !path.equals("lost+found"), path);
        actual.remove(path);
      }
      TreeSet<String> missing = new TreeSet<>(expected.values());
      missing.removeAll(actual.values());
      TreeSet<String> odd = new TreeSet<>(actual.values());
      odd.removeAll(expected.values());
      assertEquals(Joiner.on('\n').join(missing), Joiner.on('\n').join(odd));
    }
  }

  @Test
  void aPlainImageIsLeftWhereItLies() throws IOException {
    Path image = folder.resolve("image");
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(ARCHIVES.resolve("omnios-media/" + AMD64 + ".gz")))) {
      assertTrue(Files.copy(in, image) > 0);
    }
    try (BootArchiveFile file = Platform.openArchive(image)) {
      assertEquals(image, file.path());
      assertTrue(file.form().isPlainUfs());
    }
  }

  private static NavigableMap<String, String> recorded(Path listing) throws IOException {
    NavigableMap<String, String> lines = new TreeMap<>();
    for (String row : Files.readAllLines(listing)) {
      List<String> columns = Splitter.on('\t').splitToList(row);
      if (row.startsWith("#") || columns.get(PATH).equals(".")) {
        continue;
      }
      boolean isStored = columns.get(STORED).equals("gzip");
      lines.put(
          columns.get(PATH),
          line(
              columns.get(TYPE),
              columns.get(MODE),
              columns.get(UID),
              columns.get(GID),
              columns.get(MTIME),
              columns.get(isStored ? STORED_SHA1 : SHA1),
              columns.get(TARGET),
              columns.get(LINKS),
              columns.get(PATH)));
    }
    return lines;
  }

  private static String line(String... columns) {
    return Joiner.on(' ').join(columns);
  }

  /** Returns a line for each file of an image but the root, by path. */
  static NavigableMap<String, String> listed(Path image) throws IOException {
    NavigableMap<String, String> lines = new TreeMap<>();
    try (Volume volume = Volume.open(FileBlockDevice.open(image))) {
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        if (!visit.path().isEmpty()) {
          String path = Joiner.on('/').join(visit.path());
          lines.put(path, line(volume, path, visit));
        }
      }
    }
    return lines;
  }

  private static String line(Volume volume, String path, Visit visit) throws IOException {
    Inode inode = visit.inode();
    FileType type = inode.type();
    long number = visit.vnode().number();
    String sha1 = "-";
    String target = "-";
    if (type == FileType.REGULAR) {
      FileContent content = CompressedFile.content(visit.vnode(), inode);
      byte[] bytes = new byte[(int) content.size()];
      int unused = content.read(0, ByteBuffer.wrap(bytes));
      sha1 = HexFormat.of().formatHex(sha1().digest(bytes));
    } else if (type == FileType.SYMBOLIC_LINK) {
      target = EscapedBytes.escape(volume.readLink(number));
    } else if (type == FileType.CHARACTER_DEVICE || type == FileType.BLOCK_DEVICE) {
      DeviceNumber device = volume.device(inode);
      target = device.major() + "," + device.minor();
    }
    return line(
        type == FileType.REGULAR ? "f" : "" + type.letter(),
        String.format(Locale.ROOT, "%04o", inode.permissions()),
        "" + inode.uid(),
        "" + inode.gid(),
        "" + inode.modifyTime().seconds(),
        sha1,
        target,
        type == FileType.DIRECTORY ? "-" : "" + inode.linkCount(),
        path);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
