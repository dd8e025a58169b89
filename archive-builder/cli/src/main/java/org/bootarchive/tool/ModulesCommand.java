package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleProperty;
import org.bootarchive.boot.module.ModuleReport;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.text.ByteString;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code modules}: what the kernel makes of a module set. */
@Command(
    name = "modules",
    header = "Shows what the kernel makes of a set of boot modules.",
    description = {
      "Shows what the kernel makes of a module set: types, names, hashes, properties.",
      "Exit code 1 if it would panic."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool modules \\",
      "    --module '/boot_archive type=rootfs name=r' boot_archive \\",
      "    --module '/boot_archive.hash type=hash name=r' boot_archive.hash"
    })
final class ModulesCommand implements Callable<Integer> {
  @Mixin private ModulesOptions options = new ModulesOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try {
      return answer();
    } finally {
      options.close();
    }
  }

  private Integer answer() throws IOException {
    ModuleSet set = options.load();
    ModuleHandover handover;
    long bytes = set.modules().stream().mapToLong(module -> module.content().size()).sum();
    try (Progress progress = Progress.of("hash", bytes)) {
      handover = set.handOver(progress);
    }
    PrintWriter out = StandardOutput.text();
    if (json) {
      out.println(ResultJson.of(handover));
    } else {
      printModules(out, set);
      printHandover(out, handover);
    }
    return handover instanceof ModuleHandover.Panic ? ExitCode.NO : ExitCode.GOOD;
  }

  private static void printModules(PrintWriter out, ModuleSet set) throws IOException {
    List<ModuleReport> reports = set.reports();
    for (ModuleReport report : reports) {
      BootModule module = set.modules().get(report.index());
      out.printf(
          Locale.ROOT,
          "module %d  %s  %s  %d bytes%n",
          report.index(),
          report.type().keyword(),
          Texts.name(report.name()),
          module.content().size());
      ByteString line = module.commandLine();
      out.println("  command line: " + (line == null ? "none" : Texts.printable(line)));
      report
          .legacyName()
          .ifPresent(
              name ->
                  out.println(
                      "  guessed: no module has a type or a hash and there are one or two, so the"
                          + " kernel takes this one for the "
                          + report.type().keyword()
                          + "; its own name was "
                          + Texts.name(name)));
      out.println("  hash: " + HashText.of(report.hash()));
    }
  }

  private static void printHandover(PrintWriter out, ModuleHandover handover) {
    for (ByteString message : handover.messages()) {
      out.println("dboot says: " + Texts.printable(message));
    }
    if (handover instanceof ModuleHandover.Panic panic) {
      out.println("dboot panics: " + Texts.printable(panic.message()));
      return;
    }
    ModuleHandover.Accepted accepted = (ModuleHandover.Accepted) handover;
    out.println(
        accepted.ramdisk().isPresent()
            ? "ramdisk: module " + accepted.ramdisk().getAsInt()
            : "ramdisk: none; the kernel finds no root");
    int index = 0;
    for (ModuleProperty property : accepted.properties()) {
      out.printf(
          Locale.ROOT,
          "module-name-%d=%s  module-addr-%d=<module %d>  module-size-%d=%d%n",
          index,
          Texts.printable(property.name()),
          index,
          property.module(),
          index,
          property.size());
      index++;
    }
  }
}
