package org.bootarchive.archive.overlay;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.overlay.internal.AfterBootUsr;
import org.bootarchive.boot.DryBoot;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.FindingCode;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.OverlayFindings;
import org.bootarchive.boot.OverlayReader;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.files.BootFiles;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An overlay that has been thought through and not been written: files to lay out, the change of a
 * boot configuration, what hurts, and what the kernel will answer.
 *
 * @param layout where the files go
 * @param modules what the boot loader loads for them
 * @param edit the change of the configuration; empty if there is none
 * @param findings what hurts, and what is worth knowing: of the overlay, and of the boot what the
 *     edit causes
 * @param earlier errors of the boot that are there without the edit, and stay
 * @param before the boot as it is; empty without a configuration
 * @param loadedAfter what the boot loader will have in memory when all is written, for a dry boot;
 *     empty without a configuration
 * @param answers one a file; none without a configuration
 */
public record OverlayPlan(
    OverlayLayout layout,
    ImmutableList<OverlayModule> modules,
    Optional<ConfigEdit> edit,
    ImmutableList<Finding> findings,
    ImmutableList<Finding> earlier,
    Optional<DryBootReport> before,
    Optional<LoadedBoot> loadedAfter,
    ImmutableList<OverlayAnswer> answers) {

  /** What is no news of an overlay. */
  private static final ImmutableSet<String> NO_NEWS =
      ImmutableSet.of(FindingCode.FAST_REBOOT_OFF.code(), FindingCode.DEVICES_NOT_FOLLOWED.code());

  /**
   * Plans an overlay without a configuration.
   *
   * @param hashed whether each module is to carry its SHA-1
   * @throws IOException if a file cannot be read
   */
  public static OverlayPlan of(OverlayLayout layout, boolean hashed) throws IOException {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    findings.addAll(OverlayFindings.of(layout.sized(), 0));
    findings.addAll(OverlayFindings.unread(layout.sized()));
    findings.addAll(DriverPlaces.check(layout.files()));
    return new OverlayPlan(
        layout,
        layout.modules(hashed),
        Optional.empty(),
        findings.build(),
        ImmutableList.of(),
        Optional.empty(),
        Optional.empty(),
        ImmutableList.of());
  }

  /**
   * Plans an overlay and the change of a configuration.
   *
   * @param hashed whether each module is to carry its SHA-1
   * @param root where the boot loader finds its files
   * @throws IOException if a file cannot be read, or the configuration cannot be edited
   */
  public static OverlayPlan of(
      OverlayLayout layout, boolean hashed, BootConfiguration configuration, BootRoot root)
      throws IOException {
    ImmutableList.Builder<OverlayModule> located = ImmutableList.builder();
    for (OverlayModule module : layout.modules(hashed)) {
      located.add(configuration.located(module));
    }
    ImmutableList<OverlayModule> modules = located.build();
    ConfigEdit edit = configuration.add(modules);
    requireInputsStay(layout, edit, modules, root);
    BootFiles present = BootFiles.openedOnceBelow(root);
    LoadedBoot loadedBefore = LoadedBoot.load(edit.bootBefore(), present);
    LoadedBoot loadedAfter =
        loadedBefore.loadOther(edit.bootAfter(), planned(layout, modules, root).orElse(present));
    DryBootReport bootBefore = DryBoot.run(loadedBefore, done -> {}, AfterBootUsr::has);
    DryBootReport bootAfter = DryBoot.run(loadedAfter, done -> {}, AfterBootUsr::has);
    BootAnswers before = BootAnswers.of(loadedBefore, bootBefore);
    BootAnswers after = BootAnswers.of(loadedAfter, bootAfter);

    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    findings.addAll(
        OverlayFindings.of(
            layout.sized(), edit.bootAfter().modules().size() - layout.files().size()));
    findings.addAll(DriverPlaces.check(layout.files()));
    findings.addAll(elsewhere(layout, modules, root));
    findings.addAll(ArchiveSpelling.check(loadedAfter.moduleSet(), layout.files()));
    ImmutableList.Builder<OverlayAnswer> answers = ImmutableList.builder();
    for (OverlayFile file : layout.files()) {
      OverlayAnswer answer =
          new OverlayAnswer(
              file.name(),
              before.midBoot(file.name()),
              after.midBoot(file.name()),
              after.afterBoot(file.name()),
              readers(bootAfter, OverlayRules.comparable(file.name()).latin1()));
      answers.add(answer);
      if (answer.after().isPresent() && !isFromModule(answer.after().get())) {
        findings.add(
            FindingCode.OVERLAY_NOT_SEEN.finding(
                "the kernel would not find the overlay " + file.name()));
      }
    }
    if (!after.obstacle().isEmpty()) {
      findings.add(FindingCode.NO_ANSWERS.finding(after.obstacle()));
    }
    return new OverlayPlan(
        layout,
        modules,
        Optional.of(edit),
        withCaused(findings.build(), bootAfter.newSince(bootBefore)),
        bootAfter.errorsAsIn(bootBefore),
        Optional.of(bootBefore),
        Optional.of(loadedAfter),
        answers.build());
  }

  /** Makes sure that neither the files nor the edit replace what is read, or boots as it is. */
  private static void requireInputsStay(
      OverlayLayout layout, ConfigEdit edit, List<OverlayModule> modules, BootRoot root)
      throws IOException {
    InputFiles sources = new InputFiles();
    layout.files().forEach(file -> sources.add(file.source()));
    sources.requireNone(edit.file());
    InputFiles booted = InputFiles.of(edit.file());
    edit.bootAfter().kernel().ifPresent(kernel -> booted.add(fileOf(kernel.path(), root)));
    Set<ByteString> laidOut =
        modules.stream().map(OverlayModule::commandLine).collect(Collectors.toSet());
    for (ConfiguredModule module : edit.bootAfter().modules()) {
      boolean isOverlay =
          laidOut.contains(module.commandLine()) || module.commandLine().contains("type=file");
      if (!isOverlay) {
        booted.add(fileOf(module.path(), root));
      }
    }
    layout.requireOthers(booted);
  }

  private static @Nullable Path fileOf(ByteString path, BootRoot root) {
    try {
      return root.file(path);
    } catch (IOException e) {
      // The dry boot says so.
      return null;
    }
  }

  private static ImmutableList<OverlayReader> readers(DryBootReport boot, String name) {
    return boot.overlays().stream()
        .filter(effect -> effect.name().equals(name))
        .flatMap(effect -> effect.readers().stream())
        .distinct()
        .collect(ImmutableList.toImmutableList());
  }

  /** Adds what the edit causes, but for what is said already. */
  private static ImmutableList<Finding> withCaused(
      ImmutableList<Finding> ofOverlay, ImmutableList<Finding> caused) {
    Set<String> said = ofOverlay.stream().map(Finding::code).collect(Collectors.toSet());
    return ImmutableList.<Finding>builder()
        .addAll(ofOverlay)
        .addAll(
            caused.stream()
                .filter(one -> !said.contains(one.code()) && !NO_NEWS.contains(one.code()))
                .toList())
        .build();
  }

  private static boolean isFromModule(Explanation explanation) {
    return explanation.lookup() instanceof Lookup.Found found
        && found.fileSystem() == BootFileSystem.BOOTFS;
  }

  /** The answers are those of a boot that finds the files: says so if it would not. */
  private static ImmutableList<Finding> elsewhere(
      OverlayLayout layout, List<OverlayModule> modules, BootRoot root) throws IOException {
    for (int i = 0; i < modules.size(); i++) {
      Path laidOut = layout.target(layout.files().get(i));
      Path lookedFor = root.file(modules.get(i).path());
      if (!isSamePlace(laidOut, lookedFor)) {
        return ImmutableList.of(
            FindingCode.OVERLAY_ELSEWHERE.finding(
                "the file goes to " + laidOut + ", and the boot loader looks for " + lookedFor));
      }
    }
    return ImmutableList.of();
  }

  /** Returns whether two paths, of files that may not be there yet, lead to one place. */
  private static boolean isSamePlace(Path one, Path other) throws IOException {
    Path first = one.toAbsolutePath().normalize();
    Path second = other.toAbsolutePath().normalize();
    Path firstTop = existing(first);
    Path secondTop = existing(second);
    // A file system that folds case has names in upper case too.
    return first.equals(second)
        || (Files.isSameFile(firstTop, secondTop)
            && Ascii.equalsIgnoreCase(
                firstTop.relativize(first).toString(), secondTop.relativize(second).toString()));
  }

  /** Returns the longest beginning of an absolute path that there is. */
  private static Path existing(Path path) {
    Path top = path;
    while (!Files.exists(top) && top.getParent() != null) {
      top = top.getParent();
    }
    return top;
  }

  /** Returns the files that are yet to be laid out, as the boot loader will find them. */
  private static BootFiles planned(OverlayLayout layout, List<OverlayModule> modules, BootRoot root)
      throws IOException {
    Map<Path, Path> sources = new HashMap<>();
    for (int i = 0; i < modules.size(); i++) {
      sources.put(root.file(modules.get(i).path()), layout.files().get(i).source());
    }
    return module -> {
      Path source = sources.get(root.resolve(module));
      return source == null ? Optional.empty() : Optional.of(FileBlockDevice.of(source));
    };
  }

  /** Returns whether something hurts so much that the overlay should not be written. */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /**
   * Lays out the files and then writes the configuration, so that it never names what is not there.
   *
   * @throws IOException if something cannot be written
   */
  public void write() throws IOException {
    layout.write();
    if (edit.isPresent()) {
      edit.get().write();
    }
  }
}
