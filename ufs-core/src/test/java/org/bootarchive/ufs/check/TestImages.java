package org.bootarchive.ufs.check;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.testing.Testdata;

/** Images of the test data, and what the tests do with them. */
final class TestImages {
  static final Path VECTORS = Testdata.of("vectors", "check");
  static final Path FIXTURES = Testdata.of("fixtures");

  private TestImages() {}

  static byte[] vector(String name) {
    return unpack(VECTORS.resolve(name + ".img.gz"));
  }

  static byte[] fixture(String name) {
    return unpack(FIXTURES.resolve(name + ".img.gz"));
  }

  private static byte[] unpack(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CheckReport check(byte[] image) {
    try {
      return UfsCheck.check(MemoryBlockDevice.of(image));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Superblock superblock(byte[] image) {
    try {
      return ImageFormat.readSuperblock(MemoryBlockDevice.of(image));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Inode inode(byte[] image, int number) {
    Superblock superblock = superblock(image);
    ByteBuffer buffer = ByteBuffer.wrap(image).order(superblock.byteOrder());
    return Inode.decode(buffer, (int) superblock.inodeOffset(number));
  }

  /** Returns where the first block of an inode lies, in bytes. */
  static int firstBlock(byte[] image, int number) {
    return (int) superblock(image).fragmentOffset(inode(image, number).direct().get(0));
  }

  static Set<FindingKind> errors(CheckReport report) {
    return kinds(report, Severity.ERROR);
  }

  static Set<FindingKind> warnings(CheckReport report) {
    return kinds(report, Severity.WARNING);
  }

  private static Set<FindingKind> kinds(CheckReport report, Severity severity) {
    Set<FindingKind> kinds = new TreeSet<>();
    for (Finding finding : report.findings()) {
      if (finding.severity() == severity) {
        kinds.add(FindingKind.valueOf(Ascii.toUpperCase(finding.code().replace('-', '_'))));
      }
    }
    return kinds;
  }

  static ImagePlace place(Finding finding) {
    return (ImagePlace) finding.place().orElseThrow();
  }
}
