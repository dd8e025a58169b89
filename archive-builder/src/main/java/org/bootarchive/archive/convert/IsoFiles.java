package org.bootarchive.archive.convert;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.image.DeviceContent;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.NewestTime;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.media.iso.IsoVolume;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;

/**
 * The files of an ISO 9660, with what Rock Ridge says of them.
 *
 * @param file the ISO 9660
 */
record IsoFiles(Path file) implements ArchiveSource {
  private static final int MOST_FILES = 2_000_000;

  private record Level(MediaFile directory, SourceNode node) {}

  @Override
  public ImmutableList<Path> inputs() {
    return ImmutableList.of(file);
  }

  @Override
  public SourceTree read(SourceDate date) throws IOException {
    MediaVolume volume = IsoVolume.open(FileBlockDevice.open(file));
    boolean isDone = false;
    try {
      NewestTime newest = new NewestTime();
      SourceNode root = SourceNode.directory(attributes(volume.root(), newest, date));
      Map<Object, SourceNode> known = new HashMap<>();
      Deque<Level> levels = new ArrayDeque<>();
      levels.add(new Level(volume.root(), root));
      int count = 0;
      while (!levels.isEmpty()) {
        Level level = levels.removeLast();
        for (MediaFile entry : volume.list(level.directory())) {
          if (++count > MOST_FILES) {
            throw new CorruptImageException("ISO 9660", -1, "more than " + MOST_FILES + " files");
          }
          SourceNode node = known.get(entry.key());
          if (node == null || node.isDirectory()) {
            node = node(volume, entry, newest, date);
            known.put(entry.key(), node);
          }
          if (!level.node().entries().containsKey(entry.name())) {
            SourceNode unused = level.node().put(entry.name(), node);
          }
          if (node.isDirectory()) {
            levels.add(new Level(entry, node));
          }
        }
      }
      isDone = true;
      return new SourceTree(root, newest.get(), volume);
    } finally {
      if (!isDone) {
        volume.close();
      }
    }
  }

  private static Attributes attributes(MediaFile file, NewestTime newest, SourceDate date) {
    return Attributes.of(
        file.permissions(), file.uid(), file.gid(), newest.note(date.of(file.modifyTime())));
  }

  private static SourceNode node(
      MediaVolume volume, MediaFile file, NewestTime newest, SourceDate date) throws IOException {
    Attributes attributes = attributes(file, newest, date);
    return switch (file.type()) {
      case DIRECTORY -> SourceNode.directory(attributes);
      case REGULAR -> SourceNode.regular(attributes, new DeviceContent(volume.content(file)));
      case SYMBOLIC_LINK -> SourceNode.symbolicLink(attributes, volume.linkText(file));
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          SourceNode.device(
              file.type(), attributes, volume.device(file).orElse(new DeviceNumber(0, 0)));
      case FIFO, SOCKET -> SourceNode.special(file.type(), attributes);
      case SHADOW, ATTRIBUTE_DIRECTORY ->
          throw new CorruptImageException(
              "ISO 9660", -1, file.name() + ": a file of type " + file.type());
    };
  }
}
