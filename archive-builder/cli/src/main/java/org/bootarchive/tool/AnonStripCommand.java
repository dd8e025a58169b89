package org.bootarchive.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.anon.AnonymousStrip;
import org.bootarchive.archive.anon.StrippedFile;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.overlay.internal.RemovedOverlay;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.dtrace.conf.ConfRemark;
import org.bootarchive.dtrace.conf.EnablingRemoval;
import org.bootarchive.json.ResultJson;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.media.volume.VolumePlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code anon strip}: takes an anonymous enabling away again. */
@Command(
    name = "strip",
    header = "Removes an anonymous enabling from the next boot.",
    description = {
      "Removes an anonymous enabling from dtrace.conf and etc/system as dtrace -A",
      "without arguments does, refusing where it refuses, and takes the two out of a",
      "boot configuration that loads them as overlays. All of it is written, or",
      "nothing."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The files themselves stay as they are unless --in-place is given; a",
      "configuration is edited in its place. Overlays of other names stay in it.",
      "",
      "Example:",
      "  archive-tool anon strip --dtrace-conf dtrace.conf --system system \\",
      "    --out stripped --menu /mnt/usbkey/boot/grub/menu.lst",
      "  archive-tool anon strip --dtrace-conf dtrace.conf --out -",
      "  archive-tool anon strip --media traced.usb.gz --out smartos.usb.gz"
    })
final class AnonStripCommand implements Callable<Integer> {
  @Mixin private MediaOptions media = new MediaOptions();

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Option(names = "--dtrace-conf", paramLabel = "FILE", description = "The dtrace.conf.")
  private @Nullable Path dtraceConf;

  @Option(names = "--system", paramLabel = "FILE", description = "The etc/system.")
  private @Nullable Path system;

  @Option(
      names = "--out",
      paramLabel = "DIR|NEW",
      description = {
        "Write the files there, each under its own name; - is the standard output, for one "
            + "file. With --media: the new medium."
      })
  private @Nullable Path out;

  @Option(names = "--in-place", description = "Replace the files, each at once.")
  private boolean inPlace;

  @Option(
      names = "--whole",
      description = {
        "Remove a property that is folded over lines whole; dtrace -A removes its first line "
            + "and leaves the others, which the kernel then misreads."
      })
  private boolean whole;

  @Option(names = "--dry-run", description = "Write nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What came from the standard input. */
  private Path spooled = Path.of("");

  @Override
  public Integer call() throws IOException {
    checkOptions();
    if (media.isGiven()) {
      try (OutputFile output = media.output(out, dryRun)) {
        int code = stripMedium(output.path());
        output.send();
        return code;
      }
    }
    try (SpooledInput input = SpooledInput.of(streamed())) {
      spooled = input.path();
      strip();
    }
    return ExitCode.GOOD;
  }

  /** Returns the file that comes from the standard input, or none. */
  private Path streamed() {
    if (dtraceConf != null && SpooledInput.isStandardInput(dtraceConf)) {
      return dtraceConf;
    }
    return system != null && SpooledInput.isStandardInput(system) ? system : Path.of("");
  }

  private Optional<Path> read(@Nullable Path named) {
    return Optional.ofNullable(named)
        .map(file -> SpooledInput.isStandardInput(file) ? spooled : file);
  }

  private void strip() throws IOException {
    AnonymousStrip strip =
        AnonymousStrip.of(
            read(dtraceConf),
            read(system),
            whole ? EnablingRemoval.PROPERTIES : EnablingRemoval.LINES,
            editable());
    if (isForOutput()) {
      StandardOutput.keepForBytes();
      if (!dryRun) {
        OutputStream bytes = Channels.newOutputStream(StandardOutput.channel());
        strip.files().get(0).content().copyTo(bytes);
      }
    } else if (!dryRun) {
      if (out != null) {
        strip.writeTo(out);
      } else {
        strip.writeInPlace();
      }
    }
    print(strip);
  }

  private boolean isForOutput() {
    return out != null && StandardOutput.isMeantBy(out);
  }

  private int stripMedium(Path target) throws IOException {
    new InputFiles().add(media.named().orElse(null)).requireNone(target);
    try (OpenMedium medium = media.openToEdit(EditTime.of(List.of()));
        MediumCopy copy = medium.copyTo(target)) {
      if (!dryRun) {
        copy.start();
      }
      BootRoot root = medium.bootRoot();
      BootConfiguration configured = medium.configuration(root, configuration.choices());
      AnonymousStrip strip =
          AnonymousStrip.of(
              Optional.empty(), Optional.empty(), EnablingRemoval.LINES, Optional.of(configured));
      strip.writeInPlace();
      ConfigEdit edit = strip.edit().orElseThrow();
      RemovedOverlay.of(edit, root).delete();
      VolumePlan plan = medium.plan();
      if (!dryRun) {
        medium.write(copy, plan);
      }
      print(strip);
      medium.noteKept(edit);
      return ExitCode.GOOD;
    }
  }

  private Optional<BootConfiguration> editable() throws IOException {
    return configuration.isGiven()
        ? Optional.of(configuration.read(configuration.rootToEdit(null)))
        : Optional.empty();
  }

  private void checkOptions() {
    media.check();
    configuration.checkToEdit(media.isGiven());
    configuration.checkRoot();
    boolean files = dtraceConf != null || system != null;
    if (media.isGiven()) {
      if (files || configuration.isGiven() || inPlace || whole) {
        throw usage("--media goes alone with --out NEW: its configuration loses the two files");
      }
      return;
    }
    if (!files && !configuration.isGiven()) {
      throw usage("nothing to do; give --dtrace-conf and --system, or a configuration");
    }
    if (files && !dryRun && (out != null) == inPlace) {
      throw usage("say where the files go: --out DIR, or --in-place");
    }
    boolean both = dtraceConf != null && system != null;
    if (isForOutput() && (both || configuration.isGiven())) {
      throw usage("--out - takes one file: --dtrace-conf or --system, and no configuration");
    }
    if (!streamed().equals(Path.of("")) && (both || inPlace)) {
      throw usage("- stands for one file alone, and not with --in-place; give --out");
    }
    if (!files && (out != null || inPlace)) {
      throw usage("--out and --in-place go with --dtrace-conf or --system");
    }
  }

  private UsageException usage(String message) {
    return new UsageException(message);
  }

  private void print(AnonymousStrip strip) {
    PrintWriter printer = StandardOutput.text();
    if (json) {
      printer.println(ResultJson.of(strip, Optional.ofNullable(out)));
      return;
    }
    for (StrippedFile file : strip.files()) {
      String text =
          file.changed() ? file.message() : file.file() + ": nothing of an anonymous enabling";
      printer.println(
          file.file().equals(spooled) ? text.replace(file.file().toString(), "-") : text);
      for (ConfRemark finding : file.findings()) {
        printer.printf(
            Locale.ROOT,
            "  warning [%s] line %d: %s%n    %s%n",
            finding.code().code(),
            finding.line(),
            Texts.printable(finding.message()),
            finding.code().remedy());
      }
      if (out != null && !isForOutput()) {
        printer.println("  " + (dryRun ? "not written: " : "written: ") + target(out, file));
      }
    }
    strip.edit().ifPresent(edit -> OverlayOutput.printEdit(printer, edit, false));
  }

  private static Path target(Path directory, StrippedFile file) {
    return AnonymousStrip.target(directory, file);
  }
}
