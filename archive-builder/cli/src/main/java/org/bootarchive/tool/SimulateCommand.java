package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.archive.overlay.internal.AfterBootUsr;
import org.bootarchive.boot.DryBoot;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.json.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code simulate}: a dry boot. */
@Command(
    name = "simulate",
    header = "Shows a boot before it happens, and its verdict.",
    description = {
      "Shows a boot before it happens: the entry that boots, every module and its",
      "hash, what each overlay does, what the kernel finds in mid-boot and what",
      "/system/boot shows after it, an anonymous enabling, findings with what to do,",
      "and a verdict. Exit code 0 only if the kernel would reach its root with",
      "everything as intended, else 1."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  archive-tool simulate --menu /mnt/usb/boot/grub/menu.lst --root /mnt/usb",
      "",
      "JSON: verdict {boots, outcome, text}, loader, kernel {path, arguments, line},",
      "modules [], missing [], panic, messages [], ramdisk, root, properties [],",
      "bootProperties [], modulePath [], overlays [], lookups [], afterBoot [],",
      "anonymous null or as anon show has it, findings [{code, severity, message,",
      "remedy}]. outcome is boots, boots-otherwise or fails; severity is error,",
      "warning or note."
    })
final class SimulateCommand implements Callable<Integer> {
  @Mixin private ModulesOptions options = new ModulesOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--all",
      description = "Print every finding, not only the first of those that are alike.")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    try {
      return answer();
    } finally {
      options.close();
    }
  }

  private Integer answer() throws IOException {
    DryBootReport report = run(options);
    PrintWriter out = StandardOutput.text();
    if (json) {
      out.println(ResultJson.of(report));
    } else {
      new SimulateText(out, all).print(report, AnonymousBoot.of(report));
    }
    return report.verdict().isGood() ? ExitCode.GOOD : ExitCode.NO;
  }

  /** Boots dry what options name, which must stay open as long as the report is used. */
  static DryBootReport run(ModulesOptions options) throws IOException {
    Optional<LoadedBoot> loaded = options.loadConfigured();
    ModuleSet set = loaded.isPresent() ? loaded.get().moduleSet() : options.load();
    long bytes = set.modules().stream().mapToLong(module -> module.content().size()).sum();
    try (Progress progress = Progress.of("hash", bytes)) {
      DryBootReport report =
          loaded.isPresent()
              ? DryBoot.run(loaded.get(), progress, AfterBootUsr::has)
              : DryBoot.run(set, progress, AfterBootUsr::has);
      Optional<AfterBootUsr> usr = AfterBootUsr.of(report.handover(), set.modules());
      if (usr.isEmpty()) {
        return report;
      }
      try (AfterBootUsr afterBoot = usr.get()) {
        return afterBoot.remark(report);
      }
    }
  }
}
