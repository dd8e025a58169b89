package org.bootarchive.archive.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
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

  /**
   * Removes it from a new image, which then is as if it never had been there.
   *
   * @param tree the files of the image
   */
  static void remove(Path image, SourceTree tree) throws IOException {
    Instant time = Instant.ofEpochSecond(tree.time().seconds());
    try (WritableVolume volume =
        WritableVolume.open(FileBlockDevice.openWritable(image), WriteOptions.at(time))) {
      volume.removeDirectory(Inode.ROOT, NAME);
      Attributes root = tree.root().attributes();
      volume.setTimes(Inode.ROOT, root.access(), root.modify(), root.change());
      volume.flush();
    }
  }
}
