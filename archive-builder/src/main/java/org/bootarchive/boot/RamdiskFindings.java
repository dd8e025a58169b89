package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.finding.Finding;

/** What is wrong with the ramdisk as a whole. */
final class RamdiskFindings {
  private static final long WRAP_BYTES = 1L << 32;
  private static final int MAGIC_OFFSET = SuperblockField.MAGIC.offset(ByteOrder.BIG_ENDIAN);

  private RamdiskFindings() {}

  static ImmutableList<Finding> of(BootVfs vfs, BlockDevice archive, RootFileSystemType rootType)
      throws IOException {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    if (archive.size() >= WRAP_BYTES) {
      findings.add(
          FindingCode.ARCHIVE_OVER_4_GIB.finding(
              "the archive has "
                  + archive.size()
                  + " bytes; the kernel counts places in it in 32 bits and wraps round"));
    }
    BootFileSystem root = vfs.root();
    if (!rootType.inRamdisk()) {
      findings.add(
          FindingCode.ROOT_ELSEWHERE.finding(
              "the root is a "
                  + Shown.name(rootType.name())
                  + " elsewhere: the archive is for mid-boot only"));
    }
    if (rootType.refuses(root)) {
      findings.add(
          FindingCode.ROOT_TYPE.finding(
              "the kernel mounts the archive as "
                  + Shown.name(rootType.name())
                  + ", which it is not, and panics"));
    }
    if (!vfs.hasKnownRoot()) {
      findings.add(FindingCode.ARCHIVE_UNKNOWN.finding(unknown(archive)));
    } else if (root == BootFileSystem.CPIO && rootType.inRamdisk()) {
      findings.add(
          FindingCode.ARCHIVE_IS_CPIO.finding(
              "the archive is a cpio archive: mid-boot reads it, but it cannot be mounted as"
                  + " root"));
    } else if (root == BootFileSystem.HSFS) {
      findings.add(FindingCode.ARCHIVE_NOT_UFS.finding("the archive is an ISO 9660 file system"));
    } else if (root == BootFileSystem.UFS) {
      findings.addAll(ofUfs(archive));
    }
    return findings.build();
  }

  /** Returns what an archive is that the kernel does not read. */
  private static String unknown(BlockDevice archive) throws IOException {
    byte[] start = bytes(archive, 0, 6);
    if (start[0] == 0x1f && start[1] == (byte) 0x8b && start[2] == 8) {
      return "the archive is a gzip file, which the kernel does not unpack";
    }
    Optional<String> foreign = ImageFormat.foreign(archive);
    if (foreign.isPresent()) {
      return "the archive is " + foreign.get();
    }
    if (ByteBuffer.wrap(bytes(archive, Superblock.OFFSET + MAGIC_OFFSET, 4)).getInt()
        == Superblock.MAGIC) {
      return "the archive is a big-endian UFS, of SPARC, which a kernel for x86 does not read";
    }
    if (new String(start, StandardCharsets.ISO_8859_1).startsWith("07070")) {
      return "the archive is a cpio archive, but not in odc format, the only one that the kernel"
          + " reads";
    }
    return "the archive is no UFS, no ISO 9660 and no cpio archive in odc format";
  }

  /** Returns bytes of an archive, zeros for those behind its end. */
  private static byte[] bytes(BlockDevice archive, long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    int there = (int) Math.max(0, Math.min(length, archive.size() - offset));
    if (there > 0) {
      archive.read(offset, ByteBuffer.wrap(bytes, 0, there));
    }
    return bytes;
  }

  private static ImmutableList<Finding> ofUfs(BlockDevice archive) throws IOException {
    byte[] bytes = new byte[Superblock.BYTES];
    archive.read(Superblock.OFFSET, ByteBuffer.wrap(bytes));
    Superblock superblock = Superblock.decode(ByteBuffer.wrap(bytes), ByteOrder.LITTLE_ENDIAN);
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    ImageFormat.foreign(archive)
        .ifPresent(
            what -> findings.add(FindingCode.ARCHIVE_UNKNOWN.finding("the archive is " + what)));
    if (!superblock.isClean()) {
      findings.add(
          FindingCode.ARCHIVE_NOT_CLEAN.finding(
              "the archive's file system was not unmounted in good order; mid-boot does not look"));
    }
    // Both are hostile perhaps: as unsigned 32-bit numbers their product fits a long.
    long fragments = Integer.toUnsignedLong(superblock.get(SuperblockField.SIZE));
    long fragmentBytes = Math.min(1 << 16, Math.max(0, superblock.get(SuperblockField.FSIZE)));
    if (fragments * fragmentBytes > archive.size()) {
      findings.add(
          FindingCode.ARCHIVE_CUT_OFF.finding(
              "the file system has "
                  + fragments * fragmentBytes
                  + " bytes, the module only "
                  + archive.size()));
    }
    return findings.build();
  }
}
