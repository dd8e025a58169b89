package org.bootarchive.media.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.media.iso.IsoDescriptors.Volume;
import org.bootarchive.media.iso.IsoLayout.DirectoryRecord;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** All directories of a volume descriptor's tree, in memory to be changed. */
final class IsoTree {
  private static final int MOST_DIRECTORIES = 65535;
  private static final long MOST_BYTES = 64L << 20;
  private static final int TABLE_HEAD = 8;

  private final Volume descriptor;
  private final IsoDirectory root;
  private final int skip;

  private IsoTree(Volume descriptor, IsoDirectory root, int skip) {
    this.descriptor = descriptor;
    this.root = root;
    this.skip = skip;
  }

  Volume descriptor() {
    return descriptor;
  }

  IsoDirectory root() {
    return root;
  }

  int skip() {
    return skip;
  }

  /**
   * Reads all directories.
   *
   * @param rockRidge whether the tree has it
   * @throws CorruptImageException if one is damaged or in two places
   */
  static IsoTree read(IsoVolume volume, Volume descriptor, boolean rockRidge) throws IOException {
    Map<Long, IsoDirectory> known = new HashMap<>();
    IsoRecord rootRecord = descriptor.root();
    Reader reader = new Reader(volume, rockRidge, known);
    IsoDirectory root = reader.read(null, null, rootRecord);
    List<IsoDirectory> all = new ArrayList<>(List.of(root));
    for (int i = 0; i < all.size(); i++) {
      IsoDirectory directory = all.get(i);
      for (IsoEntry entry : directory.entries) {
        if (entry.record().isDirectory()) {
          entry.directory = reader.read(directory, entry, entry.record());
          all.add(entry.directory);
        }
      }
    }
    for (IsoDirectory directory : all) {
      for (IsoEntry entry : directory.entries) {
        SystemUse use = rockRidge ? volume.use(entry.record()) : null;
        if (use != null && use.childLink() >= 0) {
          IsoDirectory moved = known.get(use.childLink());
          if (moved == null || moved == root || moved.trueParent != moved.parent) {
            throw new CorruptImageException(
                "directory record", entry.record().place(), "CL names no directory of its own");
          }
          entry.moved = moved;
          moved.trueParent = directory;
        }
      }
    }
    checkRing(all);
    return new IsoTree(descriptor, root, rockRidge ? volume.skip() : 0);
  }

  /** A directory that stands for one above itself would be entered for ever. */
  private static void checkRing(List<IsoDirectory> all) throws CorruptImageException {
    for (IsoDirectory directory : all) {
      int depth = 0;
      for (IsoDirectory at = directory; at != null; at = at.trueParent) {
        if (++depth > IsoFile.MOST_DEPTH + 1) {
          throw new CorruptImageException(
              "directory", IsoLayout.offset(directory.sector), "too many directories above it");
        }
      }
    }
  }

  private static final class Reader {
    private final IsoVolume volume;
    private final boolean rockRidge;
    private final Map<Long, IsoDirectory> known;
    private long bytes;

    Reader(IsoVolume volume, boolean rockRidge, Map<Long, IsoDirectory> known) {
      this.volume = volume;
      this.rockRidge = rockRidge;
      this.known = known;
    }

    IsoDirectory read(@Nullable IsoDirectory parent, @Nullable IsoEntry entry, IsoRecord record)
        throws IOException {
      long place = IsoLayout.offset(record.extent());
      bytes += record.size();
      if (known.size() >= MOST_DIRECTORIES || bytes > MOST_BYTES) {
        throw new CorruptImageException("directory", place, "more directories than can be");
      }
      ByteBuffer image = volume.read(record.extent(), record.size(), "directory");
      List<IsoEntry> entries = new ArrayList<>();
      for (IsoRecord one : IsoRecord.split(image, place)) {
        SystemUse use = rockRidge ? volume.use(one) : null;
        FileName name =
            use == null || use.name().length == 0 ? one.plainName() : FileName.of(use.name());
        entries.add(new IsoEntry(one, name, use, rockRidge ? volume.skip() : 0));
      }
      if (entries.size() < 2
          || !entries.get(0).record().isNamed(IsoRecord.SELF)
          || !entries.get(1).record().isNamed(IsoRecord.PARENT)
          || entries.subList(2, entries.size()).stream().anyMatch(e -> e.record().isDots())
          || entries.get(0).record().extent() != record.extent()) {
        throw new CorruptImageException("directory", place, "it does not start with . and ..");
      }
      IsoDirectory directory =
          new IsoDirectory(parent, entry, entries.get(0), entries.get(1), image);
      directory.entries.addAll(entries.subList(2, entries.size()));
      if (known.putIfAbsent(record.extent(), directory) != null) {
        throw new CorruptImageException("directory", place, "two records name it");
      }
      return directory;
    }
  }

  /** Returns all directories, those above first, in the order of path tables. */
  List<IsoDirectory> directories() {
    List<IsoDirectory> all = new ArrayList<>(List.of(root));
    for (int i = 0; i < all.size(); i++) {
      for (IsoEntry entry : all.get(i).entries) {
        if (entry.directory != null) {
          all.add(entry.directory);
        }
      }
    }
    return all;
  }

  /** Returns a path table of the directories where they are to be. */
  ByteBuffer pathTable(ByteOrder order) {
    List<IsoDirectory> all = directories();
    int length = 0;
    for (IsoDirectory directory : all) {
      int nameBytes = name(directory).length;
      length += TABLE_HEAD + nameBytes + nameBytes % 2;
    }
    ByteBuffer table = ByteBuffer.allocate(length).order(order);
    Map<IsoDirectory, Integer> numbers = new HashMap<>();
    for (IsoDirectory directory : all) {
      numbers.put(directory, numbers.size() + 1);
      byte[] name = name(directory);
      Integer above = directory.parent == null ? Integer.valueOf(1) : numbers.get(directory.parent);
      table.put((byte) name.length).put((byte) 0).putInt((int) directory.sector);
      table.putShort(above == null ? 1 : above.shortValue()).put(name);
      if (name.length % 2 != 0) {
        table.put((byte) 0);
      }
    }
    return table.flip();
  }

  private static byte[] name(IsoDirectory directory) {
    return directory.entry == null ? new byte[1] : directory.entry.record().isoName();
  }

  /** Returns whether a file as it was, but for one, or a directory has one of some sectors. */
  boolean isShared(long sector, long end, @Nullable IsoEntry but) {
    for (IsoDirectory directory : directories()) {
      if (directory.self.overlaps(sector, end)) {
        return true;
      }
      for (IsoEntry entry : directory.entries) {
        if (entry != but && entry.overlaps(sector, end)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns a record without a system use area. */
  static ByteBuffer record(byte[] name, boolean isDirectory, byte[] date, byte[] systemUse) {
    int head = DirectoryRecord.NAME + name.length + (name.length % 2 == 0 ? 1 : 0);
    ByteBuffer bytes = ByteBuffer.allocate((head + systemUse.length + 1) / 2 * 2);
    bytes.put(0, (byte) bytes.limit());
    bytes.put(DirectoryRecord.DATE, date);
    bytes.put(DirectoryRecord.FLAGS, (byte) (isDirectory ? DirectoryRecord.DIRECTORY : 0));
    bytes.put(DirectoryRecord.VOLUME, new byte[] {1, 0, 0, 1});
    bytes.put(DirectoryRecord.NAME_BYTES, (byte) name.length);
    bytes.put(DirectoryRecord.NAME, name);
    bytes.put(head, systemUse);
    return bytes;
  }
}
