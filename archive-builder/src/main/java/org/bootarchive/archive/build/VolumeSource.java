package org.bootarchive.archive.build;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;

/** The files of another volume, with all their metadata but inode numbers; it has to stay open. */
final class VolumeSource implements ArchiveSource {
  private final Volume volume;
  private final Map<Long, SourceNode> known = new HashMap<>();
  private final Deque<Level> levels = new ArrayDeque<>();

  private record Level(SourceNode directory, long inode, String path) {}

  private VolumeSource(Volume volume) {
    this.volume = volume;
  }

  /** Returns the files of a volume, which stays the caller's. */
  public static VolumeSource of(Volume volume) {
    return new VolumeSource(volume);
  }

  /** Reads the tree; times are those of the volume, whatever the date. */
  @Override
  public SourceTree read(SourceDate date) throws IOException {
    SourceNode root = file(Inode.ROOT, ".");
    if (!root.isDirectory()) {
      throw new CorruptImageException("inode 2", -1, "the root is no directory");
    }
    levels.add(new Level(root, Inode.ROOT, ""));
    while (!levels.isEmpty()) {
      Level level = levels.removeLast();
      for (DirectoryEntry entry : volume.entries(level.inode())) {
        if (!entry.name().isDots()) {
          String path = level.path() + entry.name();
          SourceNode unused = level.directory().put(entry.name(), entry(entry.inode(), path));
        }
      }
    }
    return SourceTree.of(root, new InodeTime(volume.superblock().time(), 0));
  }

  private SourceNode entry(long number, String path) throws IOException {
    SourceNode file = known.get(number);
    if (file == null) {
      file = file(number, path);
      known.put(number, file);
      if (file.isDirectory()) {
        levels.add(new Level(file, number, path + "/"));
      }
    } else if (file.isDirectory()) {
      throw new CorruptImageException("inode " + number, -1, "is a directory with two names");
    }
    return file;
  }

  private SourceNode file(long number, String path) throws IOException {
    Inode inode = volume.inode(number);
    if (inode.shadow() != 0 || inode.attributeDirectory() != 0) {
      throw new IOException(
          path
              + (inode.shadow() != 0 ? " has an access control list" : " has extended attributes")
              + ", which a new file system does not get: remove it, or patch without a new size");
    }
    FileType type = inode.type();
    if (type == null) {
      throw new CorruptImageException("inode " + number, -1, "a name leads to it and it is free");
    }
    Attributes attributes =
        new Attributes(
            inode.permissions(),
            inode.uid(),
            inode.gid(),
            inode.accessTime(),
            inode.modifyTime(),
            inode.changeTime());
    return switch (type) {
      case DIRECTORY -> SourceNode.directory(attributes);
      case REGULAR ->
          SourceNode.regular(
              attributes,
              VolumeContent.of(CompressedFile.content(new Vnode(volume, number), inode)));
      case SYMBOLIC_LINK -> SourceNode.symbolicLink(attributes, volume.readLink(number));
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          SourceNode.device(type, attributes, volume.device(inode));
      case FIFO, SOCKET -> SourceNode.special(type, attributes);
      case SHADOW, ATTRIBUTE_DIRECTORY ->
          throw new CorruptImageException(
              "inode " + number, -1, "is of type " + type + " and has a name");
    };
  }
}
