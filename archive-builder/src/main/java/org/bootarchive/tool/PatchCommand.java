package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bootarchive.archive.ArchiveTree;
import org.bootarchive.archive.BootArchiveFile;
import org.bootarchive.archive.UsrImage;
import org.bootarchive.archive.build.ImageTooSmallException;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.patch.ArchivePatch;
import org.bootarchive.archive.patch.DoesNotFitException;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditSyntax;
import org.bootarchive.archive.patch.EditsFile;
import org.bootarchive.archive.patch.PatchOptions;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.CorruptImageException;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patch}: a new archive from another one and some edits. */
@Command(
    name = "patch",
    description = {
      "Makes a new archive and its hash file, NEW and NEW.hash, from IMAGE and some edits: all of",
      "them, in their order, or none. IMAGE is only read; what no edit is about stays where it is.",
      "Exit code 1 if the edits do not fit."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Paths are those in the archive; \\xHH stands for a byte, \\x3d for an equals sign. A file that",
      "is put over another keeps its mode and owner; a new one is root's, 0644. Times of files are",
      "the source's, none later than SOURCE_DATE_EPOCH if that is set. A file of edits has a line",
      "for each, the option without its dashes: put etc/system=FILE. # starts a comment.",
      "usr/... are files in usr.lgz, if there is one; of it, what changed is compressed again.",
      "",
      "Example:",
      "  archive-tool patch boot_archive --out boot_archive.new --put etc/system=system",
      "  archive-tool patch boot_archive --out boot_archive.new --edits edits.txt --grow 400000k"
    })
