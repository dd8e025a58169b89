package org.bootarchive.archive.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.internal.device.BoundedFile;
import org.jspecify.annotations.Nullable;

/** An archive and its hash file, which appear together when both are complete. */
public final class ArchiveFiles {
  private static final int MOST_HASH_BYTES = 1 << 16;

  private ArchiveFiles() {}

  /**
   * Writes an archive and its hash file. Both are written beside their places and forced; then they
   * are renamed. If anything fails, what was there before is still there.
   *
   * @param archive the archive's name; its directory must exist
   * @param progress is told the bytes done
   * @return the archive's hash
   * @throws IOException if a content cannot be read, or a file not be written
   */
  public static ArchiveHash write(Path archive, ImageLayout layout, LongConsumer progress)
      throws IOException {
    return write(archive, HashFile.beside(archive), Packing.NONE, layout, progress);
  }

  /**
   * Writes an archive in another form than its own, and a hash file that has the hash of the
   * archive itself: it is what the kernel gets.
   *
   * @param archive the archive's name; its directory must exist
   * @param hashFile the hash file's name
   * @param progress is told the bytes of the archive that are done
   * @return the hash of the archive
   * @throws IOException if a content cannot be read, or a file not be written
   */
  public static ArchiveHash write(
      Path archive, Path hashFile, Packing packing, ImageLayout layout, LongConsumer progress)
      throws IOException {
    if (Files.isDirectory(archive) || Files.isDirectory(hashFile)) {
      throw new IOException(archive + ": it or its hash file is a directory; choose another name");
    }
    try (AtomicFile image = AtomicFile.create(archive);
        AtomicFile hash = AtomicFile.create(hashFile)) {
      ArchiveHash result;
      try (WritableByteChannel packed = packing.into(image.channel())) {
        result = ImageWriter.write(layout, packed, progress);
      }
      hash.put(ByteBuffer.wrap((result.hex() + "\n").getBytes(US_ASCII)));
      image.channel().force(true);
      byte[] before =
          Files.exists(hashFile)
              ? BoundedFile.read(hashFile, MOST_HASH_BYTES, "a hash file")
              : null;
      hash.commit();
      commitOrRestore(image, hashFile, before);
      return result;
    }
  }

  private static void commitOrRestore(AtomicFile image, Path hashFile, byte @Nullable [] before)
      throws IOException {
    boolean done = false;
    try {
      image.commit();
      done = true;
    } finally {
      if (!done) {
        if (before == null) {
          Files.deleteIfExists(hashFile);
        } else {
          AtomicFile.write(hashFile, ByteBuffer.wrap(before));
        }
      }
    }
  }
}
