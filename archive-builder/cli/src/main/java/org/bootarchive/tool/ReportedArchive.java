package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.report.ReportCheck;
import org.bootarchive.report.ReportSource;
import org.bootarchive.report.ReportSource.Role;
import org.bootarchive.report.ReportSubject;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An archive that a report is about, open and checked.
 *
 * @param place what the user named
 * @param platform that it is in; null if it is in none
 */
record ReportedArchive(
    ImagePlace place, @Nullable Platform platform, OpenImage image, ReportSubject subject)
    implements AutoCloseable {

  /**
   * Opens an archive and checks it.
   *
   * @param choice what of a disk or a medium is meant
   * @throws CorruptImageException if there is no file system in it
   * @throws IOException if it cannot be found or read
   */
  static ReportedArchive open(Path named, ArchiveChoice choice) throws IOException {
    ImagePlace place = ImagePlace.open(named, choice, null);
    ReportedArchive opened = null;
    try {
      Optional<Path> top = place.platform();
      opened = top.isPresent() ? ofPlatform(named, place, top.get()) : ofArchive(named, place);
      return opened;
    } catch (CorruptImageException e) {
      throw e.in(place.shown());
    } finally {
      if (opened == null) {
        place.close();
      }
    }
  }

  /** Returns an image with which a report compares, and which it does not check. */
  static ReportSubject old(Path named, OpenImage image) throws IOException {
    Optional<UnpackedArchive.Summary> form =
        image.file().isPresent() ? image.file().get().summary() : Optional.empty();
    return new ReportSubject(
        source(Role.AGAINST, named, image.place(), image, form, Optional.empty()),
        image.tree(),
        image.device(),
        form,
        ReportCheck.NONE);
  }

  private static ReportedArchive ofPlatform(Path named, ImagePlace place, Path top)
      throws IOException {
    Platform platform = Platform.open(top);
    OpenImage image = null;
    ReportedArchive opened = null;
    try {
      PlatformCheckReport report = PlaceCheck.platformWithSums(place, platform);
      if (!report.hasRoot()) {
        throw noFileSystem(place, report.findings());
      }
      image = OpenImage.of(ImagePlace.of(platform.archive(), named.toString()), true);
      PlatformSummary summary = PlatformSummary.of(platform, image.volume(), report.hash());
      Optional<UnpackedArchive.Summary> form = platform.archiveSummary();
      ReportCheck check = ReportCheck.of(report, summary);
      opened = of(named, place, platform, image, form, check);
      return opened;
    } finally {
      if (opened == null) {
        try (platform) {
          if (image != null) {
            image.close();
          }
        }
      }
    }
  }

  private static ReportedArchive ofArchive(Path named, ImagePlace place) throws IOException {
    CheckReport report = PlaceCheck.archive(place, CheckOptions.DEFAULTS);
    if (!report.holdsFileSystem()) {
      throw noFileSystem(place, report.findings());
    }
    Optional<HashCheck> hash = hash(named, place);
    OpenImage image = OpenImage.of(place, true);
    ReportedArchive opened = null;
    try {
      Optional<UnpackedArchive.Summary> form =
          image.file().isPresent() ? image.file().get().summary() : Optional.empty();
      opened = of(named, place, null, image, form, ReportCheck.of(report, hash));
      return opened;
    } finally {
      if (opened == null) {
        image.close();
      }
    }
  }

  private static ReportedArchive of(
      Path named,
      ImagePlace place,
      @Nullable Platform platform,
      OpenImage image,
      Optional<UnpackedArchive.Summary> form,
      ReportCheck check)
      throws IOException {
    ReportSource source =
        source(
            Role.ARCHIVE, named, place, image, form, check.hash().flatMap(HashCheck::actualHash));
    return new ReportedArchive(
        place,
        platform,
        image,
        new ReportSubject(source, image.tree(), image.device(), form, check));
  }

  private static ReportSource source(
      Role role,
      Path named,
      ImagePlace place,
      OpenImage image,
      Optional<UnpackedArchive.Summary> form,
      Optional<ArchiveHash> hash)
      throws IOException {
    String kind;
    if (place.medium().isPresent()) {
      kind = "medium";
    } else if (place.slice().isPresent()) {
      kind = "slice";
    } else if (Platform.isPlatform(named)) {
      kind = "platform";
    } else {
      kind =
          form.isEmpty() || form.get().form().kind() == ArchiveForm.Kind.UFS
              ? "ufs1"
              : form.get().form().kind().word();
    }
    long size = Files.isRegularFile(named) ? Files.size(named) : image.device().size();
    return new ReportSource(
        role, Texts.shownLine(named.toString()), kind, size, hash.map(ArchiveHash::hex));
  }

  /** Checks an archive in a file of its own against the hash file beside it; empty without one. */
  private static Optional<HashCheck> hash(Path named, ImagePlace place) throws IOException {
    if (place.medium().isPresent()
        || place.slice().isPresent()
        || SpooledInput.isStream(named)
        || !Files.isRegularFile(named)) {
      return Optional.empty();
    }
    try (HashedFile hashed = HashedFile.open(named)) {
      Optional<Path> file = hashed.hashFile().filter(Files::isRegularFile);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      try (Progress progress = Progress.of("verify", Files.size(hashed.path()))) {
        return Optional.of(HashCheck.check(hashed.path(), file.get(), progress));
      }
    }
  }

  private static CorruptImageException noFileSystem(ImagePlace place, List<Finding> findings)
      throws IOException {
    String reason =
        findings.stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(Finding::message)
            .findFirst()
            .orElse("there is no file system in it");
    return new CorruptImageException(place.shown(), -1, UnknownForm.said(place) + reason);
  }

  @Override
  public void close() throws IOException {
    try (place) {
      try {
        image.close();
      } finally {
        if (platform != null) {
          platform.close();
        }
      }
    }
  }
}
