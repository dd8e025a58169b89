package org.bootarchive.archive.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.image.ArchiveFiles;
import org.bootarchive.archive.image.RunningHash;
import org.bootarchive.archive.plan.ImagePlan;
import org.bootarchive.archive.plan.PlannedVolume;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.source.UsrTwice;
import org.bootarchive.archive.source.UsrTwiceException;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Builds a boot archive and its hash file.
 *
 * <p>All metadata is planned in memory first, so that an image that is too small is found out
 * before anything is written; then the image goes out front to back, once. Equal sources and
 * options give equal bytes.
 */
public final class ArchiveBuild {
  /** How often a larger size is tried when the files' ends do not share blocks as expected. */
  private static final int ATTEMPTS = 24;

  private final SourceTree tree;
  private final BuildOptions options;
  private final SpaceNeeds needs;
  private final ImageSize size;
  private final int seed;

  private ArchiveBuild(SourceTree tree, BuildOptions options) {
    this.tree = tree;
    this.options = options;
    this.needs = SpaceNeeds.of(tree.root(), options.blockBytes(), options.fragmentBytes());
    this.size = new ImageSize(options, needs);
    this.seed = InputSeed.of(tree.root());
  }

  /**
   * Builds an archive. The archive and its hash file appear together, complete; if anything fails,
   * nothing has changed.
   *
   * @param archive the archive's name; its directory must exist
   * @param progress is told how many bytes of the image are written, and of how many
   * @throws ImageTooSmallException if the files do not fit the size that is asked for
   * @throws org.bootarchive.ufs.format.FormatRefusedException if mkfs makes no file system of the
   *     options
   * @throws UsrTwiceException if the files are those of an archive after boot, with the files of
   *     usr.lgz in usr as well
   * @throws IOException if the source cannot be read, or changes meanwhile, or the archive cannot
   *     be written
   */
  public static BuildReport build(
      ArchiveSource source, BuildOptions options, Path archive, BuildProgress progress)
      throws IOException {
    new InputFiles().addAll(source.inputs()).requireNone(archive, HashFile.beside(archive));
    RunningHash.prepare();
    try (SourceTree tree = source.read(options.date())) {
      UsrTwice.refuse(tree);
      ImagePlan plan = plan(tree, options);
      long bytes = plan.layout().device().size();
      LongConsumer done = progress.started(bytes);
      ArchiveHash hash = ArchiveFiles.write(archive, plan.layout(), done);
      return new BuildReport(hash, bytes, plan.superblock());
    }
  }

  /**
   * Plans an image that is not written.
   *
   * @param tree the files; it has to stay open as long as the image is read
   * @throws ImageTooSmallException if the files do not fit the size that is asked for
   * @throws org.bootarchive.ufs.format.FormatRefusedException if mkfs makes no file system of the
   *     options
   */
  public static ImagePlan plan(SourceTree tree, BuildOptions options) throws IOException {
    return new ArchiveBuild(tree, options).plan();
  }

  /**
   * Plans a larger or smaller file system with the files of another, all metadata kept but inode
   * numbers.
   *
   * @param bytes the new length of the image
   * @param clock the time of changes to the new volume
   * @throws ImageTooSmallException if they do not fit
   * @throws org.bootarchive.ufs.format.FormatRefusedException if mkfs makes no file system of that
   *     size
   */
  public static PlannedVolume resized(Volume old, long bytes, InodeTime clock) throws IOException {
    return ResizedVolume.of(old, bytes, clock);
  }

  private ImagePlan plan() throws IOException {
    return options.size().isPresent() ? planAt(options.size().getAsLong()) : planJustLargeEnough();
  }

  private ImagePlan planAt(long bytes) throws IOException {
    size.check(bytes);
    try {
      ImagePlan plan = attempt(bytes);
      long missing = options.freeBytes() - plan.superblock().freeBytes();
      if (missing > 0) {
        throw size.tooSmall(bytes, missing, 0);
      }
      return plan;
    } catch (OutOfSpaceException e) {
      ImageTooSmallException tooSmall =
          size.tooSmall(bytes, Math.max(options.blockBytes(), e.neededBytes()), 0);
      tooSmall.initCause(e);
      throw tooSmall;
    }
  }

  private ImagePlan planJustLargeEnough() throws IOException {
    long more = 0;
    OutOfSpaceException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        ImagePlan plan = attempt(size.enough(more));
        if (plan.superblock().freeBytes() >= options.freeBytes()) {
          return plan;
        }
      } catch (OutOfSpaceException e) {
        last = e;
      }
      more += Math.max(2, needs.blocks() / 256) << Math.min(attempt, 8);
    }
    throw unfit(last);
  }

  private static IOException unfit(@Nullable OutOfSpaceException last) {
    return last == null ? new IOException("no size leaves as much free as is asked for") : last;
  }

  private ImagePlan attempt(long bytes) throws IOException {
    try {
      return ImagePlan.of(tree, options.format(bytes, tree.time().seconds(), seed));
    } catch (OutOfInodesException e) {
      ImageTooSmallException tooSmall = size.tooSmall(bytes, 0, 1);
      tooSmall.initCause(e);
      throw tooSmall;
    }
  }
}
