package org.bootarchive.media.fat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NotLinkException;
import java.time.Instant;
import org.bootarchive.media.fat.FatLayout.Boot;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.FileName;

/** A FAT12, FAT16 or FAT32 file system, read as the illumos loader reads it. */
public final class FatVolume implements MediaVolume {
  private final BlockDevice device;
  private final FatGeometry geometry;
  private final FatTable table;

  private FatVolume(BlockDevice device, FatGeometry geometry) {
    this.device = device;
    this.geometry = geometry;
    this.table = new FatTable(device, geometry);
  }

  /**
   * Returns whether a device starts with the boot sector of a FAT.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isFat(BlockDevice device) throws IOException {
    if (device.size() < Boot.BYTES) {
      return false;
    }
    ByteBuffer boot = ByteBuffer.allocate(Boot.BYTES);
    device.read(0, boot);
    return FatGeometry.isBootSector(boot);
  }

  /**
   * Opens a file system; closing it closes the device.
   *
   * @param device starts with the boot sector
   * @throws CorruptImageException if there is no FAT, or its boot sector contradicts itself
   * @throws IOException if the device cannot be read
   */
  public static FatVolume open(BlockDevice device) throws IOException {
    return new FatVolume(device, FatGeometry.read(device));
  }

  BlockDevice device() {
    return device;
  }

  FatGeometry geometry() {
    return geometry;
  }

  FatTable table() {
    return table;
  }

  FatDirectory directory(FatFile file) throws IOException {
    return FatDirectory.read(
        device,
        geometry,
        table,
        file.isRoot() ? 0 : file.cluster(),
        file.isRoot() ? "root directory" : "directory " + file.name());
  }

  private static FatFile own(MediaFile file) {
    if (file instanceof FatFile own) {
      return own;
    }
    throw new IllegalArgumentException(file + " is a file of another volume");
  }

  @Override
  public String type() {
    return geometry.type().name();
  }

  /** Returns the label of the root directory, or that of the boot sector if it has none. */
  @Override
  public String label() {
    StringBuilder label = new StringBuilder();
    try {
      directory(FatFile.root(0))
          .visit(
              geometry.type(),
              new FatDirectory.Visitor() {
                @Override
                public void file(FatFile file) {}

                @Override
                public void label(byte[] name, int slot) {
                  if (label.length() == 0) {
                    label.append(ShortName.labelText(name));
                  }
                }
              });
    } catch (IOException e) {
      return "";
    }
    return label.toString();
  }

  @Override
  public MediaFile root() {
    return FatFile.root(geometry.rootCluster());
  }

  @Override
  public ImmutableList<MediaFile> list(MediaFile directory) throws IOException {
    return ImmutableList.copyOf(directory(checkedDirectory(directory)).files(geometry.type()));
  }

  private static FatFile checkedDirectory(MediaFile file) throws CorruptImageException {
    FatFile directory = own(file);
    if (!directory.isRoot() && directory.cluster() == 0) {
      throw new CorruptImageException("directory " + directory.name(), -1, "it has no cluster");
    }
    return directory;
  }

  @Override
  public boolean isSameName(FileName name, FileName other) {
    return FatNames.same(name, other);
  }

  @Override
  public BlockDevice content(MediaFile file) throws IOException {
    FatFile own = own(file);
    ClusterRuns chain =
        ClusterRuns.follow(
            table, geometry, own.cluster(), geometry.clustersOf(own.size()), "file " + own.name());
    return new FatContent(device, geometry, chain, own.size());
  }

  @Override
  public byte[] linkText(MediaFile link) throws IOException {
    throw new NotLinkException(link.name().toString(), null, "a FAT has no links");
  }

  @Override
  public long totalBytes() {
    return geometry.clusterCount() * geometry.clusterBytes();
  }

  /** Counts the free entries of the table; what FSInfo says is not asked. */
  @Override
  public long freeBytes() throws IOException {
    long free = 0;
    for (long i = 0; i < geometry.clusterCount(); i++) {
      free += table.get(FatGeometry.FIRST_CLUSTER + i) == 0 ? 1 : 0;
    }
    return free * geometry.clusterBytes();
  }

  /**
   * {@inheritDoc}
   *
   * @throws CorruptImageException if chains cross, end early, run in a circle or belong to nobody
   */
  @Override
  public VolumeEdit edit(Instant time) throws IOException {
    return FatEdit.begin(this, time);
  }

  @Override
  public ImmutableList<Finding> check() throws IOException {
    return FatScan.scan(this).findings();
  }

  @Override
  public void close() throws IOException {
    device.close();
  }
}
