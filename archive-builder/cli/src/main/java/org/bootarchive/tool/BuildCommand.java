package org.bootarchive.tool;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.BuildReport;
import org.bootarchive.archive.build.ImageTooSmallException;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.platform.PlatformBuild;
import org.bootarchive.archive.platform.PlatformBuildOptions;
import org.bootarchive.archive.platform.PlatformBuildReport;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code build}: a new archive and its hash file. */
@Command(
    name = "build",
    header = "Builds a boot archive, or a platform whole.",
    description = {
      "Builds a boot archive and its hash file, IMAGE and IMAGE.hash. Equal sources",
      "give equal bytes: files are put in by name, their times are the source's, none",
      "later than SOURCE_DATE_EPOCH if that is set. Exit code 1 if the files do not",
      "fit --size.",
      "With --to cpio or hsfs, and --gzip, an archive of another form, as convert",
      "writes it; exit code 1 if something is lost. The hash is that of the archive",
      "out of its gzip file.",
      "With --platform, a platform whole: /usr in a file system of its own,",
      "compressed into usr.lgz; manifest, hash, kernel, version files; as",
      "smartos-live's build_live does it.",
      "With --medium, a CD or a key that boots a platform, as build_boot_image",
      "makes it."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A manifest has a line for each file, # for comments; users and groups are",
      "those of the first proto directory's etc/passwd and etc/group, or numbers;",
      "files are taken from the first proto directory that has them; targets of h are",
      "paths in the archive, as NAME in d and f:",
      "  d NAME MODE USER GROUP     f NAME MODE USER GROUP",
      "  s NAME=TEXT                h NAME=TARGET",
      "",
      "Example:",
      "  archive-tool build --from proto --size 350000k --out boot_archive",
      "  archive-tool build --manifest boot.manifest --proto proto --proto extra \\",
      "    --out boot_archive",
      "  archive-tool build --platform --manifest boot.manifest --proto proto \\",
      "    --size 350000k --usr-size 448000k --out platform-STAMP.tgz",
      "  archive-tool build --from proto --to cpio --gzip --out boot_archive",
      "  archive-tool build --empty --size 350000k --nbpi 12248 --out boot_archive",
      "  archive-tool build --medium usb --from-platform platform-STAMP.tgz \\",
      "    --boot smartos.usb.gz --out new.usb.gz",
      "  archive-tool build --medium iso --from-platform platform-STAMP.tgz \\",
      "    --boot smartos.iso --out new.iso"
    })
final class BuildCommand implements Callable<Integer> {
  /** Where the files come from. */
  static final class Source {
    @Option(names = "--from", required = true, paramLabel = "DIR", description = "A directory.")
    private @Nullable Path directory;

    @Option(
        names = "--tar",
        required = true,
        paramLabel = "FILE",
        description =
            "A tar, a cpio archive or an ISO 9660, gzipped or not; - is the standard input.")
    private @Nullable Path tar;

    @Option(
        names = "--manifest",
        required = true,
        paramLabel = "FILE",
        description = "A manifest; files come from the directories of --proto.")
    private @Nullable Path manifest;

    @Option(names = "--empty", required = true, description = "No files, as newfs leaves it.")
    private boolean empty;

    @Option(
        names = "--from-platform",
        required = true,
        paramLabel = "P",
        description = "With --medium: the platform, a directory or a platform-STAMP.tgz.")
    private @Nullable Path platform;
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--proto",
      paramLabel = "DIR",
      description = "Where a manifest's files are; may be repeated, the first one counts.")
  private List<Path> protos = List.of();

