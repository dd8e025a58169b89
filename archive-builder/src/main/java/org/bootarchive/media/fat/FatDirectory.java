package org.bootarchive.media.fat;

import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.bootarchive.media.fat.FatFile.Slots;
import org.bootarchive.media.fat.FatLayout.Attribute;
import org.bootarchive.media.fat.FatLayout.Entry;
import org.bootarchive.media.fat.FatLayout.LongEntry;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.text.FileName;

/**
 * The entries of a directory, as they are on the disk.
 *
 * @param entries all of them, little-endian
 * @param cluster the first cluster of the directory, 0 for the root directory
 * @param chain its clusters; none for the root directory of a FAT12 or FAT16
 */
record FatDirectory(ByteBuffer entries, long cluster, Optional<ClusterRuns> chain) {
  /** The most slots of a directory. */
  static final int MAX_SLOTS = 65536;

  /**
   * Reads a directory.
   *
   * @throws org.bootarchive.ufs.device.CorruptImageException if its chain is longer than a
   *     directory can be, or leaves the file system
   */
  static FatDirectory read(
      BlockDevice device, FatGeometry geometry, FatTable table, long cluster, String structure)
      throws IOException {
    if (cluster == 0 && geometry.type() != FatType.FAT32) {
      ByteBuffer entries = ByteBuffer.allocate(geometry.rootEntries() * Entry.BYTES);
      try {
        device.read(geometry.rootOffset(), entries);
      } catch (EOFException e) {
        throw FatTable.cut("root directory", geometry.rootOffset(), e);
      }
      return new FatDirectory(entries.order(ByteOrder.LITTLE_ENDIAN).rewind(), 0, Optional.empty());
    }
    long first = cluster == 0 ? geometry.rootCluster() : cluster;
    long most = Math.max(1, (long) MAX_SLOTS * Entry.BYTES / geometry.clusterBytes());
    ClusterRuns chain = ClusterRuns.followAll(table, geometry, first, most, structure);
    long bytes = (long) chain.clusters() * geometry.clusterBytes();
    ByteBuffer entries = ByteBuffer.allocate((int) bytes);
    new FatContent(device, geometry, chain, bytes).read(0, entries);
    return new FatDirectory(
        entries.order(ByteOrder.LITTLE_ENDIAN).rewind(), cluster, Optional.of(chain));
  }

  int slots() {
    return entries.capacity() / Entry.BYTES;
  }

  /** Takes what a directory holds, in order. */
  interface Visitor {
    /** Takes a file, "." and ".." included. */
    void file(FatFile file);

    /** Takes a volume label. */
    default void label(byte[] name, int slot) {}

    /** Takes a long entry that belongs to no file. */
    default void stray(int slot, String reason) {}
  }

  /** Goes through the entries as the loader does, up to the end mark. */
  void visit(FatType type, Visitor visitor) {
    LongName pending = new LongName();
    for (int slot = 0; slot < slots(); slot++) {
      int at = slot * Entry.BYTES;
      byte start = entries.get(at);
      if (start == Entry.END) {
        break;
      }
      if (start == Entry.DELETED) {
        pending.drop(slot, visitor);
        continue;
      }
      int attributes = entries.get(at + Entry.ATTRIBUTES) & Attribute.MASK;
      if (attributes == Attribute.LONG_NAME) {
        pending.add(slot, at, visitor);
      } else if ((attributes & Attribute.LABEL) != 0) {
        pending.drop(slot, visitor);
        visitor.label(shortName(at), slot);
      } else {
        visitor.file(file(type, pending, slot, at, visitor));
      }
    }
    pending.drop(slots(), visitor);
  }

  private FatFile file(FatType type, LongName pending, int slot, int at, Visitor visitor) {
    byte[] shortName = shortName(at);
    FileName alias = FatNames.of(ShortName.text(shortName));
    if (pending.belongsTo(shortName, slot, visitor)) {
      Slots place = new Slots(cluster, pending.firstSlot, slot);
      FileName name = FatNames.of(pending.text());
      pending.clear();
      return FatFile.decode(entries, at, name, alias, type, place);
    }
    return FatFile.decode(entries, at, alias, alias, type, new Slots(cluster, slot, slot));
  }

  private byte[] shortName(int at) {
    byte[] name = new byte[ShortName.BYTES];
    entries.get(at + Entry.NAME, name);
    return name;
  }

  /** Returns the files, without "." and "..". */
  ImmutableList<FatFile> files(FatType type) {
    ImmutableList.Builder<FatFile> files = ImmutableList.builder();
    visit(
        type,
        file -> {
          if (!file.name().isDots()) {
            files.add(file);
          }
        });
    return files.build();
  }

  /** The long entries in front of a short one. */
  private final class LongName {
    private final char[] units = new char[LongEntry.MAX_ORDINAL * LongEntry.UNITS];
    private int next;
    private int parts;
    private int checksum;
    private int firstSlot;

    private void clear() {
      parts = 0;
    }

    private void add(int slot, int at, Visitor visitor) {
      int ordinal = entries.get(at + LongEntry.ORDINAL) & 0xff;
      int sum = entries.get(at + LongEntry.CHECKSUM) & 0xff;
      boolean last = (ordinal & LongEntry.LAST) != 0;
      int number = ordinal & ~LongEntry.LAST;
      if (last) {
        drop(slot, visitor);
        firstSlot = slot;
        checksum = sum;
        parts = number;
        next = number;
      }
      boolean goesOn = parts > 0 && number == next && sum == checksum;
      if (!goesOn || number < 1 || number > LongEntry.MAX_ORDINAL) {
        clear();
        visitor.stray(slot, "its number or its sum does not go on");
        return;
      }
      for (int i = 0; i < LongEntry.UNITS; i++) {
        units[(number - 1) * LongEntry.UNITS + i] = entries.getChar(at + LongEntry.unit(i));
      }
      next--;
    }

    private void drop(int slot, Visitor visitor) {
      if (parts > 0) {
        for (int i = firstSlot; i < slot; i++) {
          visitor.stray(i, "no short name is behind it");
        }
      }
      clear();
    }

    private boolean belongsTo(byte[] shortName, int slot, Visitor visitor) {
      if (parts > 0 && next == 0) {
        if (checksum == ShortName.checksum(shortName) && text().length() > 0) {
          return true;
        }
        for (int i = firstSlot; i < slot; i++) {
          visitor.stray(i, "its sum is not that of " + ShortName.text(shortName));
        }
        clear();
      } else {
        drop(slot, visitor);
      }
      return false;
    }

    private String text() {
      int length = 0;
      while (length < parts * LongEntry.UNITS && units[length] != 0) {
        length++;
      }
      return new String(units, 0, Math.min(length, FatNames.MAX_UNITS));
    }
  }
}
