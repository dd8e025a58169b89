package org.bootarchive.media.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;

/** The table of clusters while it is changed: all of it in memory, and which parts differ. */
final class ClusterMap {
  /** A table of so many entries takes 64 MiB here; it lists 8 GiB in clusters of 512 bytes. */
  private static final long MOST_CLUSTERS = 1 << 24;

  /** The unit that is written. */
  private static final int PAGE_BYTES = 4096;

  private static final int BUFFER_BYTES = 1 << 20;

  private final FatGeometry geometry;

  /** Entries of FAT32 with their upper four bits; for FAT12 the bytes of the table. */
  private final int[] entries;

  private final int end;
  private final BitSet dirtyPages = new BitSet();
  private long free;

  /** No cluster below this is free. */
  private int lowestFree;

  private ClusterMap(FatGeometry geometry) {
    this.geometry = geometry;
    this.end = (int) geometry.endCluster();
    this.entries = new int[end];
  }

  /** A run of clusters. */
  record Run(int first, int length) {}

  /**
   * Reads the first table.
   *
   * @throws IOException if it cannot be read, or has more entries than can be changed here
   */
  static ClusterMap read(BlockDevice device, FatGeometry geometry, FatTable table)
      throws IOException {
    if (geometry.clusterCount() > MOST_CLUSTERS) {
      throw new IOException(
          geometry.clusterCount()
              + " clusters; a file system of more than "
              + MOST_CLUSTERS
              + " is not changed");
    }
    ClusterMap map = new ClusterMap(geometry);
    if (geometry.type() == FatType.FAT32) {
      map.readWords(device);
    } else {
      for (int cluster = 0; cluster < map.end; cluster++) {
        map.entries[cluster] = table.get(cluster);
      }
    }
    map.lowestFree = map.end;
    for (int cluster = map.end - 1; cluster >= FatGeometry.FIRST_CLUSTER; cluster--) {
      if (map.get(cluster) == 0) {
        map.free++;
        map.lowestFree = cluster;
      }
    }
    return map;
  }

  private void readWords(BlockDevice device) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int cluster = 0; cluster < end; cluster += buffer.limit() / 4) {
      buffer.clear().limit(Math.min(BUFFER_BYTES, (end - cluster) * 4));
      device.read(geometry.fatOffset(0) + cluster * 4L, buffer);
      buffer.flip().asIntBuffer().get(entries, cluster, buffer.limit() / 4);
    }
  }

  int get(int cluster) {
    return entries[cluster] & geometry.type().mask();
  }

  private void set(int cluster, int entry) {
    int mask = geometry.type().mask();
    entries[cluster] = (entries[cluster] & ~mask) | (entry & mask);
    long bit = (long) cluster * geometry.type().bits();
    dirtyPages.set((int) (bit / 8 / PAGE_BYTES));
    dirtyPages.set((int) ((bit + geometry.type().bits() - 1) / 8 / PAGE_BYTES));
  }

  /** Returns how many clusters are free. */
  long free() {
    return free;
  }

  /** Returns the lowest free cluster, -1 if there is none. */
  int lowestFree() {
    while (lowestFree < end && get(lowestFree) != 0) {
      lowestFree++;
    }
    return lowestFree < end ? lowestFree : -1;
  }

  /**
   * Takes clusters and chains them: the first run that is long enough, or the first runs there are.
   *
   * @param count at least 1
   * @throws FileSystemException if fewer are free; nothing is taken then
   */
  List<Run> allocate(int count, String what) throws FileSystemException {
    if (count > free) {
      throw new FileSystemException(
          what,
          null,
          "needs "
              + (long) count * geometry.clusterBytes()
              + " bytes, and "
              + free * geometry.clusterBytes()
              + " are free; remove what is not needed, such as an older platform");
    }
    List<Run> runs = firstFit(count);
    int previous = 0;
    for (Run run : runs) {
      for (int cluster = run.first(); cluster < run.first() + run.length(); cluster++) {
        if (previous != 0) {
          set(previous, cluster);
        }
        previous = cluster;
      }
    }
    set(previous, geometry.type().end());
    free -= count;
    return runs;
  }

  private List<Run> firstFit(int count) {
    List<Run> runs = new ArrayList<>();
    int found = 0;
    int cluster = Math.max(FatGeometry.FIRST_CLUSTER, lowestFree());
    while (cluster < end) {
      if (get(cluster) != 0) {
        cluster++;
        continue;
      }
      int first = cluster;
      while (cluster < end && get(cluster) == 0 && cluster - first < count) {
        cluster++;
      }
      int length = cluster - first;
      if (length == count) {
        return List.of(new Run(first, length));
      }
      if (found < count) {
        runs.add(new Run(first, Math.min(length, count - found)));
        found += length;
      }
    }
    return runs;
  }

  /** Has a chain go on behind its last cluster. */
  void append(int last, int next) {
    set(last, next);
  }

  /** Frees a chain that is sound. */
  void free(int first) {
    int cluster = first;
    while (true) {
      int next = get(cluster);
      set(cluster, 0);
      free++;
      lowestFree = Math.min(lowestFree, cluster);
      if (geometry.type().isEnd(next)) {
        return;
      }
      cluster = next;
    }
  }

  /** Writes what differs to all tables. */
  void write(WritableBlockDevice device) throws IOException {
    for (int page = dirtyPages.nextSetBit(0); page >= 0; page = dirtyPages.nextSetBit(page)) {
      int behind = Math.min(dirtyPages.nextClearBit(page), page + BUFFER_BYTES / PAGE_BYTES);
      ByteBuffer bytes = encode(page, behind);
      for (int copy = 0; copy < geometry.fatCount(); copy++) {
        device.write(geometry.fatOffset(copy) + (long) page * PAGE_BYTES, bytes.duplicate());
      }
      page = behind;
    }
  }

  /** Returns the bytes of some pages, as far as there are entries of clusters. */
  private ByteBuffer encode(int page, int behind) {
    long from = (long) page * PAGE_BYTES;
    long to = Math.min((long) behind * PAGE_BYTES, ((long) end * geometry.type().bits() + 7) / 8);
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    switch (geometry.type()) {
      case FAT12 -> {
        for (long at = from; at < to; at++) {
          bytes.put((byte) packed(at));
        }
      }
      case FAT16 -> {
        for (long at = from; at < to; at += 2) {
          bytes.putShort((short) entries[(int) (at / 2)]);
        }
      }
      case FAT32 -> bytes.asIntBuffer().put(entries, (int) (from / 4), (int) ((to - from) / 4));
    }
    return bytes.rewind();
  }

  /** Returns a byte of a table of 12-bit entries: three bytes hold two. */
  private int packed(long at) {
    int pair = (int) (at / 3 * 2);
    int low = entries[pair];
    int high = pair + 1 < end ? entries[pair + 1] : 0;
    int both = low | high << 12;
    return both >>> (at % 3 * 8);
  }
}
