package org.bootarchive.media.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.media.iso.IsoLayout.Descriptor;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.jspecify.annotations.Nullable;

/**
 * Finds places for what changed: behind the end, or where it was if that suffices and is no one
 * else's. What stays, stays where it is.
 */
final class IsoPlanner {
  /** What mkisofs pads with, for drives that read ahead. */
  private static final int PADDING_SECTORS = 150;

  private static final long MOST_SECTORS = 0xffffffffL;
  private static final int VERSION_SUM = 2045;
  private static final String IMPLANTED_SUM = "ISO MD5SUM";

  private final IsoVolume volume;
  private final IsoTree tree;
  private final @Nullable IsoTree joliet;
  private final Optional<BootCatalogue> catalogue;
  private final List<Placement> placements = new ArrayList<>();

  /** Bytes that are to be written, by where. */
  private final Map<Long, ByteBuffer> writes = new LinkedHashMap<>();

  private final long end;
  private long next;

  IsoPlanner(
      IsoVolume volume, IsoTree tree, @Nullable IsoTree joliet, Optional<BootCatalogue> catalogue) {
    this.volume = volume;
    this.tree = tree;
    this.joliet = joliet;
    this.catalogue = catalogue;
    this.end =
        Math.max(
            IsoLayout.sectors(volume.device().size()),
            volume.descriptors().primary().spaceSectors());
    this.next = end;
  }

  private List<IsoTree> trees() {
    return joliet == null ? List.of(tree) : List.of(tree, joliet);
  }

  private long take(long sectors) {
    long sector = next;
    next += sectors;
    return sector;
  }

  private void write(long sector, ByteBuffer bytes) {
    writes.put(IsoLayout.offset(sector), bytes);
  }

