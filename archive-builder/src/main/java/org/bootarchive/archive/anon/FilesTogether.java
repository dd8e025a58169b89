package org.bootarchive.archive.anon;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bootarchive.ufs.internal.device.AtomicFile;

/** Writes several files: none takes its place before all are complete beside theirs. */
final class FilesTogether {
  private FilesTogether() {}

  /**
   * Writes the files.
   *
   * @param files contents by name; the directories must exist
   * @throws IOException if one cannot be written; unless the system failed between two renames, all
   *     are as they were
   */
  static void write(Map<Path, ByteSource> files) throws IOException {
    List<AtomicFile> open = new ArrayList<>();
    try {
      for (Map.Entry<Path, ByteSource> file : files.entrySet()) {
        AtomicFile target = AtomicFile.create(file.getKey());
        open.add(target);
        file.getValue().copyTo(Channels.newOutputStream(target.channel()));
      }
      for (AtomicFile file : open) {
        file.commit();
      }
    } finally {
      for (AtomicFile file : open) {
        file.close();
      }
    }
  }
}
