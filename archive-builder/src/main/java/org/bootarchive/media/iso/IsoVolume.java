package org.bootarchive.media.iso;

import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NotLinkException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bootarchive.media.iso.IsoFile.Extent;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * An ISO 9660 file system, with Rock Ridge if it has it; Joliet's tree is not looked at.
 *
 * <p>Directories that are kept elsewhere because they lie deep are shown where they belong, as
 * Linux does; the boot loader does not find them there.
 */
public final class IsoVolume implements MediaVolume {
  /** The longest directory in bytes. */
  static final int MOST_DIRECTORY_BYTES = 16 << 20;

  private static final byte SIGNATURE_S = 'S';
  private static final byte SIGNATURE_P = 'P';

  private final BlockDevice device;
  private final IsoDescriptors descriptors;
  private final IsoRecord rootRecord;
  private final IsoFile root;
  private final boolean hasRockRidge;
  private final int skip;

  /** The record that named each directory that was listed, by its first sector. */
  private final ConcurrentHashMap<Long, Long> namedBy = new ConcurrentHashMap<>();

  private IsoVolume(BlockDevice device, IsoDescriptors descriptors) throws IOException {
    this.device = device;
    this.descriptors = descriptors;
    this.rootRecord = descriptors.primary().root();
    IsoRecord self = self(rootRecord.extent(), "root directory");
    int at = self.systemUse();
    boolean sharing =
        at + 1 < self.bytes().limit()
            && self.bytes().get(at) == SIGNATURE_S
            && self.bytes().get(at + 1) == SIGNATURE_P;
    SystemUse use = sharing ? SystemUse.read(device, self, 0) : null;
    this.hasRockRidge = use != null && use.hasSharing() && use.hasExtension();
    this.skip = use == null ? 0 : use.skip();
    SystemUse known = hasRockRidge ? use : null;
    this.root = IsoFile.of(rootRecord, null, known, extent(rootRecord), 0);
  }

  /**
   * Opens a file system; closing it closes the device.
   *
   * @param device starts with the 16 sectors in front of the descriptors
   * @throws CorruptImageException if there is no ISO 9660, or no root directory
   * @throws IOException if the device cannot be read
   */
  public static IsoVolume open(BlockDevice device) throws IOException {
    if (device.size() < IsoLayout.SYSTEM_AREA_BYTES + SECTOR_BYTES) {
      throw new CorruptImageException(
          "ISO 9660", -1, device.size() + " bytes are too few for a descriptor");
    }
    return new IsoVolume(device, IsoDescriptors.read(device));
  }

  BlockDevice device() {
    return device;
  }

  IsoDescriptors descriptors() {
    return descriptors;
  }

  /** Returns whether names, owners and permissions are those of Rock Ridge. */
  public boolean hasRockRidge() {
    return hasRockRidge;
  }

  int skip() {
    return skip;
  }

  /** Returns El Torito's catalogue. */
  Optional<BootCatalogue> catalogue() throws IOException {
    return descriptors.catalogue() < 0
        ? Optional.empty()
        : Optional.of(BootCatalogue.read(device, descriptors.catalogue()));
  }

  private static ImmutableList<Extent> extent(IsoRecord record) {
    return ImmutableList.of(new Extent(record.extent(), record.size()));
  }

  /** Returns the record "." of the directory at a sector. */
  private IsoRecord self(long sector, String structure) throws IOException {
    ByteBuffer bytes = read(sector, SECTOR_BYTES, structure);
    int length = bytes.get(0) & 0xff;
    IsoRecord self = IsoRecord.of(bytes.slice(0, length), IsoLayout.offset(sector));
    if (!self.isNamed(IsoRecord.SELF)) {
      throw new CorruptImageException(
          structure, IsoLayout.offset(sector), "its first record is not \".\"");
    }
    return self;
  }

  /** Reads the bytes of a directory. */
  ByteBuffer read(long sector, long bytes, String structure) throws IOException {
    long at = IsoLayout.offset(sector);
    if (bytes > MOST_DIRECTORY_BYTES || bytes == 0) {
      throw new CorruptImageException(structure, at, "a directory of " + bytes + " bytes");
    }
    ByteBuffer directory;
    try {
      if (at > device.size() - bytes) {
        throw new EOFException();
      }
      directory = ByteBuffer.allocate((int) bytes);
      device.read(at, directory);
    } catch (EOFException e) {
      CorruptImageException damaged =
          new CorruptImageException(structure, at, "beyond the end of the medium");
      damaged.initCause(e);
      throw damaged;
    }
    return directory.flip();
  }

