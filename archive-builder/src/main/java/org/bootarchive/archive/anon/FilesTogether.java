package org.bootarchive.archive.anon;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.ufs.internal.device.AtomicFile;

/**
 * Writes several files, all or none: none takes its place before all are complete beside theirs.
 */
final class FilesTogether {
  private final List<Part> parts = new ArrayList<>();

  /**
   * A file that is to be written.
   *
   * @param before what was read of it, which it must still be; empty if it was not read
   */
  private record Part(Path target, Optional<ByteSource> before, ByteSource after) {}

  /** Adds a file that was not read; its directory must exist. */
  void put(Path target, byte[] content) {
    parts.add(new Part(target, Optional.empty(), ByteSource.wrap(content)));
  }

  /** Adds a file that was read, and is to be like that in all but its content. */
  void replace(Path target, byte[] before, byte[] after) {
    parts.add(new Part(target, Optional.of(ByteSource.wrap(before)), ByteSource.wrap(after)));
  }

  /**
   * Writes the files.
   *
   * @throws IOException if one cannot be written, or is no longer what was read; all are as they
   *     were, unless the system fails again as they are put back
   */
  void write() throws IOException {
    List<AtomicFile> open = new ArrayList<>();
    try {
      for (Part part : parts) {
        AtomicFile file =
            part.before.isPresent()
                ? AtomicFile.edit(part.target, part.before.get().read())
                : AtomicFile.create(part.target);
        open.add(file);
        file.put(ByteBuffer.wrap(part.after.read()));
        file.channel().force(true);
      }
      commit(open);
    } finally {
      for (AtomicFile file : open) {
        file.close();
      }
    }
  }

  private void commit(List<AtomicFile> open) throws IOException {
    List<Optional<byte[]>> older = new ArrayList<>();
    for (Part part : parts) {
      boolean isThere = Files.isRegularFile(part.target);
      older.add(isThere ? Optional.of(Files.readAllBytes(part.target)) : Optional.empty());
    }
    for (int i = 0; i < open.size(); i++) {
      try {
        open.get(i).commit();
      } catch (IOException e) {
        restore(older.subList(0, i), e);
        throw e;
      }
    }
  }

  private void restore(List<Optional<byte[]>> older, IOException failure) {
    for (int i = 0; i < older.size(); i++) {
      Path target = parts.get(i).target;
      try {
        if (older.get(i).isPresent()) {
          AtomicFile.write(target, ByteBuffer.wrap(older.get(i).get()));
        } else {
          Files.deleteIfExists(target);
        }
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
