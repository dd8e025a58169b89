package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.bootarchive.archive.build.ImageTooSmallException;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.patch.ArchivePatch;
import org.bootarchive.archive.patch.DoesNotFitException;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.PatchOptions;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformBuildOptions;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.archive.platform.PlatformPatch;
import org.bootarchive.archive.platform.PlatformPatchReport;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.json.ResultJson;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.media.disk.SliceFile;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patch}: a new archive from another one and some edits. */
@Command(
    name = "patch",
    header = "Makes a new archive from one and some edits.",
    description = {
      "Makes a new archive and its hash file, NEW and NEW.hash, from IMAGE and some",
      "edits: all of them, in their order, or none. IMAGE is only read; what no edit",
      "is about stays where it is.",
      "If IMAGE is a medium, NEW is that medium with the archive that it boots, its",
      "hash and its manifest made anew; gzipped if its name ends in .gz. If it is a",
      "slice of a disk, NEW is that disk with a new file system in the slice.",
      "If IMAGE is a platform, NEW is a platform whole, a .tgz or a directory by its",
      "name: hash and manifest are made anew, kernel and git status if edits change",
      "them in the archive.",
      "Exit code 1 if the edits do not fit."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Paths are those in the archive; \\xHH stands for a byte, \\x3d for an equals",
      "sign. A file that is put over another keeps its mode and owner; a new one is",
      "root's, 0644. Times of files are the source's, none later than",
      "SOURCE_DATE_EPOCH if that is set. A file of edits has a line for each, the",
      "option without its dashes: put etc/system=FILE. # starts a comment.",
      "--tree, --tar and --manifest put many files: directories that are there stay",
      "as they are, other files get the source's owners and permissions. In a file of",
      "edits, proto DIR lines go with manifest FILE.",
      "usr/... are files in usr.lgz, if there is one; of it, what changed is",
      "compressed again.",
      "",
      "Example:",
      "  archive-tool patch boot_archive --out boot_archive.new \\",
      "    --put etc/system=system",
      "  archive-tool patch boot_archive --out boot_archive.new \\",
      "    --edits edits.txt --grow 400000k"
    })
