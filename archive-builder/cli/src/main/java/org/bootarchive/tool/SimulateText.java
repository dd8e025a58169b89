package org.bootarchive.tool;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.boot.BootProperty;
import org.bootarchive.boot.BootedModule;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.KernelLookup;
import org.bootarchive.boot.KernelLookup.Kind;
import org.bootarchive.boot.KernelLookup.Time;
import org.bootarchive.boot.OverlayEffect;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleProperty;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.RemarkCode;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.internal.text.KebabCase;
import org.bootarchive.ufs.text.ByteString;

/** A dry boot for people, to be read from top to bottom. */
final class SimulateText {
  private final PrintWriter out;
  private final boolean all;

  /** Creates a printer that shows every finding, or the first few of those that are alike. */
  SimulateText(PrintWriter out, boolean all) {
    this.out = out;
    this.all = all;
  }

  void print(DryBootReport report, AnonymousBoot anonymous) {
    out.println(Texts.line(report.verdict().toString()));
    findings(report.findings());
    boot(report);
    modules(report);
    overlays(report.overlays());
    lookups(report);
    if (anonymous.enabling().isPresent()) {
      section("anonymous enabling");
      AnonymousText text = new AnonymousText(out);
      text.summary(anonymous, "  ");
      FindingsText.ofBytes(out).print(anonymous.enabling().findings(), all);
    }
    afterBoot(report.afterBoot());
  }

  private void findings(List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    section("findings");
    FindingsText.belowTitle(out).print(findings, all);
  }

  private void boot(DryBootReport report) {
    report
        .configured()
        .ifPresent(
            boot -> {
              section("boot loader");
              out.println("  " + KebabCase.of(boot.loader()));
              boot.kernel()
                  .ifPresentOrElse(
                      kernel ->
                          out.printf(
                              Locale.ROOT,
                              "  kernel %s %s  (%s)%n",
                              Texts.printable(kernel.path()),
                              Texts.printable(kernel.arguments()),
                              kernel.source()),
                      () -> out.println("  no kernel"));
            });
  }

  private void modules(DryBootReport report) {
    section("modules");
    for (BootedModule module : report.modules()) {
      String type = module.report().map(r -> r.type().keyword()).orElse("-");
      String name = module.report().map(r -> Texts.name(r.name())).orElse("-");
      out.printf(Locale.ROOT, "  %d  %s  %s  %d bytes", module.index(), type, name, module.size());
      module
          .configured()
          .ifPresent(
              from ->
                  out.printf(
                      Locale.ROOT, "  %s (%s)", Texts.printable(from.path()), from.source()));
      out.println();
      module
          .report()
          .filter(r -> r.type() != ModuleType.HASH)
          .ifPresent(r -> out.println("     hash: " + HashText.of(r.hash())));
    }
    for (ConfiguredModule missing : report.missing()) {
      out.printf(
          Locale.ROOT, "  MISSING  %s (%s)%n", Texts.printable(missing.path()), missing.source());
    }
    for (ByteString message : report.handover().messages()) {
      out.println("  dboot says: " + Texts.printable(message));
    }
    if (report.handover() instanceof ModuleHandover.Panic panic) {
      out.println("  dboot PANICS: " + Texts.printable(panic.message()));
    } else {
      properties((ModuleHandover.Accepted) report.handover(), report);
    }
  }

  private void properties(ModuleHandover.Accepted accepted, DryBootReport report) {
    out.println(
        accepted.ramdisk().isPresent()
            ? "  ramdisk: module "
                + accepted.ramdisk().getAsInt()
                + report.root().map(root -> ", read by " + root.kernelName()).orElse("")
            : "  ramdisk: none");
    int number = 0;
    for (ModuleProperty property : accepted.properties()) {
      out.printf(
          Locale.ROOT,
          "  module-name-%d=%s  module-size-%d=%d  (module %d)%n",
          number,
          Texts.printable(property.name()),
          number,
          property.size(),
          property.module());
      number++;
    }
  }

