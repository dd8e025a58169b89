package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.BuildReport;
import org.bootarchive.archive.build.ImageTooSmallException;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.image.ArchiveFiles;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.image.LayoutDevice;
import org.bootarchive.archive.image.RunningHash;
import org.bootarchive.archive.plan.ImagePlan;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.lofi.LofiCompression;
import org.bootarchive.lofi.LofiResult;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.device.BoundedFile;

/**
 * Builds a platform image, as smartos-live's {@code tools/build_live} does on illumos: two file
 * systems, /usr compressed into the root, the manifest of all files, the hash, the kernel and the
 * version files, laid out as they are shipped. Equal sources and options give equal bytes.
 *
 * <p>What build_live lets programs of illumos make of the files is left out: the whatis database,
 * the service repository and its seeds, root's password and {@code etc/release}. They belong into
 * the sources.
 */
public final class PlatformBuild {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RootAndUsr trees;
  private final PlatformBuildOptions options;
  private final PlatformOutput output;
  private final PlatformProgress progress;
  private final Instant time;
  private final String stamp;

  private PlatformBuild(
      RootAndUsr trees,
      PlatformBuildOptions options,
      PlatformOutput output,
      PlatformProgress progress) {
    this.trees = trees;
    this.options = options;
    this.output = output;
    this.progress = progress;
    this.time = Instant.ofEpochSecond(trees.time().seconds());
    this.stamp = options.stamp().orElse(STAMP.format(time));
  }

  /**
   * Builds a platform image, which appears complete, or not at all.
   *
   * @param source all files, those of /usr below {@code usr}
   * @param target a directory that is not there yet and is to hold {@code i86pc}, or the name of a
   *     .tgz; the directory that it is in must exist
   * @throws ImageTooSmallException if the files do not fit a size that is asked for
   * @throws org.bootarchive.ufs.format.FormatRefusedException if mkfs makes no file system of the
   *     options
   * @throws IOException if the source cannot be read, or lacks a directory usr or the kernel, or
   *     the target cannot be written
   */
  public static PlatformBuildReport build(
      ArchiveSource source, PlatformBuildOptions options, Path target, PlatformProgress progress)
      throws IOException {
    new InputFiles()
        .addAll(source.inputs())
        .add(options.gitStatus().orElse(null))
        .requireNone(target);
    RunningHash.prepare();
    try (SourceTree tree = source.read(options.root().date());
        PlatformOutput output = PlatformOutput.create(target)) {
      return new PlatformBuild(RootAndUsr.split(tree), options, output, progress).run();
    }
  }

  private PlatformBuildReport run() throws IOException {
    putVersions();
    trees.emptyLogs();
    SourceNode kernel = kernel();
    FileManifest manifest =
        trees.manifest(bytes -> progress.started(PlatformProgress.Stage.SUMS, bytes));
    byte[] lines = manifest.toBytes();
    trees.putManifest(lines);
    ImmutableList<String> missing = ImmutableList.copyOf(trees.putEarlyBootFiles());

    ImagePlan usr = plan(trees.usrTree(), true);
    Path compressed = output.temporary("usr.lgz");
    LofiResult result =
        LofiCompression.compress(
            LayoutDevice.of(usr.layout()),
            compressed,
            options.lofi(),
            progress.started(PlatformProgress.Stage.COMPRESS, usr.layout().device().size()));
    trees.putUsrImage(FileContent.ofWhole(compressed, result.fileBytes()));

    BuildReport root = writeRoot();
    output.add(PlatformImage.MANIFEST, lines, 0644, time);
    output.add(PlatformImage.VERSION, (stamp + "\n").getBytes(US_ASCII), 0644, time);
    output.add(
        PlatformImage.KERNEL, bytes(kernel.content()), kernel.attributes().permissions(), time);
    SourceNode versions = trees.find(CompanionCheck.BUILD_VERSIONS);
    if (versions != null && versions.type() == FileType.REGULAR) {
      output.add(PlatformImage.GIT_STATUS, bytes(versions.content()), 0644, time);
    }
    output.commit("platform-" + stamp, time, progress);
    return new PlatformBuildReport(
        stamp,
        root,
        new PlatformBuildReport.Fill(usr.layout().device().size(), usr.superblock()),
        result.fileBytes(),
        manifest.sums().size(),
        missing);
  }

  private void putVersions() throws IOException {
    Optional<Path> status = options.gitStatus();
    if (status.isPresent()) {
      byte[] bytes =
          BoundedFile.read(status.get(), Platform.MAX_SMALL_BYTES, "a status of sources");
      trees.replace(CompanionCheck.BUILD_VERSIONS, BytesContent.of(bytes));
    }
  }

  private SourceNode kernel() throws IOException {
    SourceNode kernel = trees.find(options.kernel());
    if (kernel == null || kernel.type() != FileType.REGULAR) {
      throw new IOException("there is no kernel: no file " + options.kernel());
    }
    if (kernel.content().size() > Platform.MAX_SMALL_BYTES) {
      throw new IOException(options.kernel() + " has more than 16 MiB, which no kernel has");
    }
    return kernel;
  }

  private ImagePlan plan(SourceTree tree, boolean isUsr) throws IOException {
    try {
      return ArchiveBuild.plan(tree, isUsr ? options.usr() : options.root());
    } catch (ImageTooSmallException e) {
      throw isUsr ? new ImageTooSmallException("usr", e) : e;
    }
  }

  private BuildReport writeRoot() throws IOException {
    ImagePlan plan = plan(trees.rootTree(), false);
    long size = plan.layout().device().size();
    Path archive = output.path(PlatformImage.BOOT_ARCHIVE);
    LongConsumer done = progress.started(PlatformProgress.Stage.WRITE, size);
    ArchiveHash hash = ArchiveFiles.write(archive, plan.layout(), done);
    Path hashFile = output.path(PlatformImage.HASH);
    output.add(PlatformFile.regular(PlatformImage.BOOT_ARCHIVE, archive, size, time));
    output.add(PlatformFile.regular(PlatformImage.HASH, hashFile, Files.size(hashFile), time));
    return new BuildReport(hash, size, plan.superblock());
  }

  private static byte[] bytes(Content content) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(content.size())];
    try (BlockDevice device = content.open()) {
      device.read(0, ByteBuffer.wrap(bytes));
    }
    return bytes;
  }
}
