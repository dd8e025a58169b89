package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Volume;

/**
 * What an archive has of a file that is beside it, too.
 *
 * @param content empty if the archive has no such regular file
 */
record ArchiveCounterpart(Optional<FileContent> content) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Finds a file in the archive's own file system. */
  static ArchiveCounterpart of(Volume root, String path) throws IOException {
    Optional<VolumePath> place =
        VolumePath.find(ArchiveTree.ofRoot(root), path.getBytes(US_ASCII), LastLink.FOLLOW);
    if (place.isEmpty()) {
      return new ArchiveCounterpart(Optional.empty());
    }
    Inode inode = root.inode(place.get().inode());
    return new ArchiveCounterpart(
        inode.type() == FileType.REGULAR
            ? Optional.of(root.content(place.get().inode(), inode))
            : Optional.empty());
  }

  boolean isPresent() {
    return content.isPresent();
  }

  /** Returns whether a file of the host has the same bytes; false if there is no counterpart. */
  boolean equalsFile(Path file) throws IOException {
    if (content.isEmpty()) {
      return false;
    }
    FileContent there = content.get();
    byte[] hereBytes = new byte[BUFFER_BYTES];
    byte[] thereBytes = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (long at = 0; at < there.size(); ) {
        int count = there.read(at, ByteBuffer.wrap(thereBytes));
        if (in.readNBytes(hereBytes, 0, count) < count
            || !Arrays.equals(hereBytes, 0, count, thereBytes, 0, count)) {
          return false;
        }
        at += count;
      }
      return in.read() < 0;
    }
  }

  /** Returns the bytes; empty if there are none, or more than are read into memory. */
  Optional<byte[]> bytes() throws IOException {
    if (content.isEmpty() || content.get().size() > Platform.MAX_SMALL_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) content.get().size()];
    int unused = content.get().read(0, ByteBuffer.wrap(bytes));
    return Optional.of(bytes);
  }
}
