package org.bootarchive.tool;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bootarchive.archive.diff.ArchiveDiff;
import org.bootarchive.archive.diff.Difference;
import org.bootarchive.archive.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
      "sees them, and after boot usr.lgz hides them."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  archive-tool diff boot_archive boot_archive.new"})
final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "A UFS image, a platform directory, or a platform-STAMP.tgz.")
  private Path old;

  @Parameters(index = "1", paramLabel = "NEW", description = "Another one.")
  private Path fresh;

  @Option(
      names = "--no-nested",
      description = "The archives' own files: /usr as mid-boot sees it, not inside usr.lgz.")
  private boolean noNested;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** Stands before paths of files that a usr.lgz hides. */
  private static final String HIDDEN = "root:";

  private DiffCommand(CommandSpec spec, Path old, Path fresh) {
    this.spec = spec;
    this.old = old;
    this.fresh = fresh;
  }

  DiffCommand() {
    this(CommandSpec.create(), Path.of(""), Path.of(""));
  }

  @Override
  public Integer call() throws IOException {
    ImmutableList<Difference> differences;
    UsrView oldUsr;
    UsrView newUsr;
    try (OpenImage before = OpenImage.of(old, Platform.openArchive(old), !noNested);
        OpenImage after = OpenImage.of(fresh, Platform.openArchive(fresh), !noNested)) {
      differences = ArchiveDiff.of(before.tree(), after.tree());
      oldUsr = before.usrView();
      newUsr = after.usrView();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(out, toJson(differences, oldUsr, newUsr));
    } else {
      (oldUsr == UsrView.ONLY ? newUsr : oldUsr).print(spec.commandLine().getErr());
      for (Difference difference : differences) {
        out.println(line(difference));
      }
    }
    return differences.isEmpty() ? ExitCode.GOOD : ExitCode.NO;
  }

  private static String line(Difference difference) {
    String mark =
        switch (difference.change()) {
          case ADDED -> "+";
          case REMOVED -> "-";
          case CHANGED -> "M";
        };
    String aspects =
        difference.aspects().stream().map(DiffCommand::name).collect(Collectors.joining(","));
    String path = (difference.hidden() ? HIDDEN : "") + difference.path();
    return Joiner.on(' ').join(mark, difference.type().letter(), path)
        + (aspects.isEmpty() ? "" : " " + aspects);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject toJson(
      ImmutableList<Difference> differences, UsrView oldUsr, UsrView newUsr) {
    JsonArray array = new JsonArray();
    for (Difference difference : differences) {
      JsonObject one = new JsonObject();
      one.addProperty("path", difference.path());
      one.addProperty("change", name(difference.change()));
      one.addProperty("type", String.valueOf(difference.type().letter()));
      one.add("aspects", Json.strings(difference.aspects().stream().map(DiffCommand::name)));
      one.addProperty("hidden", difference.hidden());
      array.add(one);
    }
    JsonObject object = new JsonObject();
    object.addProperty("equal", differences.isEmpty());
    JsonObject nested = new JsonObject();
    nested.add("old", oldUsr.toJson());
    nested.add("new", newUsr.toJson());
    object.add("nested", nested);
    object.add("differences", array);
    return object;
  }
}
