package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.archive.anon.EnablingFile;
import org.bootarchive.archive.overlay.internal.AfterBootUsr;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformModules;
import org.bootarchive.boot.DryBoot;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anon show}: what will be traced. */
@Command(
    name = "show",
    header = "Shows an anonymous enabling, and whether it is taken.",
    description = {
      "Shows an anonymous enabling: the lines that the kernel will print at boot,",
      "whether it takes the enabling, the programs, the options, and findings. Exit",
      "code 0 only if the kernel would take it; 1 if it would not, or if there is",
      "none."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "FILE is a dtrace.conf, or a DOF by itself. An image, a platform directory, a",
      ".tgz or a medium is booted dry, and so are the modules that the options name:",
      "then the enabling is the one that the kernel finds, overlays first, and its",
      "drivers, forceload lines and probes are looked for too.",
      "",
      "Example:",
      "  archive-tool anon show dtrace.conf --system system",
      "  archive-tool anon show smartos.usb.gz",
      "  archive-tool anon show --menu /mnt/usb/boot/grub/menu.lst --root /mnt/usb",
      "",
      "JSON: accepted, refusal, consequence, messages [], probes [], options {},",
      "programs [{property, clauses [{number, probe, text [], dif {predicate,",
      "actions}}]}], forceloads [], driverConf, system, findings [{code, severity,",
      "message, remedy}]. dif is there with --disassemble."
    })
final class AnonShowCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE|IMAGE",
      description =
          "A dtrace.conf, a DOF, a UFS image, a platform directory or a .tgz, a disk, a medium;"
              + " - is the standard input.")
  private @Nullable Path file;

  @Mixin private ModulesOptions modules = new ModulesOptions();

  @Option(
      names = "--system",
      paramLabel = "FILE",
      description = "With a FILE: the etc/system that goes with it.")
  private @Nullable Path system;

  @Option(names = "--disassemble", description = "Show the DIF of predicates and actions.")
  private boolean disassemble;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (SpooledInput input = SpooledInput.of(file == null ? Path.of("") : file)) {
      file = file == null ? null : input.path();
      return show(find());
    } finally {
      modules.close();
    }
  }

  private Integer show(AnonymousBoot found) {
    PrintWriter out = StandardOutput.text();
    if (json) {
      out.println(ResultJson.of(found, disassemble));
    } else {
      new AnonymousText(out).print(found, disassemble);
    }
    return found.enabling().accepted() ? ExitCode.GOOD : ExitCode.NO;
  }

  private AnonymousBoot find() throws IOException {
    if ((file != null) == modules.isGiven()) {
      throw new UsageException("name a file, an image, or one module set, and not two of them");
    }
    Optional<Path> settings = Optional.ofNullable(system);
    if (file == null) {
      refuse(settings);
      Optional<LoadedBoot> loaded = modules.loadConfigured();
      return AnonymousBoot.of(loaded.isPresent() ? boot(loaded.get()) : boot(modules.load()));
    }
    EnablingFile kind = EnablingFile.of(file);
    if (kind != EnablingFile.IMAGE) {
      return new AnonymousBoot(Optional.empty(), Optional.empty(), kind.read(file, settings));
    }
    refuse(settings);
    try (ImagePlace place =
        ImagePlace.open(file, new ArchiveChoice(modules.part(), Optional.empty()), null)) {
      if (place.medium().isPresent()) {
        BootRoot root = place.medium().get().bootRoot();
        BootConfiguration configuration =
            place.medium().get().configuration(root, modules.choices());
        return AnonymousBoot.of(boot(LoadedBoot.load(configuration.boot(), root)));
      }
      if (place.slice().isPresent()) {
        return AnonymousBoot.of(boot(ModuleSet.of(archive(place.slice().get().device()))));
      }
    }
    try (BootArchiveFile archive = Platform.openArchive(file)) {
      DryBootReport report = boot(ModuleSet.of(modules(file, archive)));
      if (report.vfs().filter(vfs -> !vfs.hasKnownRoot()).isPresent()) {
        throw new CorruptImageException(
            file.toString(), -1, "neither a dtrace.conf nor a DOF nor a boot archive");
      }
      return AnonymousBoot.of(report);
    }
  }

  private void refuse(Optional<Path> settings) {
    if (settings.isPresent()) {
      throw new UsageException("--system goes with a dtrace.conf or a DOF; what boots has its own");
    }
  }

  private static ImmutableList<BootModule> modules(Path image, BootArchiveFile archive)
      throws IOException {
    return Files.isDirectory(image)
        ? PlatformModules.of(image, ImmutableList.of())
        : archive(FileBlockDevice.of(archive.path()));
  }

  private static ImmutableList<BootModule> archive(BlockDevice content) {
    return ImmutableList.of(
        new BootModule(ByteString.of("boot_archive type=rootfs name=ramdisk"), content));
  }

  private static DryBootReport boot(ModuleSet set) throws IOException {
    long bytes = set.modules().stream().mapToLong(module -> module.content().size()).sum();
    try (Progress progress = Progress.of("hash", bytes)) {
      return DryBoot.run(set, progress, AfterBootUsr::has);
    }
  }

  private static DryBootReport boot(LoadedBoot loaded) throws IOException {
    ModuleSet set = loaded.moduleSet();
    long bytes = set.modules().stream().mapToLong(module -> module.content().size()).sum();
    try (Progress progress = Progress.of("hash", bytes)) {
      return DryBoot.run(loaded, progress, AfterBootUsr::has);
    }
  }
}