final class PatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A UFS image, a platform directory, or a platform-STAMP.tgz.")
  private Path image;

  @Option(names = "--out", required = true, paramLabel = "NEW", description = "The new archive.")
  private Path out;

  @Option(
      names = "--put",
      paramLabel = "PATH=FILE",
      converter = GivenEdit.Converter.class,
      description = "Give PATH the contents of FILE.")
  private List<GivenEdit> put = List.of();

  @Option(
      names = "--remove",
      paramLabel = "PATH",
      converter = GivenEdit.Converter.class,
      description = "Remove a file, or an empty directory.")
  private List<GivenEdit> remove = List.of();

  @Option(
      names = "--remove-all",
      paramLabel = "PATH",
      converter = GivenEdit.Converter.class,
      description = "Remove a directory with all that is in it.")
  private List<GivenEdit> removeAll = List.of();

  @Option(
      names = "--mkdir",
      paramLabel = "PATH",
      converter = GivenEdit.Converter.class,
      description = "Make a directory, root's, 0755.")
  private List<GivenEdit> mkdir = List.of();

  @Option(
      names = "--link",
      paramLabel = "NEW=TARGET",
      converter = GivenEdit.Converter.class,
      description = "Make a hard link.")
  private List<GivenEdit> link = List.of();

  @Option(
      names = "--symlink",
      paramLabel = "NEW=TEXT",
      converter = GivenEdit.Converter.class,
      description = "Make a symbolic link.")
  private List<GivenEdit> symlink = List.of();

  @Option(
      names = "--chmod",
      paramLabel = "MODE=PATH",
      converter = GivenEdit.Converter.class,
      description = "Set permissions, in octal.")
  private List<GivenEdit> chmod = List.of();

  @Option(
      names = "--chown",
      paramLabel = "UID:GID=PATH",
      converter = GivenEdit.Converter.class,
      description = "Set owner and group, by number.")
  private List<GivenEdit> chown = List.of();

  @Option(
      names = "--edits",
      paramLabel = "FILE",
      converter = GivenEdit.Converter.class,
      description = "Edits from a file; its files are relative to its directory.")
  private List<GivenEdit> files = List.of();

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

  private PatchCommand(CommandSpec spec, Path image, Path out) {
    this.spec = spec;
    this.image = image;
    this.out = out;
  }

  PatchCommand() {
    this(CommandSpec.create(), Path.of(""), Path.of(""));
  }

  @Override
  public Integer call() throws IOException {
    SourceDate date = date();
    List<Edit> edits = edits();
    try (BootArchiveFile file = BootArchiveFile.at(image);
        ProgressOfImage progress = new ProgressOfImage("patch")) {
      if (check) {
        requireSound(file.path());
      }
      PatchOptions options =
          PatchOptions.DEFAULT
              .withDate(date)
              .withGrow(bytes(grow))
              .withGrowUsr(bytes(growUsr))
              .withNested(!noNested);
      if (noNested && edits.stream().anyMatch(edit -> edit.path().isBelow("usr"))) {
        sayWhoseUsr(file);
      }
      print(ArchivePatch.patch(file.path(), edits, options, out, progress));
    } catch (DoesNotFitException | ImageTooSmallException | FormatRefusedException e) {
      spec.commandLine().getErr().println("archive-tool: " + e.getMessage());
      return ExitCode.NO;
    }
    return ExitCode.GOOD;
  }

  private void sayWhoseUsr(BootArchiveFile file) throws IOException {
    try (Volume volume = Volume.open(FileBlockDevice.open(file.path()))) {
      if (UsrImage.in(volume).isPresent()) {
        UsrView.OWN.print(spec.commandLine().getErr());
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
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the edits of all options in the order of the command line. */
  private List<Edit> edits() throws IOException {
    TreeMap<Long, ImmutableList<Edit>> ordered = new TreeMap<>();
    ImmutableMap<String, List<GivenEdit>> options =
        ImmutableMap.<String, List<GivenEdit>>builder()
            .put("put", put)
            .put("remove", remove)
            .put("remove-all", removeAll)
            .put("mkdir", mkdir)
            .put("link", link)
            .put("symlink", symlink)
            .put("chmod", chmod)
            .put("chown", chown)
            .build();
    for (Map.Entry<String, List<GivenEdit>> option : options.entrySet()) {
      for (GivenEdit edit : option.getValue()) {
        ordered.put(edit.place(), ImmutableList.of(parse(option.getKey(), edit.text())));
      }
    }
    for (GivenEdit file : files) {
      ordered.put(file.place(), EditsFile.read(Path.of(file.text())));
    }
    ImmutableList.Builder<Edit> edits = ImmutableList.builder();
    ordered.values().forEach(edits::addAll);
    if (ordered.isEmpty() && grow == null && growUsr == null) {
      throw new ParameterException(
          spec.commandLine(),
          "there is nothing to do: give an edit, --edits, --grow or --grow-usr");
    }
    if (noNested && growUsr != null) {
      throw new ParameterException(
          spec.commandLine(), "--grow-usr is about usr.lgz, which --no-nested leaves alone");
    }
    return edits.build();
  }

  private Edit parse(String kind, String text) {
    try {
      String typed = text.substring(text.indexOf('=') + 1);
      return EditSyntax.parse(kind, ByteArguments.bytes(text), bytes -> Path.of(typed));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + kind + ": " + e.getMessage(), e);
    }
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

  private void print(PatchReport report) {
    PrintWriter output = spec.commandLine().getOut();
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("image", out.toString());
      object.addProperty("hashFile", HashFile.beside(out).toString());
      object.addProperty("hash", report.hash().hex());
      object.addProperty("size", report.size());
      object.addProperty("freeBytesBefore", report.freeBytesBefore());
      object.addProperty("freeBytes", report.freeBytesAfter());
      object.addProperty("freeInodesBefore", report.freeInodesBefore());
      object.addProperty("freeInodes", report.freeInodesAfter());
      object.add("usr", report.usr().map(UsrPatchText::toJson).orElse(JsonNull.INSTANCE));
      Json.print(output, object);
    } else {
      output.println(report.hash().hex());
      output.println(
          out
              + ": "
              + report.size() / 1024
              + " KiB, free "
              + report.freeBytesAfter() / 1024
              + " KiB (before "
              + report.freeBytesBefore() / 1024
              + ") and "
              + report.freeInodesAfter()
              + " inodes (before "
              + report.freeInodesBefore()
              + ")");
      report.usr().ifPresent(usr -> output.println(UsrPatchText.line(usr)));
    }
  }
}
