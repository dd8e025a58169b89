package org.bootarchive.archive.patch;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.build.BuildReport;
import org.bootarchive.archive.build.PlannedVolume;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.image.ArchiveFiles;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashingChannel;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;

/**
 * Makes a new archive, and its hash file, from another one and some edits, all or none.
 *
 * <p>The old archive is only read. What no edit is about keeps its inode, its order and its blocks,
 * byte for byte, unless the file system is made anew with another size.
 */
public final class ArchivePatch {
  private final List<Edit> edits;
  private final SourceDate date;

  private ArchivePatch(List<Edit> edits, SourceDate date) {
    this.edits = ImmutableList.copyOf(edits);
    this.date = date;
  }

  /**
   * Patches an archive.
   *
   * @param archive the old image
   * @param edits in the order in which they are made
   * @param date the latest time that a file may get
   * @param grow the new length of the image in bytes, empty to keep the file system
   * @param target the name of the new image, which is not the old one's; its directory must exist
   * @param progress is told how many bytes are written, and of how many
   * @throws EditException if an edit cannot be made
   * @throws DoesNotFitException if there is not enough space for all of them
   * @throws org.bootarchive.archive.build.ImageTooSmallException if the old contents do not fit the
   *     size that is asked for
   * @throws org.bootarchive.ufs.volume.UnsafeToWriteException if the old file system is not clean
   * @throws IOException if a file cannot be read, or changes meanwhile, or the new image cannot be
   *     written
   */
  public static PatchReport patch(
      Path archive,
      List<Edit> edits,
      SourceDate date,
      OptionalLong grow,
      Path target,
      BuildProgress progress)
      throws IOException {
    if (Files.exists(target) && Files.isSameFile(archive, target)) {
      throw new IOException(target + ": is the archive that is to stay; choose another name");
    }
    HashingChannel.prepare();
    try (FileBlockDevice base = FileBlockDevice.open(archive);
        Volume old = Volume.open(base)) {
      return new ArchivePatch(edits, date).run(base, old, grow, target, progress);
    }
  }

  private PatchReport run(
      FileBlockDevice base, Volume old, OptionalLong grow, Path target, BuildProgress progress)
      throws IOException {
    InodeTime clock = clock(old.superblock());
    PlannedVolume planned =
        grow.isPresent() ? PlannedVolume.resized(old, grow.getAsLong(), clock) : over(base, clock);
    WritableVolume volume = planned.volume();
    make(planned, old.superblock());
    volume.flush();
    ImageLayout layout = layout(planned);
    ArchiveHash hash = ArchiveFiles.write(target, layout, progress.started(layout.device().size()));
    return new PatchReport(
        hash,
        layout.device().size(),
        BuildReport.freeBytes(old.superblock()),
        BuildReport.freeBytes(volume.superblock()),
        old.superblock().totals().freeInodes(),
        volume.superblock().totals().freeInodes());
  }

  private static PlannedVolume over(BlockDevice base, InodeTime clock) throws IOException {
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(base);
    Instant time = Instant.ofEpochSecond(clock.seconds(), clock.microseconds() * 1000L);
    WritableVolume volume = WritableVolume.open(device, WriteOptions.at(time));
    return new PlannedVolume(device, volume, new HashMap<>());
  }

  /**
   * Returns the time of the changes: SOURCE_DATE_EPOCH, or the newest of the archive's and those of
   * the files that are put in. It depends on the input alone.
   */
  private InodeTime clock(Superblock superblock) throws IOException {
    if (date.seconds().isPresent()) {
      return new InodeTime(date.seconds().getAsInt(), 0);
    }
    InodeTime newest = new InodeTime(superblock.time(), 0);
    for (Edit edit : edits) {
      if (edit instanceof Edit.Put put) {
        InodeTime time = date.of(Files.getLastModifiedTime(put.source()));
        if (time.seconds() >= newest.seconds()) {
          newest = new InodeTime(time.seconds(), 0);
        }
      }
    }
    return newest;
  }

  private void make(PlannedVolume planned, Superblock old) throws IOException {
    VolumeEditor editor = new VolumeEditor(planned.volume(), planned.contents(), date);
    int[] at = {0};
    try {
      planned
          .volume()
          .together(
              () -> {
                for (; at[0] < edits.size(); at[0]++) {
                  editor.make(edits.get(at[0]));
                }
              });
    } catch (OutOfSpaceException e) {
      long missing = Math.max(1024, e.neededBytes() - e.availableBytes()) + laterPuts(at[0] + 1);
      throw doesNotFit(at[0], old, missing, e);
    } catch (OutOfInodesException e) {
      throw doesNotFit(at[0], old, 0, e);
    }
  }

  private DoesNotFitException doesNotFit(
      int edit, Superblock old, long missing, IOException cause) {
    // A twentieth more for the groups of the larger file system, their tables and their inodes.
    long enough = (old.sizeInBytes() + missing) / 20 * 21 + (1L << 20);
    DoesNotFitException result =
        new DoesNotFitException(
            edits.get(edit).path(), BuildReport.freeBytes(old), missing, enough);
    result.initCause(cause);
    return result;
  }

  /** Returns what the files take that edits from one on put in; they may replace others. */
  private long laterPuts(int first) throws IOException {
    long bytes = 0;
    for (Edit edit : edits.subList(first, edits.size())) {
      if (edit instanceof Edit.Put put) {
        bytes += (Files.size(put.source()) + 1023) / 1024 * 1024;
      }
    }
    return bytes;
  }

  private static ImageLayout layout(PlannedVolume planned) throws IOException {
    List<Placement> placements = new ArrayList<>();
    for (Map.Entry<Long, Content> entry : planned.contents().entrySet()) {
      for (Extent extent : planned.volume().content(entry.getKey()).extents()) {
        placements.add(Placement.of(extent, entry.getValue()));
      }
    }
    return ImageLayout.of(planned.device(), placements);
  }
}
