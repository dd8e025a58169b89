package org.bootarchive.archive.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Volume;

/**
 * Tells a tree of an archive with the file system of usr.lgz on its usr, as it is after boot, from
 * one as the archive itself holds it. An archive's own usr has little of what usr.lgz has.
 */
public final class UsrTwice {
  private static final FileName USR = FileName.of("usr");
  private static final FileName IMAGE = FileName.of("usr.lgz");

  /** Inodes of a file system without files: 0, 1, and the root. */
  private static final int INODES_OF_NONE = 3;

  private record Level(SourceNode directory, long inode) {}

  private UsrTwice() {}

  /**
   * Refuses a tree whose usr holds at least half of what usr.lgz holds. A usr.lgz that is damaged
   * is a file as others.
   */
  public static void refuse(SourceTree tree) throws IOException {
    SourceNode usr = tree.root().entries().get(USR);
    SourceNode image = tree.root().entries().get(IMAGE);
    if (usr == null
        || !usr.isDirectory()
        || usr.entries().isEmpty()
        || image == null
        || image.type() != FileType.REGULAR) {
      return;
    }
    try (BlockDevice bytes = image.content().open();
        LofiDevice lofi = LofiDevice.open(bytes);
        Volume volume = Volume.open(lofi)) {
      Superblock superblock = volume.superblock();
      long files = superblock.inodeCount() - superblock.totals().freeInodes() - INODES_OF_NONE;
      long shared = shared(usr, volume);
      if (shared > 0 && shared >= files - shared) {
        throw new UsrTwiceException(shared);
      }
    } catch (CorruptImageException e) {
      // Not an image that has files; it is copied as it is.
    }
  }

  /** Returns how many paths below a directory the volume has as well, of the same type. */
  private static long shared(SourceNode usr, Volume volume) throws IOException {
    long shared = 0;
    Deque<Level> levels = new ArrayDeque<>();
    levels.add(new Level(usr, Inode.ROOT));
    while (!levels.isEmpty()) {
      Level level = levels.removeLast();
      for (Map.Entry<FileName, SourceNode> entry : level.directory().entries().entrySet()) {
        OptionalLong found = volume.lookup(level.inode(), entry.getKey());
        if (found.isPresent() && volume.type(found.getAsLong()) == entry.getValue().type()) {
          shared++;
          if (entry.getValue().isDirectory()) {
            levels.add(new Level(entry.getValue(), found.getAsLong()));
          }
        }
      }
    }
    return shared;
  }
}