final class PatchCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = {
        "A boot archive, a platform directory or platform-STAMP.tgz, a disk, a medium;",
        "- is the standard input."
      })
  private Path image = Path.of("");

  @Mixin private ArchiveOptions archiveOptions = new ArchiveOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "NEW",
      description = "The new archive; - is the standard output, which gets no hash file.")
  private Path out = Path.of("");

  @Mixin private EditOptions given = new EditOptions();

  @Option(
      names = "--grow",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Make a new file system of this size, with the same contents.")
  private @Nullable Long grow;

  @Option(
      names = "--grow-usr",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Make a new file system of this size in usr.lgz, with the same contents.")
  private @Nullable Long growUsr;

  @Option(
      names = "--check",
      description = "Refuse an IMAGE that check finds errors in, not only one that is not clean.")
  private boolean check;

  @Option(
      names = "--no-nested",
      description = "usr/... are the archive's own files, not those in its usr.lgz.")
  private boolean noNested;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Option(
      names = "--archive-only",
      description = "Of a platform, write the archive and its hash alone.")
  private boolean archiveOnly;

  @Option(
      names = "--stamp",
      paramLabel = "STAMP",
      description = "The new platform's time stamp. Default: the old one.")
  private @Nullable String stamp;

  /** Where the new archive is written: what the user names, or on its way to the output. */
  private Path target = Path.of("");

  @Override
  public Integer call() throws IOException {
    List<Edit> edits = edits();
    try (SpooledInput input = SpooledInput.of(image)) {
      image = input.path();
      try (OutputFile output = OutputFile.of(out, nameForOutput())) {
        target = output.path();
        int code = patch(edits);
        output.send();
        return code;
      }
    }
  }

  /** Returns a name of the form that IMAGE has: a platform is a .tgz, what was compressed stays. */
  private String nameForOutput() {
    if (archiveOnly) {
      return "boot_archive";
    }
    return Files.isDirectory(image) ? "platform.tgz" : String.valueOf(image.getFileName());
  }

  private int patch(List<Edit> edits) throws IOException {
    SourceDate date = date();
    requireInputsStay(edits);
    PatchOptions options =
        PatchOptions.DEFAULTS
            .withDate(date)
            .withGrow(bytes(grow))
            .withGrowUsr(bytes(growUsr))
            .withNested(!noNested);
    try {
      ArchiveChoice choice = archiveOptions.choice();
      try (ImagePlace place = ImagePlace.open(image, choice, editTime(edits))) {
        if (place.medium().isPresent()) {
          OutName.requireNoPlatform(out, "a medium", "");
          patchMedium(place, edits, options);
        } else if (isPlatform()) {
          patchPlatform(edits, options);
        } else if (place.slice().isPresent()) {
          OutName.requireNoPlatform(out, "a disk", "");
          return patchSlice(place.slice().get(), edits, options);
        } else {
          OutName.requireNoPlatform(
              out, "an archive alone", archiveOnly ? "leave --archive-only out" : "");
          patchArchive(place, edits, options);
        }
      }
    } catch (DoesNotFitException | ImageTooSmallException | FormatRefusedException e) {
      StandardError.text().println("archive-tool: " + Hints.describe(e));
      return ExitCode.NO;
    }
    return ExitCode.GOOD;
  }

  private void requireInputsStay(List<Edit> edits) throws IOException {
    new InputFiles()
        .addAll(PlatformImage.filesAt(image))
        .addAll(given.inputs(edits))
        .requireNone(target, ArchiveConversion.hashFile(target));
    for (Path read : PlatformImage.filesAt(image)) {
      ArchiveConversion.requireOther(read, target);
    }
  }

  private boolean isPlatform() {
    boolean isPlatform = Platform.isPlatform(image) && !archiveOnly;
    if (stamp != null && !isPlatform) {
      throw new UsageException("--stamp goes with a platform written whole");
    }
    try {
      if (stamp != null) {
        PlatformBuildOptions.checkStamp(stamp);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("--stamp: " + e.getMessage(), e);
    }
    return isPlatform;
  }

  private Instant editTime(List<Edit> edits) throws IOException {
    List<Path> sources = new ArrayList<>();
    Instant youngest = Instant.EPOCH;
    for (Edit edit : edits) {
      if (edit instanceof Edit.Put put) {
        sources.add(put.source());
      } else if (edit instanceof Edit.PutTree tree) {
        Instant time = Instant.ofEpochSecond(tree.source().newest(date()).seconds());
        youngest = time.isAfter(youngest) ? time : youngest;
      }
    }
    return EditTime.of(sources, youngest);
  }

  private void patchMedium(ImagePlace place, List<Edit> edits, PatchOptions options)
      throws IOException {
    if (stamp != null || archiveOnly) {
      throw new UsageException("--stamp and --archive-only do not go with a medium");
    }
    OpenMedium medium = place.medium().orElseThrow();
    try (TemporaryFiles temporary = new TemporaryFiles();
        MediumCopy copy = medium.copyTo(target)) {
      copy.start();
      Path work = temporary.createDirectory("patch");
      Path archive = place.place();
      Optional<Path> top = place.platform();
      if (top.isPresent()) {
        PlatformPatchReport report;
        try (Platform platform = Platform.open(top.get());
            ProgressOfPlatform progress = new ProgressOfPlatform()) {
          prepare(platform, edits).close();
          report = PlatformPatch.patchInPlace(platform, edits, options, work, progress);
        }
        medium.write(copy);
        printLosses(report.archive());
        if (json) {
          StandardOutput.text().println(ResultJson.of(out, report));
        } else {
          PlatformPatchOutput.printOnMedium(StandardOutput.text(), out, archive, top.get(), report);
        }
      } else {
        PatchReport report = patchFile(place, edits, options, work);
        medium.write(copy);
        print(PatchText.onMedium(out, archive), report);
        Path hash = ArchiveConversion.hashFile(archive);
        if (!json && Files.exists(hash)) {
          StandardOutput.text().println("renewed: " + hash);
        }
      }
    }
  }

  /** Writes the disk with another file system in the slice's place. */
  private int patchSlice(ImagePlace.Slice slice, List<Edit> edits, PatchOptions options)
      throws IOException {
    if (archiveOnly) {
      throw new UsageException("--archive-only does not go with a slice of a disk");
    }
    if (grow != null && grow > slice.part().bytes()) {
      StandardError.text()
          .println(
              "archive-tool: --grow "
                  + grow
                  + " does not fit: the slice has "
                  + slice.part().bytes()
                  + " bytes");
      return ExitCode.NO;
    }
    try (TemporaryFiles temporary = new TemporaryFiles();
        MediumCopy copy = MediumCopy.of(slice.disk(), slice.part(), target)) {
      copy.start();
      Path work = temporary.createDirectory("patch");
      Path old = work.resolve("slice");
      Path made = work.resolve("boot_archive");
      SliceFile.copy(slice.disk(), slice.part(), old);
      PatchReport report;
      try (ProgressOfImage progress = new ProgressOfImage("patch")) {
        prepare(old, Optional.empty(), old, edits).close();
        report = ArchivePatch.patch(old, edits, options, made, progress);
      }
      VolumePlan plan = SliceFile.plan(slice.disk(), slice.part(), made);
      try (Progress progress = Progress.of("write", slice.disk().device().size())) {
        copy.finish(plan, progress);
      }
      print(report);
    }
    return ExitCode.GOOD;
  }

  /** Patches an archive that is in no platform, and renews the hash beside it if there is one. */
  private PatchReport patchFile(ImagePlace place, List<Edit> edits, PatchOptions options, Path work)
      throws IOException {
    Path made = work.resolve("boot_archive");
    try (BootArchiveFile file = place.file().orElseThrow();
        ProgressOfImage progress = new ProgressOfImage("patch")) {
      Path archive = place.place();
      PatchOptions all = options.withForm(file.form());
      PatchReport report =
          prepare(file, archive, edits)
              .during(() -> ArchivePatch.patch(file.path(), edits, all, made, progress));
      Files.copy(made, archive, StandardCopyOption.REPLACE_EXISTING);
      Path hash = ArchiveConversion.hashFile(archive);
      if (Files.exists(hash)) {
        Files.copy(ArchiveConversion.hashFile(made), hash, StandardCopyOption.REPLACE_EXISTING);
      }
      return report;
    }
  }

  private void patchArchive(ImagePlace place, List<Edit> edits, PatchOptions options)
      throws IOException {
    try (BootArchiveFile file = place.file().orElseThrow();
        ProgressOfImage progress = new ProgressOfImage("patch")) {
      PatchOptions all = options.withForm(file.form());
      try {
        PatchReport report =
            prepare(file, place.place(), edits)
                .during(() -> ArchivePatch.patch(file.path(), edits, all, target, progress));
        print(report);
      } catch (CorruptImageException e) {
        CorruptImageException said = UnknownForm.of(e, Optional.of(file.path()));
        boolean isOther = edits.stream().anyMatch(Edit.PutTree.class::isInstance);
        throw isOther && said.equals(e) ? e : said.in(place.shown());
      }
    }
  }

  private OldHashCheck prepare(BootArchiveFile file, Path archive, List<Edit> edits)
      throws IOException {
    return prepare(
        file.asLoaded(), Optional.of(ArchiveConversion.hashFile(archive)), file.path(), edits);
  }

  private OldHashCheck prepare(Platform platform, List<Edit> edits) throws IOException {
    return prepare(
        platform.archiveAsLoaded(), platform.find(PlatformImage.HASH), platform.archive(), edits);
  }

  /**
   * Refuses before a patch, and starts what warns beside it.
   *
   * @param loaded the archive as the kernel gets it
   * @param hash its hash file
   * @param archive it as a UFS image
   * @return to be closed before any of these files changes
   */
  private OldHashCheck prepare(Path loaded, Optional<Path> hash, Path archive, List<Edit> edits)
      throws IOException {
    OldHashCheck beside = OldHashCheck.start(image.toString(), loaded, hash);
    boolean done = false;
    try {
      if (check) {
        requireSound(archive);
      }
      if (noNested && edits.stream().anyMatch(PatchCommand::mayBeInUsr)) {
        sayWhoseUsr(archive);
      }
      done = true;
      return beside;
    } finally {
      if (!done) {
        beside.close();
      }
    }
  }

  private static boolean mayBeInUsr(Edit edit) {
    return edit instanceof Edit.PutTree || edit.path().isBelow("usr");
  }

  private void patchPlatform(List<Edit> edits, PatchOptions options) throws IOException {
    try (Platform platform = Platform.open(image);
        ProgressOfPlatform progress = new ProgressOfPlatform()) {
      Optional<String> newStamp = Optional.ofNullable(stamp);
      PlatformPatchReport report =
          prepare(platform, edits)
              .during(
                  () -> PlatformPatch.patch(platform, edits, options, newStamp, target, progress));
      print(report);
    }
  }

  private void print(PlatformPatchReport report) {
    printLosses(report.archive());
    if (json) {
      StandardOutput.text().println(ResultJson.of(out, report));
    } else {
      PlatformPatchOutput.print(StandardOutput.text(), out, report);
    }
  }

  private void sayWhoseUsr(Path archive) throws IOException {
    try (Volume volume = Volume.open(FileBlockDevice.open(archive))) {
      if (UsrImage.in(volume).isPresent()) {
        UsrView.OWN.print(StandardError.text());
      }
    }
  }

  private static OptionalLong bytes(@Nullable Long size) {
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  private SourceDate date() {
    try {
      return SourceDateVariable.read();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Edit> edits() throws IOException {
    if (given.isEmpty() && grow == null && growUsr == null && stamp == null) {
      throw new UsageException(
          "there is nothing to do: give an edit, --edits, --grow, --grow-usr or --stamp");
    }
    if (noNested && growUsr != null) {
      throw new UsageException("--grow-usr is about usr.lgz, which --no-nested leaves alone");
    }
    return given.edits();
  }

  private void requireSound(Path file) throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(file);
        Volume volume = Volume.open(device);
        ArchiveTree tree = ArchiveTree.afterBoot(volume)) {
      requireSound(device, image.toString());
      if (!noNested && tree.usr().orElse(null) instanceof UsrImage usr) {
        requireSound(usr.device(), image + ", usr.lgz");
      }
    }
  }

  private static void requireSound(BlockDevice device, String name) throws IOException {
    CheckReport report = UfsCheck.check(device);
    if (!report.clean()) {
      throw new CorruptImageException(name, -1, "has errors, which check shows; it is not patched");
    }
  }

  private void printLosses(PatchReport report) {
    report.losses().forEach(loss -> StandardError.text().println("archive-tool: " + loss));
  }

  private void print(PatchReport report) {
    print(out.toString(), report);
  }

  /** Prints what became of the archive that is called so. */
  private void print(String name, PatchReport report) {
    printLosses(report);
    PrintWriter output = StandardOutput.text();
    if (json) {
      output.println(ResultJson.of(out, report));
    } else {
      PatchText.print(output, name, report);
    }
  }
}