  /** Returns what a record's system use area says, null without Rock Ridge. */
  @Nullable SystemUse use(IsoRecord record) throws IOException {
    return hasRockRidge ? SystemUse.read(device, record, skip) : null;
  }

  private static IsoFile own(MediaFile file) {
    if (file instanceof IsoFile own) {
      return own;
    }
    throw new IllegalArgumentException(file + " is a file of another volume");
  }

  @Override
  public String type() {
    return "ISO 9660" + (hasRockRidge ? " with Rock Ridge" : "");
  }

  @Override
  public String label() {
    return descriptors.primary().label();
  }

  @Override
  public MediaFile root() {
    return root;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CorruptImageException if records contradict themselves, or a directory is in itself or
   *     in two places
   */
  @Override
  public ImmutableList<MediaFile> list(MediaFile directory) throws IOException {
    ImmutableList.Builder<MediaFile> files = ImmutableList.builder();
    for (IsoFile file : files(own(directory), false)) {
      files.add(file);
    }
    return files.build();
  }

  /** Returns what is in a directory; relocated directories too where they are kept, if asked. */
  ImmutableList<IsoFile> files(IsoFile directory, boolean withRelocated) throws IOException {
    Extent extent = directory.extents().get(0);
    String structure = directory.name().length() == 0 ? "root directory" : "" + directory.name();
    checkOnce(directory, extent, structure);
    ByteBuffer bytes = read(extent.sector(), extent.bytes(), structure);
    ImmutableList.Builder<IsoFile> files = ImmutableList.builder();
    ImmutableList.Builder<Extent> pieces = ImmutableList.builder();
    boolean goesOn = false;
    for (IsoRecord record : IsoRecord.split(bytes, IsoLayout.offset(extent.sector()))) {
      if (record.isDots() || record.isAssociated()) {
        continue;
      }
      pieces = goesOn ? pieces : ImmutableList.builder();
      pieces.addAll(extent(record));
      goesOn = record.hasMoreExtents() && !record.isDirectory();
      if (goesOn) {
        continue;
      }
      SystemUse use = use(record);
      if (use == null || !use.isRelocated() || withRelocated) {
        files.add(file(record, use, pieces.build(), directory.depth() + 1));
      }
    }
    return files.build();
  }

  private IsoFile file(
      IsoRecord record, @Nullable SystemUse use, ImmutableList<Extent> extents, int depth)
      throws IOException {
    if (use == null || use.childLink() < 0) {
      return IsoFile.of(record, use, use, extents, depth);
    }
    IsoRecord moved = self(use.childLink(), "relocated directory");
    return IsoFile.of(record, use, use(moved), extent(moved), depth);
  }

  /** A directory that is in itself, or in many others, would have no end. */
  private void checkOnce(IsoFile directory, Extent extent, String structure)
      throws CorruptImageException {
    Long other = namedBy.putIfAbsent(extent.sector(), directory.place());
    if (other != null && other != directory.place()) {
      throw new CorruptImageException(
          structure,
          directory.place(),
          "the directory at sector " + extent.sector() + " is also that of byte " + other);
    }
    if (directory.depth() > IsoFile.MOST_DEPTH) {
      throw new CorruptImageException(
          structure,
          directory.place(),
          "more than " + IsoFile.MOST_DEPTH + " directories above it");
    }
  }

  @Override
  public boolean isSameName(FileName name, FileName other) {
    return IsoFile.answers(name, other);
  }

  /**
   * Returns the bytes as they are on the medium; zisofs is not unpacked, as the boot loader does
   * not.
   */
  @Override
  public BlockDevice content(MediaFile file) throws IOException {
    return new IsoContent(device, own(file));
  }

  @Override
  public byte[] linkText(MediaFile link) throws IOException {
    if (link.type() != FileType.SYMBOLIC_LINK) {
      throw new NotLinkException(link.name().toString());
    }
    return own(link).link().toBytes();
  }

  @Override
  public Optional<DeviceNumber> device(MediaFile file) {
    return Optional.ofNullable(own(file).device());
  }

  @Override
  public long totalBytes() {
    return IsoLayout.offset(descriptors.primary().spaceSectors());
  }

  @Override
  public long freeBytes() {
    return 0;
  }

  @Override
  public ImmutableList<Finding> check() throws IOException {
    return IsoScan.scan(this);
  }

  @Override
  public VolumeEdit edit(Instant time) throws IOException {
    return IsoEdit.begin(this, time);
  }

  @Override
  public void close() throws IOException {
    device.close();
  }
}
