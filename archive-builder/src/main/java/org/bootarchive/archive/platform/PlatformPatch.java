package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.patch.ArchivePatch;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.PatchOptions;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.volume.Volume;

/**
 * Makes a new platform image from another one and some edits of its files, all or none: the boot
 * archive and its hash, the manifest and its copy in the image. The kernel and the git status are
 * made anew if edits change their counterparts in the archive; all else is copied.
 */
public final class PlatformPatch {
  private final Platform platform;
  private final ImmutableList<Edit> edits;
  private final PatchOptions options;
  private final Optional<String> stamp;
  private final PlatformOutput output;
  private final PlatformProgress progress;
  private final ImmutableList.Builder<String> renewed = ImmutableList.builder();

  private PlatformPatch(
      Platform platform,
      List<Edit> edits,
      PatchOptions options,
      Optional<String> stamp,
      PlatformOutput output,
      PlatformProgress progress) {
    this.platform = platform;
    this.edits = ImmutableList.copyOf(edits);
    this.options = options;
    this.stamp = stamp;
    this.output = output;
    this.progress = progress;
  }

  /**
   * Patches a platform image. The new one appears complete, or not at all.
   *
   * @param edits in the order in which they are made
   * @param stamp the new time stamp, empty to keep the old one
   * @param target a directory that is not there yet and is to hold {@code i86pc}, or the name of a
   *     .tgz; the directory that it is in must exist
   * @throws IllegalArgumentException if the stamp cannot be part of a file's name
   * @throws IOException as {@link ArchivePatch#patch} throws it, or if the platform cannot be read,
   *     or the new one not be written
   */
  public static PlatformPatchReport patch(
      Platform platform,
      List<Edit> edits,
      PatchOptions options,
      Optional<String> stamp,
      Path target,
      PlatformProgress progress)
      throws IOException {
    stamp.ifPresent(PlatformBuildOptions::checkStamp);
    InputFiles.of(platform.place()).addAll(Edit.inputs(edits)).requireNone(target);
    try (Edit.Singles single = Edit.singles(edits, platform.archive(), options.date());
        PlatformOutput output = PlatformOutput.create(target)) {
      return new PlatformPatch(platform, single.edits(), options, stamp, output, progress).run();
    }
  }

  /**
   * Patches a platform image where it is: in a directory of a file system whose changes are not
   * written yet, such as that of a medium. Only files that differ are written there.
   *
   * @param work a directory for what is made meanwhile, on the host
   * @throws IOException as {@link #patch} throws it
   */
  public static PlatformPatchReport patchInPlace(
      Platform platform,
      List<Edit> edits,
      PatchOptions options,
      Path work,
      PlatformProgress progress)
      throws IOException {
    try (Edit.Singles single = Edit.singles(edits, platform.archive(), options.date());
        PlatformOutput output = PlatformOutput.create(work.resolve("platform"))) {
      PlatformPatch patch =
          new PlatformPatch(platform, single.edits(), options, Optional.empty(), output, progress);
      PlatformPatchReport report = patch.make();
      Path top = PlatformImage.in(platform.place()).orElseThrow().directory();
      output.overwrite(top);
      return report;
    }
  }

  private PlatformPatchReport run() throws IOException {
    PlatformPatchReport report = make();
    output.commit(topName(), time(platform.files()), progress);
    return report;
  }

  private PlatformPatchReport make() throws IOException {
    ImmutableList<PlatformFile> files = platform.files();
    Instant time = time(files);
    for (PlatformFile file : files) {
      output.add(file);
    }
    Optional<FileManifest> before = platform.read(PlatformImage.MANIFEST).map(FileManifest::parse);
    PatchReport report;
    int more = 0;
    int fewer = 0;
    if (before.isPresent()) {
      ManifestRenewal renewal = renewal(before.get());
      report = patchWith(renewal);
      FileManifest after = renewal.renewed();
      more = Sets.difference(after.sums().entrySet(), before.get().sums().entrySet()).size();
      fewer = Sets.difference(before.get().sums().entrySet(), after.sums().entrySet()).size();
      renew(PlatformImage.MANIFEST, after.toBytes(), time);
    } else {
      report = ArchivePatch.patch(platform.archive(), edits, inOldForm(), archive(), writing());
    }
    output.add(
        PlatformFile.regular(platform.archiveName(), archive(), Files.size(archive()), time));
    Path hash = output.path(PlatformImage.HASH);
    output.add(PlatformFile.regular(PlatformImage.HASH, hash, Files.size(hash), time));
    renewCounterparts(time);
    if (stamp.isPresent()) {
      renew(PlatformImage.VERSION, (stamp.get() + "\n").getBytes(US_ASCII), time);
    }
    return new PlatformPatchReport(report, more, fewer, renewed.build());
  }

