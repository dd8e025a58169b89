package org.bootarchive.archive.patch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.build.ImageTooSmallException;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.LayoutDevice;
import org.bootarchive.archive.plan.PlannedVolume;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.archive.tree.mount.UsrMount;
import org.bootarchive.lofi.LofiCompression;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.lofi.LofiOptions;
import org.bootarchive.lofi.LofiResult;
import org.bootarchive.lofi.LofiRewrite;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.UnsafeToWriteException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.volume.FileContentDevice;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the file system in usr.lgz, planned as those of the archive are, and the new usr.lgz.
 * What is new of it waits in a temporary file beside the new archive, which goes away when this is
 * closed.
 */
final class UsrPlan implements UsrMount {
  static final EditPath PATH = EditPath.of("usr.lgz".getBytes(US_ASCII));

  private static final int SECTOR_BYTES = 512;

  private final UsrImage image;
  private final PlannedVolume root;
  private final InodeTime clock;
  private final OptionalLong grow;
  private final Path target;
  private final BuildProgress progress;

  /** The inode of usr.lgz in the new archive, and what belongs into it without this. */
  private final long inode;

  private final @Nullable Content contentBefore;

  private @Nullable PlannedVolume planned;
  private final List<AtomicFile> temporary = new ArrayList<>();
  private @Nullable PatchworkFile compressed;
  private PatchReport.@Nullable Usr report;

  /**
   * Creates a plan without changes.
   *
   * @param image the image as it is in the old archive
   * @param root the new archive, in which usr.lgz is as in the old one
   * @param clock the time of changes
   * @param grow the new length of the file system in bytes; empty to keep it
   * @param target the new archive's name
   * @param progress is told of the compression of a whole file system
   */
  UsrPlan(
      UsrImage image,
      PlannedVolume root,
      InodeTime clock,
      OptionalLong grow,
      Path target,
      BuildProgress progress)
      throws IOException {
    this.image = image;
    this.root = root;
    this.clock = clock;
    this.grow = grow;
    this.target = target;
    this.progress = progress;
    this.inode = root.volume().lookup(Inode.ROOT, UsrImage.NAME).orElseThrow();
    this.contentBefore = root.contents().get(inode);
  }

  /** Returns the file system, to be changed. */
  PlannedVolume planned() throws IOException {
    PlannedVolume made = planned;
    if (made == null) {
      Volume old = image.volume();
      try {
        made =
            grow.isPresent()
                ? ArchiveBuild.resized(old, wholeSectors(grow.getAsLong()), clock)
                : PlannedVolume.over(image.device(), clock);
      } catch (UnsafeToWriteException e) {
        throw inUsr(new UnsafeToWriteException(UsrImage.NAME + ": " + e.getMessage()), e);
      } catch (ImageTooSmallException e) {
        throw new ImageTooSmallException(UsrImage.NAME.toString(), e);
      }
      planned = made;
    }
    return made;
  }

  private static UnsafeToWriteException inUsr(
      UnsafeToWriteException named, UnsafeToWriteException cause) {
    named.initCause(cause);
    return named;
  }

  /** Returns a length that can be compressed. */
  private static long wholeSectors(long bytes) {
    return (bytes + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
  }

  @Override
  public Volume volume() throws IOException {
    return planned().volume();
  }

  /**
   * Compresses what has changed and makes the result the archive's usr.lgz, with its names, mode
   * and owner and the time of the changes. Without changes it stays as it is.
   *
   * @throws EditException if another edit has put something else there
   */
  void putInto(VolumeEditor editor) throws IOException {
    if (planned == null && grow.isEmpty()) {
      return;
    }
    PlannedVolume made = planned();
    made.volume().flush();
    ImageLayout layout = made.layout();
    BitSet changed =
        grow.isPresent() ? new BitSet() : ChangedSegments.of(image.lofi(), made.device(), layout);
    if (grow.isEmpty() && changed.isEmpty()) {
      return;
    }
    requireSame();
    BlockDevice oldFile = FileContentDevice.of(image.file());
    PatchworkFile file = new PatchworkFile(oldFile, temporaryFile());
    compressed = file;
    LofiResult result = compress(layout, changed, file);
    editor.replace(inode, root.volume().inode(inode), file.content(), clock);
    Superblock before = image.volume().superblock();
    Superblock after = made.volume().superblock();
    report =
        new PatchReport.Usr(
            oldFile.size(),
            result.fileBytes(),
            layout.device().size(),
            result.header().segments(),
            result.storedSegments() + result.compressedSegments(),
            before.freeBytes(),
            after.freeBytes(),
            before.totals().freeInodes(),
            after.totals().freeInodes());
  }

  private void requireSame() throws IOException {
    WritableVolume volume = root.volume();
    boolean same =
        volume.lookup(Inode.ROOT, UsrImage.NAME).orElse(0) == inode
            && volume.inode(inode).size() == image.file().size()
            && root.contents().get(inode) == contentBefore;
    if (!same) {
      throw new EditException(
          PATH, "is changed by one edit, and files in it by others; make two patches of them");
    }
  }

  private LofiResult compress(ImageLayout layout, BitSet changed, PatchworkFile file)
      throws IOException {
    LayoutDevice fresh = LayoutDevice.of(layout);
    if (grow.isPresent()) {
      LofiHeader old = image.lofi().header();
      return LofiCompression.compress(
          fresh,
          file,
          new LofiOptions(old.algorithm(), old.segmentBytes()),
          progress.started(fresh.size()));
    }
    try (LofiDevice older = LofiDevice.open(file.source())) {
      return LofiRewrite.ofSegments(older, fresh, changed::get).write(file, bytes -> {});
    }
  }

  /** Opens a new file, which goes away when this is closed, or the process is asked to end. */
  private FileChannel temporaryFile() throws IOException {
    AtomicFile file = AtomicFile.besides(target.toAbsolutePath());
    temporary.add(file);
    return file.channel();
  }

  /** Returns what has become of the file system; empty if nothing has. */
  Optional<PatchReport.Usr> report() {
    return Optional.ofNullable(report);
  }

  @Override
  public void close() throws IOException {
    try {
      image.close();
      if (compressed != null) {
        compressed.close();
      }
    } finally {
      for (AtomicFile file : temporary) {
        file.close();
      }
    }
  }
}
