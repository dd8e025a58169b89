package org.bootarchive.archive.convert;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.image.ArchiveFiles;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.LayoutDevice;
import org.bootarchive.archive.image.Packing;
import org.bootarchive.archive.image.RunningHash;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.source.UsrTwice;
import org.bootarchive.gzip.Gunzip;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/** Makes archives of any form, with the hash file that belongs to the form. */
public final class ArchiveConversion {
  private static final String GZIP_SUFFIX = ".gz";

  private ArchiveConversion() {}

  /**
   * What was written.
   *
   * @param hash of the archive as the kernel gets it, out of its gzip file
   * @param bytes its size, likewise
   * @param form that it has
   * @param losses what the form cannot hold of the files
   */
  public record Written(
      ArchiveHash hash, long bytes, ArchiveForm form, ImmutableList<Loss> losses) {}

  /** A form of archive cannot hold all of some files, and was to; nothing was written. */
  public static final class LossException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<Loss> losses;

    LossException(List<Loss> losses) {
      super(losses.size() + " things would be lost; nothing is written");
      this.losses = List.copyOf(losses);
    }

    /** Returns what would be lost, by path. */
    public List<Loss> losses() {
      return losses;
    }
  }

  /**
   * Makes an archive of another form, and its hash file, of a UFS image.
   *
   * @param image a UFS image; {@link UnpackedArchive} makes one of the other forms
   * @param options of a new UFS; of no matter for other forms
   * @param target the new archive's name; its directory must exist
   * @param strict whether nothing is to be written if something is lost
   * @param progress is told how many bytes are written, and of how many
   * @throws org.bootarchive.archive.build.ImageTooSmallException if the files do not fit the size
   *     that is asked for
   * @throws LossException if something is lost and must not be
   * @throws IOException if the image cannot be read, or the archive not be written
   */
  public static Written convert(
      Path image,
      ArchiveForm form,
      BuildOptions options,
      Path target,
      boolean strict,
      BuildProgress progress)
      throws IOException {
    return convert(image, ArchiveForm.PLAIN_UFS, form, options, target, strict, progress);
  }

  /**
   * Makes an archive of another form, and its hash file, of a UFS image that was made of an
   * archive. What was in front of that, as a boot block for SPARC, stays if the new one is of the
   * same kind.
   *
   * @param old the form of that archive
   * @throws IOException as the other method throws it
   */
  public static Written convert(
      Path image,
      ArchiveForm old,
      ArchiveForm form,
      BuildOptions options,
      Path target,
      boolean strict,
      BuildProgress progress)
      throws IOException {
    requireOther(image, target);
    RunningHash.prepare();
    ArchiveForm fresh = form.like(old);
    try (FileBlockDevice device = FileBlockDevice.open(image);
        Volume volume = Volume.open(device);
        SourceTree tree = ArchiveSource.volume(volume).read(options.date())) {
      List<Loss> lost =
          old.kind() == ArchiveForm.Kind.UFS
              ? BootBlock.lossesOfUfs(device)
              : BootBlock.losses(old, form.kind());
      return write(tree, null, lost, fresh, options, target, strict, progress);
    }
  }

  /**
   * Returns the files in a tar, a cpio archive or an ISO 9660, whose content tells which one it is;
   * in a gzip file or not. Tars are read as {@link ArchiveSource#tar(Path)} reads them. Of a name
   * that is in a cpio archive twice, the first counts, as for the kernel.
   */
  public static ArchiveSource packedFiles(Path file) {
    return new PackedFiles(file);
  }

  /**
   * Builds an archive of any form, and its hash file.
   *
   * @param options of a UFS; of other forms, how late times may be is all that matters
   * @param strict whether nothing is to be written if something is lost
   * @param progress is told how many bytes are written, and of how many
   * @throws org.bootarchive.archive.build.ImageTooSmallException if the files do not fit the size
   *     that is asked for
   * @throws LossException if something is lost and must not be
   * @throws org.bootarchive.archive.source.UsrTwiceException if the files are those of an archive
   *     after boot, with the files of usr.lgz in usr as well
   * @throws IOException if the source cannot be read, or changes meanwhile, or the archive cannot
   *     be written
   */
  public static Written build(
      ArchiveSource source,
      ArchiveForm form,
      BuildOptions options,
      Path target,
      boolean strict,
      BuildProgress progress)
      throws IOException {
    RunningHash.prepare();
    try (SourceTree tree = source.read(options.date())) {
      UsrTwice.refuse(tree);
      return write(tree, form, options, target, strict, progress);
    }
  }

  /**
   * Refuses a new archive whose file, or whose hash file, is the old one, under whatever name; or
   * that would stand in the place of the old one's hash file.
   *
   * @throws IOException if it is so
   */
  public static void requireOther(Path archive, Path target) throws IOException {
    InputFiles.of(archive).requireNone(target, hashFile(target));
    InputFiles.of(HashFile.beside(archive), hashFile(archive)).requireNone(target);
  }

  /**
   * Returns the name of the hash file: that of the archive without {@code .gz}, and {@code .hash}.
   */
  public static Path hashFile(Path archive) {
    String name = String.valueOf(archive.getFileName());
    return HashFile.beside(
        name.endsWith(GZIP_SUFFIX) && name.length() > GZIP_SUFFIX.length()
            ? archive.resolveSibling(name.substring(0, name.length() - GZIP_SUFFIX.length()))
            : archive);
  }

  /**
   * Returns the hash file of an archive that is there: {@code NAME.hash}, of a gzip file {@code
   * NAME.gz} too.
   *
   * @throws IOException if the archive cannot be read
   */
  public static Path hashFileOf(Path archive) throws IOException {
    return Gunzip.isGzip(archive) ? hashFile(archive) : HashFile.beside(archive);
  }

  private static Packing packing(ArchiveForm form) {
    return form.gzip().<Packing>map(gzip -> new GzipPacking(gzip.header())).orElse(Packing.NONE);
  }

  private static ArchiveHash write(
      ImageLayout layout, ArchiveForm form, Path archive, BuildProgress progress)
      throws IOException {
    return ArchiveFiles.write(
        archive,
        hashFile(archive),
        packing(form),
        layout,
        progress.started(layout.device().size()));
  }

  /**
   * Writes the files of a UFS as an archive of any form. Links become copies of what they lead to
   * where the kernel follows none.
   *
   * @param ufs laid out; goes out as it is if the form is a UFS
   * @param strict whether nothing is to be written if something is lost
   * @throws LossException if something is lost and must not be
   * @throws IOException if the files cannot be read, or the archive not be written
   */
  public static Written write(
      ImageLayout ufs, ArchiveForm form, Path archive, boolean strict, BuildProgress progress)
      throws IOException {
    if (form.kind() == ArchiveForm.Kind.UFS) {
      return new Written(
          write(ufs, form, archive, progress), ufs.device().size(), form, ImmutableList.of());
    }
    try (Volume volume = Volume.open(LayoutDevice.of(ufs));
        SourceTree tree = ArchiveSource.volume(volume).read(SourceDate.UNLIMITED)) {
      return write(tree, form, BuildOptions.DEFAULTS, archive, strict, progress);
    }
  }

  /**
   * Writes the files of a UFS, made of an archive and changed since, as an archive of that form.
   * Links that were there before stay.
   *
   * @param ufs laid out; goes out as it is if the form is a UFS
   * @param before the files as they were
   * @param form of the archive
   * @throws IOException if the files cannot be read, or the archive not be written
   */
  public static Written writeAgain(
      ImageLayout ufs, Volume before, ArchiveForm form, Path archive, BuildProgress progress)
      throws IOException {
    if (form.kind() == ArchiveForm.Kind.UFS) {
      return write(ufs, form, archive, false, progress);
    }
    try (Volume volume = Volume.open(LayoutDevice.of(ufs));
        SourceTree tree = ArchiveSource.volume(volume).read(SourceDate.UNLIMITED);
        SourceTree old = ArchiveSource.volume(before).read(SourceDate.UNLIMITED)) {
      return write(
          tree,
          old.root(),
          ImmutableList.of(),
          form,
          BuildOptions.DEFAULTS,
          archive,
          false,
          progress);
    }
  }

  /**
   * Writes files as an archive of any form. Links become copies of what they lead to where the
   * kernel follows none.
   *
   * @param options of a new UFS; of no matter for other forms
   * @param strict whether nothing is to be written if something is lost
   * @throws LossException if something is lost and must not be
   * @throws org.bootarchive.archive.build.ImageTooSmallException if the files do not fit the size
   *     that is asked for
   * @throws IOException if the files cannot be read, or the archive not be written
   */
  public static Written write(
      SourceTree tree,
      ArchiveForm form,
      BuildOptions options,
      Path archive,
      boolean strict,
      BuildProgress progress)
      throws IOException {
    return write(tree, null, ImmutableList.of(), form, options, archive, strict, progress);
  }

  /**
   * Writes files as an archive of any form.
   *
   * @param before the root of the files as they were, whose links stay; null if there were none
   * @param lost what is lost already
   */
  private static Written write(
      SourceTree tree,
      @Nullable SourceNode before,
      List<Loss> lost,
      ArchiveForm form,
      BuildOptions options,
      Path archive,
      boolean strict,
      BuildProgress progress)
      throws IOException {
    List<Loss> losses = new ArrayList<>(lost);
    ImageLayout layout;
    if (form.kind() == ArchiveForm.Kind.UFS) {
      layout = ArchiveBuild.plan(tree, options).layout();
    } else {
      losses.addAll(LinkCopies.in(tree, before));
      PlannedArchive planned = plan(tree, form);
      losses.addAll(planned.losses());
      layout = planned.layout();
    }
    losses.sort(Comparator.comparing(Loss::path));
    if (strict && !losses.isEmpty()) {
      throw new LossException(losses);
    }
    ArchiveHash hash = write(layout, form, archive, progress);
    return new Written(hash, layout.device().size(), form, ImmutableList.copyOf(losses));
  }

  /**
   * Returns the bytes of an archive of a form that has no free space: a cpio archive or an ISO
   * 9660.
   *
   * @param tree has to stay open as long as the bytes are read
   */
  private static PlannedArchive plan(SourceTree tree, ArchiveForm form) throws IOException {
    return switch (form.kind()) {
      case CPIO -> CpioPlan.of(tree, form);
      case ISO -> IsoPlan.of(tree, form);
      case UFS -> throw new IllegalArgumentException("a UFS has a size of its own");
    };
  }
}
