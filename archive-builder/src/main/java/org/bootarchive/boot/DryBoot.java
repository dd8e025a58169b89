package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.files.ModulePath;
import org.bootarchive.boot.files.UsrFiles;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleReport;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.KernelStopException;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Shows a boot before it happens: what the boot loader passes, what dboot checks, what the kernel
 * finds in mid-boot, and what is left after it.
 */
public final class DryBoot {
  /**
   * The path of the kernel in the archive, which is also the name that it should know itself by.
   */
  public static final String KERNEL = "/platform/i86pc/kernel/amd64/unix";

  /** Bytes of an environment or a bootenv.rc that are looked at. */
  private static final int MAX_PROPERTY_BYTES = 1 << 20;

  private final @Nullable LoadedBoot boot;
  private final ModuleSet set;
  private final ImmutableList<ConfiguredModule> configured;
  private final ImmutableList<ConfiguredModule> unreadable;
  private final UsrFiles usrFiles;
  private final Set<Finding> findings = new LinkedHashSet<>();
  private ImmutableList<OverlayEffect> overlays = ImmutableList.of();
  private ImmutableList<KernelLookup> lookups = ImmutableList.of();
  private ImmutableList<SystemBoot.Module> afterBoot = ImmutableList.of();
  private ImmutableList<String> modulePath = ImmutableList.of();
  private ImmutableList<BootProperty> bootProperties = ImmutableList.of();
  private Optional<SystemBoot> systemBoot = Optional.empty();
  private Optional<BootFileSystem> root = Optional.empty();
  private Optional<BootVfs> vfs = Optional.empty();

  private DryBoot(
      @Nullable LoadedBoot boot,
      ModuleSet set,
      ImmutableList<ConfiguredModule> configured,
      ImmutableList<ConfiguredModule> unreadable,
      UsrFiles usrFiles) {
    this.boot = boot;
    this.set = set;
    this.configured = configured;
    this.unreadable = unreadable;
    this.usrFiles = usrFiles;
  }

  /**
   * Boots what a configuration loads.
   *
   * @throws IOException if a module cannot be read to its end
   */
  public static DryBootReport run(LoadedBoot boot) throws IOException {
    return run(boot, done -> {}, UsrFiles.NONE);
  }

  /**
   * Boots what a configuration loads.
   *
   * @param progress is told the bytes hashed so far
   * @param usrFiles what is below /usr after the boot
   * @throws IOException if a module cannot be read to its end
   */
  public static DryBootReport run(LoadedBoot boot, LongConsumer progress, UsrFiles usrFiles)
      throws IOException {
    ImmutableList.Builder<BootModule> readable = ImmutableList.builder();
    ImmutableList.Builder<ConfiguredModule> configured = ImmutableList.builder();
    ImmutableList.Builder<ConfiguredModule> unreadable = ImmutableList.builder();
    for (int i = 0; i < boot.modules().size(); i++) {
      BootModule module = boot.moduleSet().modules().get(i);
      if (canRead(module.content())) {
        readable.add(module);
        configured.add(boot.modules().get(i));
      } else {
        unreadable.add(boot.modules().get(i));
      }
    }
    ImmutableList<ConfiguredModule> refused = unreadable.build();
    ModuleSet set =
        refused.isEmpty() ? boot.moduleSet() : boot.moduleSet().changedTo(readable.build());
    return new DryBoot(boot, set, configured.build(), refused, usrFiles).report(progress);
  }

  /**
   * Boots a module set; the kernel is taken to be that of the archive.
   *
   * @throws IOException if a module cannot be read
   */
  public static DryBootReport run(ModuleSet set) throws IOException {
    return run(set, done -> {}, UsrFiles.NONE);
  }

  /**
   * Boots a module set; the kernel is taken to be that of the archive.
   *
   * @param progress is told the bytes hashed so far
   * @param usrFiles what is below /usr after the boot
   * @throws IOException if a module cannot be read
   */
  public static DryBootReport run(ModuleSet set, LongConsumer progress, UsrFiles usrFiles)
      throws IOException {
    return new DryBoot(null, set, ImmutableList.of(), ImmutableList.of(), usrFiles)
        .report(progress);
  }

