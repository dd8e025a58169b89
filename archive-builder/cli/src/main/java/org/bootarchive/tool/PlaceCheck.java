package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformCheck;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.finding.Finding;

/** Checks what is at a place: an archive or a platform, and the medium that it is on. */
final class PlaceCheck {
  private PlaceCheck() {}

  /** Checks an open platform that is at a place; the report has no sums. */
  static PlatformCheckReport platform(ImagePlace place, Platform platform, CheckOptions options)
      throws IOException {
    try (ProgressOfImage progress = new ProgressOfImage("check")) {
      PlatformCheckReport report = PlatformCheck.check(platform, options, progress);
      return report.withFindings(withMedium(place, report.findings()));
    }
  }

  /** Checks an open platform that is at a place; the report has the sums of all files. */
  static PlatformCheckReport platformWithSums(ImagePlace place, Platform platform)
      throws IOException {
    try (ProgressOfImage progress = new ProgressOfImage("check")) {
      PlatformCheckReport report =
          PlatformCheck.checkWithSums(platform, CheckOptions.DEFAULTS, progress);
      return report.withFindings(withMedium(place, report.findings()));
    }
  }

  /** Checks an archive by itself. */
  static CheckReport archive(ImagePlace place, CheckOptions options) throws IOException {
    Optional<UnpackedArchive> other = place.unpacked();
    if (other.isPresent()) {
      try (UnpackedArchive archive = other.get()) {
        return archive.check(options);
      }
    }
    Optional<BootArchiveFile> file = place.file();
    try (BlockDevice device = place.device(file)) {
      return new CheckReport(withMedium(place, UfsCheck.check(device, options).findings()));
    } finally {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }

  /** Returns what is to be known of the medium itself, and then of the archive. */
  static ImmutableList<Finding> withMedium(ImagePlace place, List<Finding> ofArchive)
      throws IOException {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    if (place.medium().isPresent()) {
      findings.addAll(place.medium().get().check());
    }
    return findings.addAll(ofArchive).build();
  }
}
