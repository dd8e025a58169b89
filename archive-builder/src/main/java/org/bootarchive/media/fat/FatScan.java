package org.bootarchive.media.fat;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.media.fat.FatLayout.Boot;
import org.bootarchive.media.fat.FatLayout.Info;
import org.bootarchive.media.volume.Stamps;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;
import org.bootarchive.ufs.text.FileName;

/**
 * Goes through all of a file system once: which clusters files have, and everything that is wrong.
 */
final class FatScan {
  /** Offsets of the loader's dosfs.c are 32 bits wide. */
  private static final long LOADER_LIMIT = 1L << 32;

  /** More of one thing are counted, not told one by one. */
  private static final int MOST_FINDINGS = 1000;

  private static final int BUFFER_BYTES = 1 << 20;

  private final FatVolume volume;
  private final FatGeometry geometry;
  private final FatTable table;
  private final BitSet used = new BitSet();

  /** Used clusters which the table has as free. */
  private final BitSet freeEnds = new BitSet();

  private final List<Finding> findings = new ArrayList<>();
  private final Deque<Directory> left = new ArrayDeque<>();
  private boolean stopsEdit;
  private long untold;

  private FatScan(FatVolume volume) {
    this.volume = volume;
    this.geometry = volume.geometry();
    this.table = volume.table();
  }

  private record Directory(FatFile file, String path, long parentCluster) {}

  /**
   * What a scan found.
   *
   * @param findings in the order of the disk
   * @param stopsEdit whether something is so wrong that nothing must be changed
   */
  record Result(ImmutableList<Finding> findings, boolean stopsEdit) {}

  /**
   * Scans a file system.
   *
   * @throws IOException if the device cannot be read; damage is reported
   */
  static Result scan(FatVolume volume) throws IOException {
    FatScan scan = new FatScan(volume);
    try {
      scan.scanAll();
    } catch (EOFException e) {
      scan.add(FatFindingKind.CUT_SHORT, 0, "the image ends before the file system does");
    }
    if (scan.untold > 0) {
      scan.findings.add(
          FatFindingKind.MORE_FINDINGS.finding(scan.untold + " findings more are not listed"));
    }
    return new Result(ImmutableList.copyOf(scan.findings), scan.stopsEdit);
  }

  private void scanAll() throws IOException {
    long bytes = geometry.totalSectors() * geometry.sectorBytes();
    BlockDevice device = volume.device();
    if (bytes > device.size()) {
      add(
          FatFindingKind.CUT_SHORT,
          0,
          "the file system has " + bytes + " bytes, and there are " + device.size());
    }
    long clusters = (bytes - geometry.dataOffset()) / geometry.clusterBytes();
    if (geometry.clusterCount() < clusters) {
      add(
          FatFindingKind.SHORT_TABLE,
          Boot.FAT_SECTORS_32,
          "the table lists " + geometry.clusterCount() + " of " + clusters + " clusters");
    }
    checkBackup();
    checkTables();
    FatFile root = FatFile.root(geometry.rootCluster());
    if (geometry.type() == FatType.FAT32) {
      long unused = follow(root, "the root directory", Long.MAX_VALUE);
    }
    left.add(new Directory(root, "", 0));
    while (!left.isEmpty()) {
      scan(left.removeFirst());
    }
    checkRest();
    Stamps.difference(volume).ifPresent(message -> add(FatFindingKind.STAMPS_DIFFER, -1, message));
  }

  private void scan(Directory directory) throws IOException {
    FatDirectory entries;
    try {
      entries = volume.directory(directory.file());
    } catch (CorruptImageException e) {
      add(FatFindingKind.BAD_DIRECTORY, -1, shown(directory) + ": " + e.getMessage());
      return;
    }
    Contents contents = new Contents(directory);
    entries.visit(geometry.type(), contents);
    for (FatFile file : contents.files) {
      scan(directory, file);
    }
    contents.checkDots();
  }

  private static String shown(Directory directory) {
    return directory.path().isEmpty() ? "/" : directory.path();
  }

  /** Collects the entries of a directory. */
  private final class Contents implements FatDirectory.Visitor {
    private final Directory directory;
    private final List<FatFile> files = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean self;
    private boolean parent;

    Contents(Directory directory) {
      this.directory = directory;
    }

    @Override
    public void file(FatFile file) {
      if (file.name().equals(FileName.SELF)) {
        self = file.isDirectory() && file.cluster() == directory.file().cluster();
      } else if (file.name().equals(FileName.PARENT)) {
        parent =
            file.isDirectory()
                && (file.cluster() == directory.parentCluster()
                    || (file.cluster() == 0
                        && directory.parentCluster() == geometry.rootCluster()));
      } else {
        boolean first = names.add(Ascii.toLowerCase(file.name().toString()));
        first &=
            !file.hasLongName()
                || names.add(Ascii.toLowerCase(file.alias().toString()))
                || FatNames.same(file.name(), file.alias());
        if (!first) {
          add(
              FatFindingKind.DUPLICATE_NAME,
              -1,
              directory.path()
                  + "/"
                  + file.name()
                  + ": the name, or its short name "
                  + file.alias()
                  + ", is there twice");
        }
        files.add(file);
      }
    }

