package org.bootarchive.archive.plan;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileMaker;
import org.bootarchive.ufs.volume.FreshVolume;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.WritableVolume;

/**
 * Puts a tree into an empty volume: everything but the contents of regular files, which get their
 * blocks.
 *
 * <p>The order is that of the names' bytes: all entries of a directory, then the contents of its
 * files, then its directories one after the other.
 */
public final class VolumeFiller {
  /** The directory that mkfs makes. */
  private static final FileName LOST_FOUND = FileName.of("lost+found");

  private final FileMaker volume;
  private final ContentSink contents;
  private final Map<SourceNode, Long> linked = new HashMap<>();
  private final Deque<Level> levels = new ArrayDeque<>();

  private record Level(SourceNode directory, long inode, String path) {}

  private record FreshFile(SourceNode file, long inode, FileName name) {}

  /** Takes the contents that go into an inode, and the blocks that it got for them. */
  @FunctionalInterface
  public interface ContentSink {
    void put(long inode, Content content, ImmutableList<Extent> extents);
  }

  /** Readies an empty volume to be filled. */
  public VolumeFiller(FileMaker volume, ContentSink contents) {
    this.volume = volume;
    this.contents = contents;
  }

  /**
   * Returns whether something else than a directory takes the name of the one that mkfs made, which
   * then goes: a {@link FreshVolume} cannot do that.
   */
  static boolean replacesLostAndFound(SourceNode root) {
    SourceNode named = root.entries().get(LOST_FOUND);
    return named != null && !named.isDirectory();
  }

  /**
   * Fills the volume, which is not flushed.
   *
   * @throws OutOfSpaceException if the volume is too small
   * @throws OutOfInodesException if it has too few inodes
   */
  public void fill(SourceNode root) throws IOException {
    if (volume instanceof WritableVolume writable) {
      writable.together(() -> fillRoot(root));
    } else {
      fillRoot(root);
    }
  }

  private void fillRoot(SourceNode root) throws IOException {
    volume.setPermissions(Inode.ROOT, root.attributes().permissions());
    volume.setOwner(Inode.ROOT, root.attributes().uid(), root.attributes().gid());
    levels.add(new Level(root, Inode.ROOT, ""));
    while (!levels.isEmpty()) {
      fill(levels.removeLast());
    }
  }

  private void fill(Level level) throws IOException {
    List<FreshFile> files = new ArrayList<>();
    List<Level> directories = new ArrayList<>();
    for (Map.Entry<FileName, SourceNode> entry : level.directory().entries().entrySet()) {
      FileName name = entry.getKey();
      SourceNode file = entry.getValue();
      Long known = file.names() > 1 ? linked.get(file) : null;
      try {
        if (known != null) {
          if (isLostAndFound(level.inode(), name)) {
            removeLostAndFound();
          }
          volume.link(level.inode(), name, known);
          continue;
        }
        long inode = create(level.inode(), name, file);
        if (file.names() > 1) {
          linked.put(file, inode);
        }
        if (file.isDirectory()) {
          directories.add(new Level(file, inode, level.path() + name + "/"));
        } else {
          files.add(new FreshFile(file, inode, name));
        }
      } catch (OutOfSpaceException | OutOfInodesException e) {
        throw e;
      } catch (IOException e) {
        throw new IOException(level.path() + name + ": " + e.getMessage(), e);
      }
    }
    for (FreshFile fresh : files) {
      finish(fresh);
    }
    setTimes(level.inode(), level.directory().attributes());
    for (int i = directories.size() - 1; i >= 0; i--) {
      levels.addLast(directories.get(i));
    }
  }

  private static boolean isLostAndFound(long parent, FileName name) {
    return parent == Inode.ROOT && name.equals(LOST_FOUND);
  }

  /** Makes room for what is called so and is no directory; see {@link #replacesLostAndFound}. */
  private void removeLostAndFound() throws IOException {
    ((WritableVolume) volume).removeDirectory(Inode.ROOT, LOST_FOUND);
  }

  private long create(long parent, FileName name, SourceNode file) throws IOException {
    Attributes attributes = file.attributes();
    NewFile fresh = new NewFile(attributes.permissions(), attributes.uid(), attributes.gid());
    if (isLostAndFound(parent, name)) {
      OptionalLong made = volume.lookup(parent, name);
      if (made.isPresent() && file.isDirectory()) {
        volume.setPermissions(made.getAsLong(), fresh.permissions());
        volume.setOwner(made.getAsLong(), fresh.uid(), fresh.gid());
        return made.getAsLong();
      }
      removeLostAndFound();
    }
    return file.createIn(volume, parent, name);
  }

  private void finish(FreshFile fresh) throws IOException {
    SourceNode file = fresh.file();
    if (file.type() == FileType.REGULAR && file.content().size() > 0) {
      Content content = file.content();
      ImmutableList<Extent> places =
          content.holes().isEmpty()
              ? volume.allocate(fresh.inode(), content.size())
              : volume.allocateAround(fresh.inode(), content.size(), content.holes());
      contents.put(fresh.inode(), content, places);
    }
    setTimes(fresh.inode(), file.attributes());
  }

  private void setTimes(long inode, Attributes attributes) throws IOException {
    volume.setTimes(inode, attributes.access(), attributes.modify(), attributes.change());
  }
}
