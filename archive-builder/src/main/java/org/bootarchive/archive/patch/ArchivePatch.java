package org.bootarchive.archive.patch;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.RunningHash;
import org.bootarchive.archive.plan.DerivedEdits;
import org.bootarchive.archive.plan.PatchedArchive;
import org.bootarchive.archive.plan.PlannedVolume;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new archive, and its hash file, from another one and some edits, all or none. Edits below
 * /usr are made in the file system in usr.lgz, if there is one; of that, only what has changed is
 * compressed again.
 *
 * <p>The old archive is only read. What no edit is about keeps its inode, its order and its blocks,
 * byte for byte, unless the file system is made anew with another size.
 */
public final class ArchivePatch {
  private final List<Edit> edits;
  private final DerivedEdits<Edit> derived;
  private final PatchOptions options;

  private ArchivePatch(List<Edit> edits, DerivedEdits<Edit> derived, PatchOptions options) {
    this.edits = ImmutableList.copyOf(edits);
    this.derived = derived;
    this.options = options;
  }

  /**
   * Patches an archive.
   *
   * @param archive the old image
   * @param edits in the order in which they are made
   * @param target the name of the new image, which is not the old one's; its directory must exist
   * @param progress is told how many bytes are written, and of how many
   * @throws EditException if an edit cannot be made
   * @throws DoesNotFitException if there is not enough space for all of them
   * @throws org.bootarchive.archive.build.ImageTooSmallException if the old contents do not fit the
   *     size that is asked for
   * @throws org.bootarchive.ufs.device.UnsafeToWriteException if the old file system is not clean
   * @throws org.bootarchive.ufs.device.CorruptImageException if it is damaged, or usr.lgz is and an
   *     edit leads into it
   * @throws IOException if a file cannot be read, or changes meanwhile, or the new image cannot be
   *     written
   */
  public static PatchReport patch(
      Path archive, List<Edit> edits, PatchOptions options, Path target, BuildProgress progress)
      throws IOException {
    return patch(archive, edits, applied -> ImmutableList.of(), options, target, progress);
  }

  /**
   * Patches an archive with edits that others follow from.
   *
   * @throws IOException as the other method throws it
   */
  public static PatchReport patch(
      Path archive,
      List<Edit> edits,
      DerivedEdits<Edit> derived,
      PatchOptions options,
      Path target,
      BuildProgress progress)
      throws IOException {
    InputFiles.of(archive)
        .addAll(Edit.inputs(edits))
        .requireNone(target, ArchiveConversion.hashFile(target));
    RunningHash.prepare();
    try (Edit.Singles single = Edit.singles(edits, archive, options.date());
        FileBlockDevice base = FileBlockDevice.open(archive);
        Volume old = Volume.open(base)) {
      return new ArchivePatch(single.edits(), derived, options).run(base, old, target, progress);
    }
  }

  /** Patches an archive, with the options' other values their defaults. */
  public static PatchReport patch(
      Path archive,
      List<Edit> edits,
      SourceDate date,
      OptionalLong grow,
      Path target,
      BuildProgress progress)
      throws IOException {
    return patch(
        archive, edits, PatchOptions.DEFAULTS.withDate(date).withGrow(grow), target, progress);
  }

  private PatchReport run(FileBlockDevice base, Volume old, Path target, BuildProgress progress)
      throws IOException {
    InodeTime clock = clock(old.superblock());
    PlannedVolume planned =
        options.grow().isPresent()
            ? ArchiveBuild.resized(old, options.grow().getAsLong(), clock)
            : PlannedVolume.over(base, clock);
    try (UsrPlan usr = usrPlan(old, planned, clock, target, progress)) {
      TreeEditor editor = new TreeEditor(planned, usr, options.date());
      editor.make(edits);
      editor.make(
          derived.after(new PatchedArchive(planned, usr == null ? null : usr::planned, clock)));
      editor.finishUsr();
      WritableVolume volume = planned.volume();
      volume.flush();
      ImageLayout layout = planned.layout();
      ArchiveConversion.Written written =
          ArchiveConversion.writeAgain(layout, old, options.form(), target, progress);
      return new PatchReport(
          written.hash(),
          written.bytes(),
          old.superblock().freeBytes(),
          volume.superblock().freeBytes(),
          old.superblock().totals().freeInodes(),
          volume.superblock().totals().freeInodes(),
          options.form(),
          written.losses(),
          usr == null ? Optional.empty() : usr.report());
    }
  }

  private @Nullable UsrPlan usrPlan(
      Volume old, PlannedVolume planned, InodeTime clock, Path target, BuildProgress progress)
      throws IOException {
    Optional<UsrImage> image = options.nested() ? UsrImage.in(old) : Optional.empty();
    if (image.isEmpty()) {
      if (options.growUsr().isPresent()) {
        throw new IOException("there is no usr.lgz whose file system could grow");
      }
      return null;
    }
    return new UsrPlan(image.get(), planned, clock, options.growUsr(), target, progress);
  }

  /**
   * Returns the time of the changes: SOURCE_DATE_EPOCH, or the newest of the archive's and those of
   * the files that are put in. It depends on the input alone.
   */
  private InodeTime clock(Superblock superblock) throws IOException {
    SourceDate date = options.date();
    if (date.seconds().isPresent()) {
      return new InodeTime(date.seconds().getAsInt(), 0);
    }
    InodeTime newest = new InodeTime(superblock.time(), 0);
    for (Edit edit : edits) {
      InodeTime time = newest;
      if (edit instanceof Edit.Put put) {
        time = date.of(Files.getLastModifiedTime(put.source()));
      } else if (edit instanceof Edit.PutNode put) {
        time = put.file().attributes().modify();
      }
      if (time.seconds() >= newest.seconds()) {
        newest = new InodeTime(time.seconds(), 0);
      }
    }
    return newest;
  }
}