  VolumePlan plan() throws IOException {
    for (IsoTree one : trees()) {
      placeDirectories(one);
    }
    placeContinuations();
    ByteBuffer boot =
        catalogue.isPresent() ? copy(catalogue.get().bytes()) : ByteBuffer.allocate(0);
    placeContents(boot);
    List<ByteBuffer> descriptors = new ArrayList<>();
    for (IsoTree one : trees()) {
      follow(one);
      ByteBuffer descriptor = copy(one.descriptor().bytes());
      IsoLayout.putBoth(descriptor, Descriptor.ROOT + 2, one.root().sector);
      IsoLayout.putBoth(descriptor, Descriptor.ROOT + 10, one.root().bytes);
      placePathTables(one, descriptor);
      descriptors.add(descriptor);
    }
    if (catalogue.isPresent() && !boot.equals(catalogue.get().bytes())) {
      write(catalogue.get().sector(), boot);
    }
    boolean isChanged = !writes.isEmpty() || !placements.isEmpty();
    if (next > end) {
      next += PADDING_SECTORS;
      for (ByteBuffer descriptor : descriptors) {
        IsoLayout.putBoth(descriptor, Descriptor.SPACE_SIZE, next);
      }
    }
    if (next > MOST_SECTORS) {
      throw new FileSystemException("ISO 9660", null, next + " sectors are too many");
    }
    if (isChanged) {
      finishDescriptors(descriptors);
    }
    long size = next > end ? IsoLayout.offset(next) : volume.device().size();
    CopyOnWriteBlockDevice structures =
        CopyOnWriteBlockDevice.over(new Longer(volume.device(), size));
    for (Map.Entry<Long, ByteBuffer> one : writes.entrySet()) {
      structures.write(one.getKey(), one.getValue().rewind());
    }
    return VolumePlan.of(structures, placements);
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate().rewind()).flip();
  }

  /** A directory that moves takes along those below: some readers go forward only. */
  private void placeDirectories(IsoTree one) {
    for (IsoDirectory directory : one.directories()) {
      long needed = directory.needed();
      directory.isMoving =
          directory.isNew()
              || needed > IsoEdit.alignedBytes(directory.bytes)
              || (directory.parent != null && directory.parent.isMoving);
      if (directory.isMoving) {
        directory.bytes = IsoEdit.alignedBytes(needed);
        directory.sector = take(IsoLayout.sectors(needed));
      } else if (directory.isChanged) {
        directory.bytes = Math.max(directory.bytes, IsoEdit.alignedBytes(needed));
      }
    }
  }

  private void placeContinuations() {
    ByteBuffer sector = ByteBuffer.allocate(0);
    long place = 0;
    for (IsoDirectory directory : tree.directories()) {
      for (IsoEntry entry : directory.entries) {
        if (entry.continuation.length == 0) {
          continue;
        }
        if (sector.remaining() < entry.continuation.length) {
          sector = ByteBuffer.allocate(SECTOR_BYTES);
          place = take(1);
          write(place, sector);
        }
        entry.setContinuation(place, sector.position());
        sector.put(entry.continuation);
      }
    }
  }

  private void placeContents(ByteBuffer boot) throws IOException {
    for (IsoDirectory directory : tree.directories()) {
      for (IsoEntry entry : directory.entries) {
        Content content = entry.content;
        if (content != null) {
          place(entry, content, boot);
        }
      }
    }
  }

  private void place(IsoEntry entry, Content content, ByteBuffer boot) throws IOException {
    long sectors = IsoLayout.sectors(content.size());
    boolean inPlace =
        sectors > 0
            && sectors <= IsoLayout.sectors(entry.firstBytes())
            && isOwn(
                entry,
                entry.firstSector(),
                entry.firstSector() + IsoLayout.sectors(entry.firstBytes()));
    boolean wasThere = entry.firstBytes() > 0;
    long sector = inPlace ? entry.firstSector() : sectors == 0 ? 0 : take(sectors);
    Content placed = content;
    if (wasThere && catalogue.isPresent()) {
      for (BootCatalogue.Entry image : catalogue.get().entries()) {
        if (image.image() != entry.firstSector()) {
          continue;
        }
        if (sectors == 0) {
          throw new FileSystemException(
              "/" + entry.name(), null, "firmware boots by it; it must not be empty");
        }
        setImage(boot, image, sector, entry.firstBytes(), content.size());
        if (hasBootInfo(entry)) {
          placed = BootInfoContent.of(content, tree.descriptor().sector(), sector);
        }
      }
    }
    if (sectors > 0) {
      placements.add(new Placement(IsoLayout.offset(sector), IsoLayout.offset(sectors), placed, 0));
      if (!inPlace) {
        entry.setSerial(sector);
      }
    }
    if (!inPlace && entry.links() > 1) {
      entry.setLinks(1);
    }
    entry.setContent(sector, content.size());
    if (entry.twin != null) {
      entry.twin.setContent(sector, content.size());
    }
  }

  private boolean isOwn(IsoEntry entry, long sector, long last) {
    if (sector < Descriptor.FIRST_SECTOR || last > end || tree.isShared(sector, last, entry)) {
      return false;
    }
    if (joliet != null && joliet.isShared(sector, last, entry.twin)) {
      return false;
    }
    List<long[]> others = new ArrayList<>();
    others.add(new long[] {0, volume.descriptors().version() + 1});
    others.add(new long[] {0, Descriptor.FIRST_SECTOR + 4L});
    catalogue.ifPresent(c -> others.add(new long[] {c.sector(), c.sector() + 1}));
    for (IsoTree one : trees()) {
      ByteBuffer bytes = one.descriptor().bytes();
      long table = IsoLayout.sectors(one.descriptor().pathTableBytes());
      for (int field : new int[] {Descriptor.L_TABLE, Descriptor.L_TABLE_COPY}) {
        long at = Integer.toUnsignedLong(IsoLayout.little(bytes).getInt(field));
        others.add(new long[] {at, at + table});
      }
      for (int field : new int[] {Descriptor.M_TABLE, Descriptor.M_TABLE_COPY}) {
        long at = Integer.toUnsignedLong(IsoLayout.big(bytes).getInt(field));
        others.add(new long[] {at, at + table});
      }
    }
    return others.stream().noneMatch(other -> other[0] < last && other[1] > sector);
  }

  private static void setImage(
      ByteBuffer boot, BootCatalogue.Entry image, long sector, long before, long size) {
    ByteBuffer little = IsoLayout.little(boot);
    little.putInt(image.at() + BootCatalogue.IMAGE, (int) sector);
    boolean wasAll = image.count() == (before + 511) / 512;
    if (image.platform() == BootCatalogue.EFI || (wasAll && image.count() != 4)) {
      little.putShort(image.at() + BootCatalogue.COUNT, (short) BootCatalogue.efiCount(size));
    }
  }

  private boolean hasBootInfo(IsoEntry entry) throws IOException {
    if (entry.firstBytes() < BootInfoContent.TABLE_END) {
      return false;
    }
    ByteBuffer head = ByteBuffer.allocate(BootInfoContent.TABLE_END);
    volume.device().read(IsoLayout.offset(entry.firstSector()), head);
    return IsoLayout.little(head).getInt(BootInfoContent.TABLE) == (int) tree.descriptor().sector()
        && IsoLayout.little(head).getInt(BootInfoContent.TABLE + 4) == (int) entry.firstSector();
  }

  /** Lets all records that name a directory follow it, and writes directories that differ. */
  private void follow(IsoTree one) throws IOException {
    for (IsoDirectory directory : one.directories()) {
      IsoDirectory parent = directory.parent == null ? directory : directory.parent;
      directory.self.follow(directory.sector, directory.bytes);
      directory.up.follow(parent.sector, parent.bytes);
      if (directory.entry != null) {
        directory.entry.follow(directory.sector, directory.bytes);
      }
      IsoDirectory above = directory.trueParent;
      if (above != null && above != directory.parent && above.isMoving) {
        directory.up.setLink("PL", above.sector);
      }
      for (IsoEntry entry : directory.entries) {
        IsoDirectory moved = entry.moved;
        if (moved != null && moved.isMoving) {
          entry.setLink("CL", moved.sector);
        }
      }
    }
    for (IsoDirectory directory : one.directories()) {
      ByteBuffer packed = directory.packed();
      if (directory.differs(packed)) {
        write(directory.sector, packed);
      }
    }
  }

  private void placePathTables(IsoTree one, ByteBuffer descriptor) throws IOException {
    long before = one.descriptor().pathTableBytes();
    ByteBuffer little = IsoLayout.little(descriptor);
    ByteBuffer big = IsoLayout.big(descriptor);
    ByteBuffer table = one.pathTable(ByteOrder.LITTLE_ENDIAN);
    if (one.directories().stream().noneMatch(d -> d.isMoving) && table.limit() == before) {
      return;
    }
    table(one.pathTable(ByteOrder.LITTLE_ENDIAN), little, Descriptor.L_TABLE, before, true);
    table(one.pathTable(ByteOrder.LITTLE_ENDIAN), little, Descriptor.L_TABLE_COPY, before, false);
    table(one.pathTable(ByteOrder.BIG_ENDIAN), big, Descriptor.M_TABLE, before, true);
    table(one.pathTable(ByteOrder.BIG_ENDIAN), big, Descriptor.M_TABLE_COPY, before, false);
    IsoLayout.putBoth(descriptor, Descriptor.PATH_TABLE_SIZE, table.limit());
  }

  private void table(
      ByteBuffer table, ByteBuffer descriptor, int field, long before, boolean isNeeded) {
    long at = Integer.toUnsignedLong(descriptor.getInt(field));
    if (at == 0 && !isNeeded) {
      return;
    }
    long sectors = IsoLayout.sectors(table.limit());
    boolean fits =
        at >= Descriptor.FIRST_SECTOR
            && sectors <= IsoLayout.sectors(before)
            && at + sectors <= end;
    long sector = fits ? at : take(sectors);
    descriptor.putInt(field, (int) sector);
    ByteBuffer whole = ByteBuffer.allocate((int) IsoLayout.offset(sectors));
    whole.put(0, table, 0, table.limit());
    write(sector, whole);
  }

  private void finishDescriptors(List<ByteBuffer> descriptors) throws IOException {
    ByteBuffer primary = descriptors.get(0);
    byte[] application = new byte[Descriptor.APPLICATION_USE_BYTES];
    primary.get(Descriptor.APPLICATION_USE, application);
    if (new String(application, ISO_8859_1).contains(IMPLANTED_SUM)) {
      Arrays.fill(application, (byte) ' ');
      primary.put(Descriptor.APPLICATION_USE, application);
    }
    long version = volume.descriptors().version();
    if (version >= 0 && !primary.equals(tree.descriptor().bytes())) {
      ByteBuffer block = ByteBuffer.allocate(SECTOR_BYTES);
      volume.device().read(IsoLayout.offset(version), block);
      if (sum(block, VERSION_SUM) == sum(tree.descriptor().bytes())) {
        int sum = sum(primary);
        block.put(VERSION_SUM, new byte[] {(byte) (sum >> 16), (byte) (sum >> 8), (byte) sum});
        write(version, block);
      }
    }
    int i = 0;
    for (IsoTree one : trees()) {
      ByteBuffer descriptor = descriptors.get(i++);
      if (!descriptor.equals(one.descriptor().bytes())) {
        write(one.descriptor().sector(), descriptor);
      }
    }
  }

  private static int sum(ByteBuffer block, int at) {
    return (block.get(at) & 0xff) << 16
        | (block.get(at + 1) & 0xff) << 8
        | (block.get(at + 2) & 0xff);
  }

  private static int sum(ByteBuffer descriptor) {
    int sum = 0;
    for (int i = 0; i < SECTOR_BYTES; i++) {
      sum += descriptor.get(i) & 0xff;
    }
    return sum;
  }

  /** A device that goes on with zeros; the volume closes it, not the plan. */
  private record Longer(BlockDevice device, long size) implements BlockDevice {
    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      int limit = target.limit();
      int count = (int) Math.max(0, Math.min(target.remaining(), device.size() - offset));
      target.limit(target.position() + count);
      try {
        if (count > 0) {
          device.read(offset, target);
        }
      } finally {
        target.limit(limit);
      }
      while (target.hasRemaining()) {
        target.put((byte) 0);
      }
    }

    @Override
    public void close() {}
  }
}
