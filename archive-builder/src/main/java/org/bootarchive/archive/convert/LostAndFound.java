package org.bootarchive.archive.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;

/** The directory that mkfs makes for fsck, which no archive but a UFS has. */
final class LostAndFound {
  static final FileName NAME = FileName.of("lost+found");

  private LostAndFound() {}

  /** Returns whether a file is that directory and nothing is in it. */
  static boolean is(ByteString path, SourceNode node) {
    return path.equalsText(NAME.toString()) && node.isDirectory() && node.entries().isEmpty();
  }

  /** Removes it from a new image. */
  static void remove(Path image) throws IOException {
    try (WritableVolume volume =
        WritableVolume.open(
            FileBlockDevice.openWritable(image), new WriteOptions(InstantSource.system(), 0))) {
      volume.removeDirectory(Inode.ROOT, NAME);
      volume.flush();
    }
  }
}
