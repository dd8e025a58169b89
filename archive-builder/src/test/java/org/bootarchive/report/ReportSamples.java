package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.report.ReportSource.Role;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.volume.Volume;

/** Reports on images that a test has. */
final class ReportSamples {
  private ReportSamples() {}

  /** An image that is open. */
  record Open(Volume volume, ArchiveTree tree, ReportSubject subject) implements Closeable {
    static Open of(BlockDevice device, Role role) throws IOException {
      CheckReport check =
          role == Role.ARCHIVE ? UfsCheck.check(device) : new CheckReport(ImmutableList.of());
      Volume volume = Volume.open(device);
      ArchiveTree tree = ArchiveTree.afterBoot(volume);
      return new Open(
          volume,
          tree,
          new ReportSubject(
              new ReportSource(role, "image", "ufs1", device.size(), Optional.empty()),
              tree,
              device,
              Optional.empty(),
              ReportCheck.of(check, Optional.empty())));
    }

    @Override
    public void close() throws IOException {
      tree.close();
      volume.close();
    }
  }

  static JsonObject report(BlockDevice image, ReportLimits limits) throws IOException {
    return JsonParser.parseString(text(image, limits)).getAsJsonObject();
  }

  static JsonObject report(BlockDevice image) throws IOException {
    return report(image, ReportLimits.DEFAULTS);
  }

  static String text(BlockDevice image, ReportLimits limits) throws IOException {
    try (Open open = Open.of(image, Role.ARCHIVE)) {
      return text(open.subject(), Optional.empty(), limits);
    }
  }

  static JsonObject against(BlockDevice old, BlockDevice fresh, ReportLimits limits)
      throws IOException {
    try (Open before = Open.of(old, Role.AGAINST);
        Open after = Open.of(fresh, Role.ARCHIVE)) {
      return JsonParser.parseString(text(after.subject(), Optional.of(before.subject()), limits))
          .getAsJsonObject();
    }
  }

  private static String text(
      ReportSubject subject, Optional<ReportSubject> against, ReportLimits limits)
      throws IOException {
    StringWriter out = new StringWriter();
    Report.of(
            new Report.Request(
                "a test", "image", subject, against, Optional.empty(), Optional.empty(), limits))
        .writeJson(out);
    return out.toString();
  }
}