    @Override
    public void stray(int slot, String reason) {
      add(
          FatFindingKind.STRAY_LONG_NAME,
          -1,
          shown(directory) + ": a long name in slot " + slot + " is nobody's: " + reason);
    }

    private void checkDots() {
      if (!directory.file().isRoot() && !(self && parent)) {
        add(
            FatFindingKind.DOT_ENTRIES,
            -1,
            directory.path()
                + ": "
                + (self ? "\"..\"" : "\".\"")
                + " is not there or names another directory");
      }
    }
  }

  private void scan(Directory directory, FatFile file) throws IOException {
    String path = directory.path() + "/" + file.name();
    checkName(path, file);
    if (file.isDirectory()) {
      if (file.size() != 0) {
        add(
            FatFindingKind.DIRECTORY_WITH_SIZE,
            -1,
            path + ": a directory of " + file.size() + " bytes, which the boot loader refuses");
      }
      if (follow(file, path, Long.MAX_VALUE) > 0) {
        left.add(new Directory(file, path, directory.file().cluster()));
      }
      return;
    }
    long wanted = geometry.clustersOf(file.size());
    if (file.cluster() == 0) {
      if (wanted > 0) {
        add(
            FatFindingKind.SIZE_BEYOND_CHAIN,
            -1,
            path + ": " + file.size() + " bytes and no cluster, which the boot loader refuses");
      }
      return;
    }
    long found = follow(file, path, wanted);
    if (wanted == 0) {
      add(
          FatFindingKind.EMPTY_FILE_WITH_CLUSTER,
          -1,
          path + ": no bytes and cluster " + file.cluster() + ", which the boot loader refuses");
    } else if (found >= 0 && found < wanted) {
      add(
          FatFindingKind.SIZE_BEYOND_CHAIN,
          -1,
          path + ": " + file.size() + " bytes in " + found + " of " + wanted + " clusters");
    } else if (found > wanted) {
      add(
          FatFindingKind.CHAIN_BEYOND_SIZE,
          -1,
          path
              + ": "
              + file.size()
              + " bytes in "
              + found
              + " clusters, which are "
              + (found - wanted)
              + " too many");
    }
  }

  private void checkName(String path, FatFile file) {
    FileName name = file.name();
    for (int i = 0; i < name.length(); i++) {
      if (name.at(i) < 0) {
        add(
            FatFindingKind.NAME_NOT_ASCII,
            -1,
            path + ": the boot loader finds it as " + file.alias() + " alone");
        return;
      }
    }
  }

  /**
   * Marks the clusters of a chain.
   *
   * @return how many they are, up to the first that is wrong; -1 if the first is not its own
   */
  private long follow(FatFile file, String path, long wanted) throws IOException {
    long count = 0;
    long highest = 0;
    long cluster = file.cluster();
    while (true) {
      if (!geometry.isCluster(cluster)) {
        add(
            FatFindingKind.BROKEN_CHAIN,
            -1,
            path + ": behind " + count + " clusters comes " + describe(cluster));
        break;
      }
      if (used.get((int) cluster)) {
        add(
            FatFindingKind.CROSS_LINK,
            geometry.clusterOffset(cluster),
            path
                + ": behind "
                + count
                + " clusters comes cluster "
                + cluster
                + ", which is another file's or its own before");
        return count == 0 ? -1 : count;
      }
      long run = unusedRun(cluster);
      used.set((int) cluster, (int) (cluster + run));
      long counted = Math.min(run, wanted - count);
      highest = Math.max(highest, counted > 0 ? cluster + counted - 1 : 0);
      count += run;
      int next = table.get(cluster + run - 1);
      if (geometry.type().isEnd(next)) {
        break;
      }
      if (next == 0) {
        freeEnds.set((int) (cluster + run - 1));
      }
      cluster = next;
    }
    if (geometry.clusterOffset(highest) + geometry.clusterBytes() > LOADER_LIMIT) {
      add(
          FatFindingKind.BEYOND_4_GIB,
          geometry.clusterOffset(highest),
          path
              + ": cluster "
              + highest
              + " is beyond 4 GiB of the partition, where the boot"
              + " loader reads something else");
    }
    return count;
  }