  private void overlays(List<OverlayEffect> overlays) {
    if (overlays.isEmpty()) {
      return;
    }
    section("overlays");
    for (OverlayEffect overlay : overlays) {
      String effect =
          switch (overlay.kind()) {
            case HIDES_RAMDISK_FILE ->
                "hides the ramdisk's file of "
                    + Long.toUnsignedString(overlay.hiddenBytes())
                    + " bytes";
            case NEW_FILE -> "new file";
            case NEVER_REACHED -> "NEVER REACHED: " + overlay.reason();
          };
      out.printf(
          Locale.ROOT,
          "  %s  %d bytes  %s%n",
          Texts.name(overlay.name()),
          overlay.size(),
          Texts.line(effect));
      if (overlay.kind() != OverlayEffect.Kind.NEVER_REACHED) {
        String readers =
            overlay.readers().stream()
                .map(reader -> Texts.line(Texts.printable(reader.toString())))
                .collect(Collectors.joining("; "));
        out.println("     read by: " + (readers.isEmpty() ? "nobody that is known" : readers));
      }
    }
  }

  private void lookups(DryBootReport report) {
    if (report.lookups().isEmpty()) {
      return;
    }
    section("boot properties");
    for (BootProperty property : report.bootProperties()) {
      out.printf(
          Locale.ROOT,
          "  %s=%s  (%s)%n",
          Texts.printable(property.name()),
          Texts.printable(property.value()),
          switch (property.origin()) {
            case COMMAND_LINE -> "command line";
            case ENVIRONMENT -> "environment";
            case BOOTENV -> "bootenv.rc";
          });
    }
    section("what the kernel asks for");
    out.println("  module path: " + Texts.printable(String.join(" ", report.modulePath())));
    Time time = Time.BEFORE_ROOT;
    int settings = 0;
    for (KernelLookup lookup : report.lookups()) {
      if (lookup.kind() == Kind.DRIVER_CONF && lookup.module().isEmpty()) {
        settings += lookup.isFound() ? 1 : 0;
        continue;
      }
      if (lookup.time() != time) {
        time = lookup.time();
        section("what the kernel asks for after the root is mounted");
      }
      out.printf(
          Locale.ROOT, "  %s: %s%n", Texts.line(Texts.printable(lookup.purpose())), answer(lookup));
      for (Explanation.Remark remark : lookup.answer().remarks()) {
        if (remark.code() == RemarkCode.OTHERWISE_AFTER_BOOT) {
          out.println("     " + Texts.line(remark.text()));
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "  settings of other drivers, before the root is mounted: %d of the ramdisk%n",
        settings);
  }

  private static String answer(KernelLookup lookup) {
    Lookup answer = lookup.answer().lookup();
    if (answer instanceof Lookup.Found found) {
      return Texts.printable(lookup.path())
          + "  "
          + found.fileSystem().kernelName()
          + "  "
          + Long.toUnsignedString(found.size())
          + " bytes";
    }
    if (answer instanceof Lookup.Hang || answer instanceof Lookup.Crash) {
      return Texts.printable(lookup.path()) + "  " + answer.word() + ": " + answer.reason();
    }
    return Texts.printable(lookup.asked().get(0)) + "  not there";
  }

  private void afterBoot(List<SystemBoot.Module> modules) {
    if (modules.isEmpty()) {
      return;
    }
    section("/system/boot after boot");
    for (SystemBoot.Module module : modules) {
      out.println(
          module.fate() == SystemBoot.Fate.SHOWN
              ? "  " + Texts.printable(module.path()) + "  " + module.property().size() + " bytes"
              : "  (" + Texts.name(module.property().name()) + ": " + fate(module.fate()) + ")");
    }
  }

  private static String fate(SystemBoot.Fate fate) {
    return switch (fate) {
      case SHOWN -> "shown";
      case DUPLICATE -> "left out: the name is taken";
      case DISCARDED -> "left out: no usable name";
      case ENDS_LIST -> "of no or one byte, ends the list";
      case PANICS -> "PANIC: a directory where a file is";
      case NOT_REACHED -> "not reached";
    };
  }

  private void section(String title) {
    out.println();
    out.println(title);
  }
}