  private static boolean canRead(BlockDevice content) {
    try {
      content.read(0, ByteBuffer.allocate((int) Math.min(1, content.size())));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private DryBootReport report(LongConsumer progress) throws IOException {
    ModuleHandover handover = set.handOver(progress);
    ImmutableList<BootedModule> modules = modules();
    String whoami = whoami();
    if (boot != null) {
      findings.addAll(ConfigurationFindings.of(boot, unreadable));
      if (boot.configured().kernel().isPresent() && !whoami.equals(KERNEL)) {
        findings.add(
            FindingCode.KERNEL_PATH.finding(
                "the kernel takes "
                    + Shown.name(whoami)
                    + " for its own path, and looks for itself and its modules there"));
      }
    }
    findings.addAll(ModuleFindings.of(modules, handover));
    if (stopsInLoader()) {
      // The modules are not all that were meant to be there.
      findings.removeIf(finding -> finding.code().equals(FindingCode.NO_ROOTFS.code()));
    }
    if (handover instanceof ModuleHandover.Accepted accepted) {
      lookUp(accepted, whoami);
    }
    Optional<String> panic =
        handover instanceof ModuleHandover.Panic p
            ? Optional.of(p.message().toString())
            : Optional.empty();
    ImmutableList<Finding> sorted =
        findings.stream()
            .sorted(Comparator.comparing(Finding::severity))
            .collect(ImmutableList.toImmutableList());
    return new DryBootReport(
        Optional.ofNullable(boot).map(LoadedBoot::configured),
        whoami,
        modules,
        missing(),
        handover,
        root,
        vfs,
        bootProperties,
        modulePath,
        overlays,
        lookups,
        afterBoot,
        systemBoot,
        sorted,
        Verdict.of(sorted, panic, stopsInLoader()));
  }

  private ImmutableList<ConfiguredModule> missing() {
    return boot == null
        ? ImmutableList.of()
        : ImmutableList.<ConfiguredModule>builder()
            .addAll(boot.missing())
            .addAll(unreadable)
            .build();
  }

  private boolean stopsInLoader() {
    return boot != null
        && (boot.stopsInLoader()
            || (!unreadable.isEmpty() && boot.configured().loader().stopsAtMissingFile()));
  }

  private ImmutableList<BootedModule> modules() throws IOException {
    List<ModuleReport> reports = set.reports();
    ImmutableList.Builder<BootedModule> modules = ImmutableList.builder();
    for (int i = 0; i < set.modules().size(); i++) {
      BootModule module = set.modules().get(i);
      modules.add(
          new BootedModule(
              i,
              Optional.ofNullable(module.commandLine()),
              module.content().size(),
              i < configured.size() ? Optional.of(configured.get(i)) : Optional.empty(),
              i < reports.size() ? Optional.of(reports.get(i)) : Optional.empty()));
    }
    return modules.build();
  }

  /** Returns what the kernel calls itself ({@code build_boot_properties} of fakebop.c). */
  private String whoami() {
    Optional<String> path =
        Optional.ofNullable(boot)
            .flatMap(loaded -> loaded.configured().kernel())
            .map(kernel -> firstWord(kernel.commandLine().latin1()));
    if (path.isEmpty()) {
      return KERNEL;
    }
    int platform = path.get().indexOf("/platform/");
    return platform < 0 ? path.get() : path.get().substring(platform);
  }

  private static String firstWord(String commandLine) {
    int blank = commandLine.indexOf(' ');
    return blank < 0 ? commandLine : commandLine.substring(0, blank);
  }

  private void lookUp(ModuleHandover.Accepted handover, String whoami) throws IOException {
    BootVfs answers = BootVfs.of(handover, set.modules());
    vfs = Optional.of(answers);
    root = Optional.ofNullable(answers.root());
    SystemBoot shown = SystemBoot.of(handover, set.modules());
    systemBoot = Optional.of(shown);
    afterBoot = shown.modules();
    OverlayEffects effects = new OverlayEffects(answers, handover);
    BootProperties known = properties(handover, answers);
    bootProperties = known.all();
    findings.addAll(FlagFindings.of(known));
    RootFileSystemType rootType =
        RootFileSystemType.of(known, isCommandLineKnown(), answers.root());
    if (answers.root() != null) {
      BlockDevice archive = set.modules().get(handover.ramdisk().orElseThrow()).content();
      findings.addAll(RamdiskFindings.of(answers, archive, rootType));
      KernelLookups asked =
          new KernelLookups(answers, shown, whoami, known, rootType, effects.names());
      lookups = asked.lookups();
      modulePath = asked.modulePath().directories();
      findings.addAll(LookupFindings.of(asked, answers));
      overlays = effects.of(lookups, new OverlayReaders(lookups, afterBoot, asked.modulePath()));
      findings.addAll(ReaderFindings.of(overlays, answers, asked.modulePath(), archive, usrFiles));
    } else {
      overlays =
          effects.of(lookups, new OverlayReaders(lookups, afterBoot, ModulePath.ofKernel(whoami)));
    }
    findings.addAll(
        new EffectFindings(
                answers,
                handover.properties(),
                overlays,
                afterBoot,
                !rootType.known() || rootType.name().equals("zfs"))
            .find(lookups));
  }

  private boolean isCommandLineKnown() {
    return boot != null && boot.configured().kernel().isPresent();
  }

  /** Returns the boot properties, as far as command line and modules set them. */
  private BootProperties properties(ModuleHandover.Accepted handover, BootVfs answers)
      throws IOException {
    BootProperties properties = new BootProperties();
    if (boot != null) {
      boot.configured().kernel().ifPresent(k -> properties.addCommandLine(k.afterPath().latin1()));
    }
    int environment = handover.types().indexOf(ModuleType.ENVIRONMENT);
    if (environment >= 0) {
      BlockDevice content = set.modules().get(environment).content();
      byte[] bytes = new byte[(int) Math.min(content.size(), MAX_PROPERTY_BYTES)];
      content.read(0, ByteBuffer.wrap(bytes));
      properties.addEnvironment(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    if (answers.root() != null
        && answers.lookup(KernelFile.BOOTENV.path()) instanceof Lookup.Found found
        && found.fileSystem() != BootFileSystem.BOOTFS) {
      try {
        properties.addBootenv(text(found.content()));
      } catch (KernelStopException e) {
        // The lookup's remarks say so.
        return properties;
      }
    }
    return properties;
  }

  private static String text(ByteSource source) throws IOException {
    return new String(source.slice(0, MAX_PROPERTY_BYTES).read(), StandardCharsets.ISO_8859_1);
  }
}
