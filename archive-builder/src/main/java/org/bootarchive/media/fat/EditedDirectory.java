package org.bootarchive.media.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.bootarchive.media.fat.FatLayout.Entry;
import org.bootarchive.ufs.device.WritableBlockDevice;

/** A directory while it is changed. */
final class EditedDirectory {
  private final FatGeometry geometry;
  private final long cluster;

  /** The clusters, in order; none for the root directory of a FAT12 or FAT16. */
  private final List<Integer> clusters = new ArrayList<>();

  private ByteBuffer entries;
  private final BitSet dirtySlots = new BitSet();

  private EditedDirectory(FatGeometry geometry, long cluster, ByteBuffer entries) {
    this.geometry = geometry;
    this.cluster = cluster;
    this.entries = entries;
  }

  static EditedDirectory of(FatGeometry geometry, FatDirectory directory) {
    EditedDirectory edited =
        new EditedDirectory(geometry, directory.cluster(), directory.entries());
    directory
        .chain()
        .ifPresent(
            chain -> {
              for (int run = 0; run < chain.runs(); run++) {
                for (int i = 0; i < chain.length(run); i++) {
                  edited.clusters.add(chain.firstCluster(run) + i);
                }
              }
            });
    return edited;
  }

  /** Returns a new directory in a cluster, all zeros. */
  static EditedDirectory empty(FatGeometry geometry, int cluster) {
    EditedDirectory edited =
        new EditedDirectory(
            geometry,
            cluster,
            ByteBuffer.allocate(geometry.clusterBytes()).order(ByteOrder.LITTLE_ENDIAN));
    edited.clusters.add(cluster);
    edited.dirtySlots.set(0, edited.slots());
    return edited;
  }

  private int slots() {
    return entries.capacity() / Entry.BYTES;
  }

  /** Returns the directory as it is now. */
  FatDirectory now() {
    return new FatDirectory(entries, cluster, Optional.empty());
  }

  /**
   * Finds slots for entries that stand together, and grows the directory if there are none.
   *
   * @return the first of them
   * @throws FileSystemException if the directory can have no more, or no cluster is free
   */
  int reserve(int count, ClusterMap map, String path) throws FileSystemException {
    int run = 0;
    int slot = 0;
    for (; slot < slots(); slot++) {
      byte start = entries.get(slot * Entry.BYTES);
      if (start == Entry.END) {
        break;
      }
      run = start == Entry.DELETED ? run + 1 : 0;
      if (run == count) {
        return slot - count + 1;
      }
    }
    // Free slots in front of the end mark are a part of what is free behind it.
    int first = slot - run;
    while (first + count > slots()) {
      grow(map, path);
    }
    if (first + count < slots() && first + count > slot) {
      markEnd(first + count);
    }
    return first;
  }

  private void markEnd(int slot) {
    entries.put(slot * Entry.BYTES, Entry.END);
    dirtySlots.set(slot);
  }

  private void grow(ClusterMap map, String path) throws FileSystemException {
    if (clusters.isEmpty()) {
      throw new FileSystemException(
          path,
          null,
          "no room in the root directory: it has " + slots() + " slots and cannot grow");
    }
    int more = geometry.clusterBytes() / Entry.BYTES;
    if (slots() + more > FatDirectory.MAX_SLOTS) {
      throw new FileSystemException(path, null, "its directory has as many entries as one can");
    }
    int next = map.allocate(1, path).get(0).first();
    map.append(clusters.get(clusters.size() - 1), next);
    clusters.add(next);
    ByteBuffer grown =
        ByteBuffer.allocate(entries.capacity() + geometry.clusterBytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    grown.put(entries.duplicate().clear());
    dirtySlots.set(slots(), slots() + more);
    entries = grown.rewind();
  }

  /** Puts the bytes of entries into slots. */
  void put(int slot, ByteBuffer source) {
    entries.put(slot * Entry.BYTES, source, source.position(), source.remaining());
    dirtySlots.set(slot, slot + source.remaining() / Entry.BYTES);
  }

  /** Returns the bytes of a slot, to be changed and put again. */
  ByteBuffer get(int slot) {
    byte[] bytes = new byte[Entry.BYTES];
    entries.get(slot * Entry.BYTES, bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Marks slots as free. */
  void delete(int first, int last) {
    for (int slot = first; slot <= last; slot++) {
      entries.put(slot * Entry.BYTES, Entry.DELETED);
      dirtySlots.set(slot);
    }
  }

  /** Writes the slots that differ. */
  void write(WritableBlockDevice device) throws IOException {
    int inCluster = geometry.clusterBytes() / Entry.BYTES;
    for (int slot = dirtySlots.nextSetBit(0); slot >= 0; slot = dirtySlots.nextSetBit(slot)) {
      int behind = dirtySlots.nextClearBit(slot);
      long offset;
      if (clusters.isEmpty()) {
        offset = geometry.rootOffset() + (long) slot * Entry.BYTES;
      } else {
        behind = Math.min(behind, (slot / inCluster + 1) * inCluster);
        offset =
            geometry.clusterOffset(clusters.get(slot / inCluster))
                + (long) (slot % inCluster) * Entry.BYTES;
      }
      device.write(offset, entries.slice(slot * Entry.BYTES, (behind - slot) * Entry.BYTES));
      slot = behind;
    }
  }
}
