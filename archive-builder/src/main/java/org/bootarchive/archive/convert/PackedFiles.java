package org.bootarchive.archive.convert;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.gzip.Gunzip;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;

/**
 * The files of a tar, a cpio archive or an ISO 9660: its content tells which one it is.
 *
 * @param file it, in a gzip file or not
 */
record PackedFiles(Path file) implements ArchiveSource {
  /** Enough for the descriptor of an ISO 9660, behind its 16 sectors. */
  private static final int HEAD_BYTES = 17 * 2048;

  private static final int TAR_MAGIC_OFFSET = 257;
  private static final byte[] TAR_MAGIC = {'u', 's', 't', 'a', 'r'};

  @Override
  public ImmutableList<Path> inputs() {
    return ImmutableList.of(file);
  }

  @Override
  public SourceTree read(SourceDate date) throws IOException {
    if (Files.isDirectory(file) || isTar()) {
      return ArchiveSource.tar(file).read(date);
    }
    UnpackedArchive unpacked = UnpackedArchive.of(file, done -> {}).orElseThrow();
    SourceTree tree = null;
    try {
      SourceTree packed = unpacked.source().read(date);
      tree =
          new SourceTree(
              packed.root(),
              packed.time(),
              () -> {
                try (unpacked) {
                  packed.close();
                }
              });
      return tree;
    } finally {
      if (tree == null) {
        unpacked.close();
      }
    }
  }

  /**
   * What is no cpio archive and no ISO 9660 is a tar, or refused as one.
   *
   * @throws CorruptImageException if it is a UFS, which starts as an empty tar does: with zeros
   */
  private boolean isTar() throws IOException {
    byte[] head = head();
    if (hasMagic(head)) {
      return true;
    }
    MemoryBlockDevice start = MemoryBlockDevice.of(head);
    Optional<ArchiveForm.Kind> kind = UnpackedArchive.kind(start);
    if (kind.equals(Optional.of(ArchiveForm.Kind.UFS))) {
      throw new CorruptImageException(
          file.toString(), -1, "a UFS image and no tar; convert makes another form of it");
    }
    return kind.isEmpty();
  }

  private static boolean hasMagic(byte[] head) {
    return head.length >= TAR_MAGIC_OFFSET + TAR_MAGIC.length
        && ByteBuffer.wrap(head, TAR_MAGIC_OFFSET, TAR_MAGIC.length)
            .equals(ByteBuffer.wrap(TAR_MAGIC));
  }

  private byte[] head() throws IOException {
    if (Gunzip.isGzip(file)) {
      return Gunzip.head(file, HEAD_BYTES);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD_BYTES);
    }
  }
}