  /** Returns how many clusters go on from one that nobody has, in one run that nobody has. */
  private long unusedRun(long cluster) throws IOException {
    long run = table.runFrom(cluster);
    int taken = used.nextSetBit((int) cluster);
    return taken < 0 ? run : Math.min(run, taken - cluster);
  }

  private String describe(long cluster) {
    if (cluster == 0) {
      return "a free cluster";
    }
    return cluster == geometry.type().bad() ? "a bad cluster" : "cluster " + cluster;
  }

  private void checkRest() throws IOException {
    used.andNot(freeEnds);
    long free = 0;
    long lost = 0;
    long firstLost = 0;
    long lowestFree = 0;
    long end = geometry.endCluster();
    for (long cluster = FatGeometry.FIRST_CLUSTER; cluster < end; cluster++) {
      if (used.get((int) cluster)) {
        cluster = used.nextClearBit((int) cluster) - 1L;
        continue;
      }
      long run = table.freeFrom(cluster, end);
      if (run > 0) {
        lowestFree = free == 0 ? cluster : lowestFree;
        free += run;
        cluster += run - 1;
        continue;
      }
      int entry = table.get(cluster);
      if (entry == 0) {
        lowestFree = free == 0 ? cluster : lowestFree;
        free++;
      } else if (entry != geometry.type().bad()) {
        firstLost = lost == 0 ? cluster : firstLost;
        lost++;
      }
    }
    if (lost > 0) {
      add(
          FatFindingKind.LOST_CLUSTERS,
          geometry.clusterOffset(firstLost),
          lost + " clusters belong to no file; the first is " + firstLost);
    }
    checkInfo(free, lowestFree);
  }

  private void checkInfo(long free, long lowestFree) throws IOException {
    if (geometry.infoSector() == 0) {
      return;
    }
    long at = (long) geometry.infoSector() * geometry.sectorBytes();
    ByteBuffer info = FatInfo.read(volume.device(), at);
    if (!FatInfo.isOne(info)) {
      return;
    }
    int told = info.getInt(Info.FREE_CLUSTERS);
    if (told != Info.UNKNOWN && Integer.toUnsignedLong(told) != free) {
      add(
          FatFindingKind.FREE_COUNT,
          at + Info.FREE_CLUSTERS,
          "FSInfo tells " + Integer.toUnsignedLong(told) + " free clusters, and " + free + " are");
    }
    int next = info.getInt(Info.NEXT_FREE);
    if (next != Info.UNKNOWN && free > 0 && Integer.toUnsignedLong(next) > lowestFree) {
      add(
          FatFindingKind.NEXT_FREE,
          at + Info.NEXT_FREE,
          "FSInfo has pcfs look for free clusters from "
              + Integer.toUnsignedLong(next)
              + " on; the lowest is "
              + lowestFree);
    }
  }

  private void checkBackup() throws IOException {
    if (geometry.backupSector() == 0) {
      return;
    }
    BlockDevice device = volume.device();
    ByteBuffer boot = ByteBuffer.allocate(Boot.BYTES);
    ByteBuffer copy = ByteBuffer.allocate(Boot.BYTES);
    long at = (long) geometry.backupSector() * geometry.sectorBytes();
    device.read(0, boot);
    device.read(at, copy);
    int difference = boot.flip().mismatch(copy.flip());
    if (difference >= 0) {
      add(
          FatFindingKind.BACKUP_DIFFERS,
          at + difference,
          "the copy of the boot sector is another from byte " + difference + " on");
    }
  }

  private void checkTables() throws IOException {
    long bytes =
        Math.min(
            geometry.fatSectors() * geometry.sectorBytes(),
            ((geometry.clusterCount() + FatGeometry.FIRST_CLUSTER) * geometry.type().bits() + 7)
                / 8);
    ByteBuffer first = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer other = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int copy = 1; copy < geometry.fatCount(); copy++) {
      for (long at = 0; at < bytes; at += BUFFER_BYTES) {
        int count = (int) Math.min(BUFFER_BYTES, bytes - at);
        volume.device().read(geometry.fatOffset(0) + at, first.clear().limit(count));
        volume.device().read(geometry.fatOffset(copy) + at, other.clear().limit(count));
        int difference = first.flip().mismatch(other.flip());
        if (difference >= 0) {
          add(
              FatFindingKind.TABLES_DIFFER,
              geometry.fatOffset(copy) + at + difference,
              "table "
                  + (copy + 1)
                  + " is another than the first from byte "
                  + (at + difference)
                  + " of it on");
          break;
        }
      }
    }
  }

  private void add(FatFindingKind kind, long offset, String message) {
    stopsEdit |= kind.stopsEdit();
    if (findings.size() >= MOST_FINDINGS) {
      untold++;
    } else {
      findings.add(
          offset < 0 ? kind.finding(message) : kind.at(ImagePlace.ofOffset(offset), message));
    }
  }
}