  @Option(names = "--all-root", description = "All files are root's; else they keep their owners.")
  private boolean allRoot;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "IMAGE",
      description = "The new archive; - is the standard output, which gets no hash file.")
  private Path out = Path.of("");

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Size of the image: bytes, or with k, m or g. Default: just large enough.")
  private @Nullable Long size;

  @Option(
      names = "--free",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "What stays free, at least. Default: nothing.")
  private long free;

  @Option(
      names = "--nbpi",
      paramLabel = "BYTES",
      description = "Bytes per inode. Default: ${DEFAULT-VALUE}, as SmartOS.")
  private int bytesPerInode = BuildOptions.DEFAULTS.bytesPerInode();

  @Option(
      names = "--bsize",
      paramLabel = "BYTES",
      description = "Block size: 4096 or 8192. Default: 4096; with --big-endian 8192.")
  private @Nullable Integer blockBytes;

  @Option(
      names = "--fsize",
      paramLabel = "BYTES",
      description = "Fragment size: from an eighth of a block to a block. Default: 1024.")
  private int fragmentBytes = BuildOptions.DEFAULTS.fragmentBytes();

  @Option(names = "--big-endian", description = "As on SPARC. Default: little-endian, as on x86.")
  private boolean bigEndian;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin private FormOptions form = new FormOptions();

  @Mixin private MediumBuildArguments medium = new MediumBuildArguments();

  @Mixin private PlatformBuildArguments platform = new PlatformBuildArguments();

  /** The page of SPARC, which no block of a file system may be smaller than (mountfs). */
  private static final int SPARC_PAGE_BYTES = 8192;

  /** As mkfs has it. */
  private static final int LEAST_BYTES_PER_INODE = 512;

  /** The most fragments of a block. */
  private static final int MOST_FRAGMENTS = 8;

  /** Where it is written: what the user names, or on its way to the output. */
  private Path target = Path.of("");

  @Override
  public Integer call() throws IOException {
    BuildOptions options = options();
    Path tar = source.tar;
    try (SpooledInput input = SpooledInput.of(tar == null ? Path.of("") : tar);
        OutputFile output = OutputFile.of(out, nameForOutput())) {
      source.tar = tar == null ? null : input.path();
      target = output.path();
      int code = build(options);
      output.send();
      return code;
    }
  }

  /** Returns a name of the form that is built: a platform goes out as a .tgz. */
  private String nameForOutput() {
    return platform.isPlatform() ? "platform.tgz" : "boot_archive";
  }

  private int build(BuildOptions options) throws IOException {
    if (form.isGiven() && (platform.isPlatform() || medium.isMedium() || source.empty)) {
      throw new UsageException(
          "--to, --gzip and --strict go with an archive alone, from --from, --tar or --manifest");
    }
    ArchiveForm to = form.form(ufsOptions());
    medium.check(source.platform != null, size);
    if (medium.isMedium()) {
      if (platform.isPlatform()) {
        throw new UsageException("--platform does not go with --medium");
      }
      OutName.requireNoPlatform(out, "a medium", "");
      medium.build(checkNotNull(source.platform), size, target, json);
      return ExitCode.GOOD;
    }
    if (!platform.isPlatform()) {
      OutName.requireNoPlatform(out, "an archive alone", "make a platform with --platform");
    }
    if (bigEndian && options.blockBytes() < SPARC_PAGE_BYTES) {
      PrintWriter notes = StandardError.text();
      notes.println(
          "note: a kernel for SPARC does not mount blocks of "
              + options.blockBytes()
              + " bytes, as its pages have 8192; --bsize 8192 makes an image that it does");
      notes.flush();
    }
    tellOfOwner();
    try {
      if (platform.isPlatform()) {
        buildPlatform(platformOptions(options));
      } else if (form.isGiven()) {
        return build(to, options);
      } else {
        print(buildArchive(options));
      }
    } catch (ImageTooSmallException e) {
      StandardError.text().println("archive-tool: " + e.getMessage());
      return ExitCode.NO;
    } catch (FormatRefusedException e) {
      StandardError.text().println("archive-tool: " + refused(options) + e.getMessage());
      return ExitCode.NO;
    }
    return ExitCode.GOOD;
  }

  /** Returns the option that no file system can be made with, as far as it is known which. */
  private String refused(BuildOptions options) {
    if (bytesPerInode < LEAST_BYTES_PER_INODE) {
      return "--nbpi " + bytesPerInode + ": ";
    }
    if (fragmentBytes > options.blockBytes()
        || options.blockBytes() > MOST_FRAGMENTS * fragmentBytes) {
      return "--fsize " + fragmentBytes + ": ";
    }
    if (platform.isPlatform()) {
      return "";
    }
    return size != null ? "--size " + size + ": " : free > 0 ? "--free " + free + ": " : "";
  }

  private void tellOfOwner() throws IOException {
    if (source.directory != null && !allRoot) {
      OwnerNote.tell(source.directory);
    }
  }

  private BuildReport buildArchive(BuildOptions options) throws IOException {
    try (ProgressOfImage progress = new ProgressOfImage("build")) {
      return ArchiveBuild.build(source(), options, target, progress);
    }
  }

  private int build(ArchiveForm to, BuildOptions options) throws IOException {
    try (ProgressOfImage progress = new ProgressOfImage("build")) {
      return form.write(
          to,
          out,
          json,
          strict -> ArchiveConversion.build(source(), to, options, target, strict, progress));
    }
  }

  /** Returns what only a UFS has, if something of it is asked for. */
  private String ufsOptions() {
    boolean isAsked =
        size != null
            || free != 0
            || bytesPerInode != BuildOptions.DEFAULTS.bytesPerInode()
            || blockBytes != null
            || fragmentBytes != BuildOptions.DEFAULTS.fragmentBytes()
            || bigEndian;
    return isAsked ? "--size, --free, --nbpi, --bsize, --fsize and --big-endian go" : "";
  }

  private void buildPlatform(PlatformBuildOptions options) throws IOException {
    PlatformBuildReport report;
    try (ProgressOfPlatform progress = new ProgressOfPlatform()) {
      report = PlatformBuild.build(source(), options, target, progress);
    }
    if (json) {
      StandardOutput.text().println(ResultJson.of(out, report));
    } else {
      PlatformBuildOutput.print(StandardOutput.text(), out, report);
    }
  }

  private PlatformBuildOptions platformOptions(BuildOptions root) {
    try {
      return platform.options(root);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private BuildOptions options() {
    if (platform.isMisplaced()) {
      throw new UsageException(
          "--usr-size, --usr-nbpi, --stamp, --gitstatus and --kernel go with --platform");
    }
    if (protos.isEmpty() == (source.manifest != null)) {
      throw new UsageException("--proto goes with --manifest, and --manifest with --proto");
    }
    if (allRoot && (source.empty || source.platform != null)) {
      throw new UsageException("--all-root goes with --from, --tar and --manifest");
    }
    if (source.empty && size == null) {
      throw new UsageException("--empty needs a --size");
    }
    try {
      return new BuildOptions(
          size == null ? OptionalLong.empty() : OptionalLong.of(size),
          free,
          bytesPerInode,
          blockBytes(),
          fragmentBytes,
          bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
          SourceDateVariable.read());
    } catch (IllegalArgumentException e) {
      throw new UsageException(outOfRange() + e.getMessage(), e);
    }
  }

  /** Returns the option whose number no file system has; empty if it is another that is wrong. */
  private String outOfRange() {
    if (blockBytes() != BuildOptions.DEFAULTS.blockBytes() && blockBytes() != SPARC_PAGE_BYTES) {
      return "--bsize " + blockBytes() + ": ";
    }
    boolean isFragment =
        Integer.bitCount(fragmentBytes) == 1
            && fragmentBytes >= 512
            && fragmentBytes <= SPARC_PAGE_BYTES;
    return isFragment ? "" : "--fsize " + fragmentBytes + ": ";
  }

  private int blockBytes() {
    if (blockBytes != null) {
      return blockBytes;
    }
    return bigEndian ? SPARC_PAGE_BYTES : BuildOptions.DEFAULTS.blockBytes();
  }

  private ArchiveSource source() {
    return allRoot ? givenSource().allRoot() : givenSource();
  }

  private ArchiveSource givenSource() {
    if (source.directory != null) {
      return ArchiveSource.directory(source.directory);
    }
    if (source.tar != null) {
      return ArchiveConversion.packedFiles(source.tar);
    }
    return source.empty
        ? ArchiveSource.empty()
        : ArchiveSource.manifest(checkNotNull(source.manifest), protos);
  }

  private void print(BuildReport report) {
    PrintWriter output = StandardOutput.text();
    if (json) {
      output.println(ResultJson.of(out, report));
    } else {
      output.println(report.hash().hex());
      output.println(
          out
              + ": "
              + report.size() / 1024
              + " KiB, free "
              + report.freeBytes() / 1024
              + " KiB and "
              + report.freeInodes()
              + " inodes");
    }
  }
}
