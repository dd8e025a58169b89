package org.bootarchive.tool;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bootarchive.archive.diff.ArchiveDiff;
import org.bootarchive.archive.diff.Difference;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.json.ResultJson;
import org.bootarchive.media.disk.Medium;
import org.bootarchive.ufs.internal.text.KebabCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: what differs between two archives. */
@Command(
    name = "diff",
    header = "Shows what differs between two archives.",
    description = {
      "Shows what differs between two archives, path by path: a line each with + for",
      "added, - for removed, M for changed; the type (as find -type); the path; and",
      "in what respects: content, type, mode, uid, gid, mtime, device, links. Exit",
      "code 1 if anything differs.",
      "usr/... are the files in usr.lgz, where there is one; usr.lgz itself differs",
      "with them. root:usr/... are those that an archive itself has there: mid-boot",
      "sees them, and after boot usr.lgz hides them.",
      "--slice, --partition, --offset and --archive are about each of the two that is",
      "a disk or a medium."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  archive-tool diff boot_archive boot_archive.new"})
final class DiffCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = {
        "A boot archive, a platform directory or platform-STAMP.tgz, a disk, a medium;",
        "- is the standard input."
      })
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "Another one.")
  private Path fresh = Path.of("");

  @Mixin private ArchiveOptions archiveOptions = new ArchiveOptions();

  @Option(
      names = "--no-nested",
      description = "The archives' own files: /usr as mid-boot sees it, not inside usr.lgz.")
  private boolean noNested;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** Stands before paths of files that a usr.lgz hides. */
  private static final String HIDDEN = "root:";

  @Override
  public Integer call() throws IOException {
    if (SpooledInput.isStandardInput(old) && SpooledInput.isStandardInput(fresh)) {
      throw new UsageException("one of the two may be -, the standard input");
    }
    ArchiveChoice choice = archiveOptions.choice();
    if (!choice.isAny() && !hasArchives(old) && !hasArchives(fresh)) {
      throw new UsageException(
          "--slice, --partition, --offset and --archive go with a disk or a medium");
    }
    try (OpenImage before = open(old, choice, !noNested);
        OpenImage after = open(fresh, choice, !noNested)) {
      ImmutableList<Difference> differences =
          ArchiveDiff.of(
              before.tree(), after.tree(), before.place().shown(), after.place().shown());
      PrintWriter out = StandardOutput.text();
      if (json) {
        out.println(ResultJson.of(differences, before.tree(), after.tree()));
      } else {
        UsrView oldUsr = before.usrView();
        (oldUsr == UsrView.ONLY ? after.usrView() : oldUsr).print(StandardError.text());
        differences.forEach(difference -> out.println(line(difference)));
      }
      return differences.isEmpty() ? ExitCode.GOOD : ExitCode.NO;
    }
  }

  /**
   * Opens an image to compare it.
   *
   * @param choice what of it is meant, if there is something to choose
   * @param nested whether /usr is what usr.lgz holds
   */
  static OpenImage open(Path image, ArchiveChoice choice, boolean nested) throws IOException {
    ArchiveChoice chosen = hasArchives(image) ? choice : ArchiveChoice.ANY;
    return OpenImage.of(ImagePlace.open(image, chosen, null), nested);
  }

  /** Returns whether there is something to choose: not of an archive by itself. */
  private static boolean hasArchives(Path image) throws IOException {
    return SpooledInput.isStream(image)
        || (Files.isRegularFile(image) && !Platform.isPlatform(image) && Medium.isMedium(image));
  }

  private static String line(Difference difference) {
    String mark =
        switch (difference.change()) {
          case ADDED -> "+";
          case REMOVED -> "-";
          case CHANGED -> "M";
        };
    String aspects =
        difference.aspects().stream().map(KebabCase::of).collect(Collectors.joining(","));
    String path = (difference.hidden() ? HIDDEN : "") + difference.path();
    return Joiner.on(' ').join(mark, difference.type().letter(), path)
        + (aspects.isEmpty() ? "" : " " + aspects);
  }
}