  private ManifestRenewal renewal(FileManifest before) {
    return new ManifestRenewal(
        before, edits, options.nested(), replacesUsr(), output.temporary("manifest"));
  }

  /** Returns whether an edit is about usr.lgz itself. */
  private boolean replacesUsr() {
    return edits.stream()
        .anyMatch(
            edit ->
                new String(edit.path().toBytes(), ISO_8859_1)
                    .replaceAll("^[/.]*/", "")
                    .equals("usr.lgz"));
  }

  private PatchReport patchWith(ManifestRenewal renewal) throws IOException {
    if (options.nested() && !replacesUsr()) {
      return ArchivePatch.patch(
          platform.archive(), edits, renewal, inOldForm(), archive(), writing());
    }
    // The manifest's copy is in another usr.lgz than these edits are about: first they, then it.
    Path first = output.temporary("boot_archive");
    PatchReport report = ArchivePatch.patch(platform.archive(), edits, options, first, writing());
    PatchReport second =
        ArchivePatch.patch(
            first,
            ImmutableList.of(),
            renewal,
            inOldForm()
                .withNested(true)
                .withGrow(OptionalLong.empty())
                .withGrowUsr(OptionalLong.empty()),
            archive(),
            writing());
    return new PatchReport(
        second.hash(),
        second.size(),
        report.freeBytesBefore(),
        second.freeBytesAfter(),
        report.freeInodesBefore(),
        second.freeInodesAfter(),
        second.form(),
        second.losses(),
        second.usr());
  }

  private Path archive() throws IOException {
    return output.path(platform.archiveName());
  }

  private PatchOptions inOldForm() throws IOException {
    return options.withForm(platform.form());
  }

  private BuildProgress writing() {
    return bytes -> progress.started(PlatformProgress.Stage.WRITE, bytes);
  }

  /** Returns the time of what is new: SOURCE_DATE_EPOCH, or the newest of all that goes in. */
  private Instant time(List<PlatformFile> files) throws IOException {
    if (options.date().seconds().isPresent()) {
      return Instant.ofEpochSecond(options.date().seconds().getAsInt());
    }
    Instant newest = Instant.EPOCH;
    for (PlatformFile file : files) {
      newest = file.modified().isAfter(newest) ? file.modified() : newest;
    }
    for (Edit edit : edits) {
      if (edit instanceof Edit.Put put) {
        Instant modified = Files.getLastModifiedTime(put.source()).toInstant();
        newest = modified.isAfter(newest) ? modified : newest;
      } else if (edit instanceof Edit.PutNode put) {
        Instant modified = Instant.ofEpochSecond(put.file().attributes().modify().seconds());
        newest = modified.isAfter(newest) ? modified : newest;
      }
    }
    return Instant.ofEpochSecond(newest.getEpochSecond());
  }

  /** Makes those files anew whose counterparts in the archive have changed. */
  private void renewCounterparts(Instant time) throws IOException {
    try (Volume old = Volume.open(FileBlockDevice.open(platform.archive()));
        BootArchiveFile made = BootArchiveFile.ofAnyForm(archive());
        Volume fresh = Volume.open(FileBlockDevice.open(made.path()))) {
      renewCounterpart(old, fresh, CompanionCheck.ARCHIVE_KERNEL, PlatformImage.KERNEL, time);
      renewCounterpart(old, fresh, CompanionCheck.BUILD_VERSIONS, PlatformImage.GIT_STATUS, time);
    }
  }

  private void renewCounterpart(
      Volume old, Volume fresh, String inArchive, String beside, Instant time) throws IOException {
    Optional<byte[]> after = ArchiveCounterpart.of(fresh, inArchive).bytes();
    Optional<byte[]> before = ArchiveCounterpart.of(old, inArchive).bytes();
    if (after.isPresent() && !Arrays.equals(before.orElse(null), after.get())) {
      renew(beside, after.get(), time);
    }
  }

  /** Replaces a file beside the archive, which keeps its permissions. */
  private void renew(String name, byte[] content, Instant time) throws IOException {
    Optional<byte[]> before = platform.read(name);
    if (before.isPresent() && Arrays.equals(before.get(), content)) {
      return;
    }
    int permissions =
        output.permissions(name).orElse(name.equals(PlatformImage.KERNEL) ? 0755 : 0644);
    output.add(name, content, permissions, time);
    renewed.add(name);
  }

  private String topName() throws IOException {
    if (stamp.isPresent()) {
      return "platform-" + stamp.get();
    }
    String top = platform.topName().orElse("");
    String version = platform.version().orElse("");
    return top.startsWith("platform-") || !PlatformBuildOptions.isStamp(version)
        ? (top.isEmpty() ? "platform" : top)
        : "platform-" + version;
  }
}
