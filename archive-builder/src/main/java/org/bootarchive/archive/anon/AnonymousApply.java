package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayLayout;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.boot.DryBoot;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.FindingCode;
import org.bootarchive.boot.Verdict;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;

/**
 * An anonymous enabling on its way in front of the kernel, thought through and not yet written.
 *
 * @param plan the overlay; empty if an archive is to be patched
 * @param before the boot as it is
 * @param boot the boot that comes of it
 * @param found the enabling that its kernel finds
 */
public record AnonymousApply(
    Optional<OverlayPlan> plan, DryBootReport before, DryBootReport boot, AnonymousBoot found) {

  /**
   * Plans an overlay of the two files and the change of a configuration; nothing is written.
   *
   * @param layout of the two files, which are complete
   * @param hashed whether each module is to carry its SHA-1
   * @param root where the boot loader finds its files
   * @throws IOException if a file cannot be read, or the configuration cannot be edited
   */
  public static AnonymousApply overlay(
      OverlayLayout layout, boolean hashed, BootConfiguration configuration, BootRoot root)
      throws IOException {
    OverlayPlan plan = OverlayPlan.of(layout, hashed, configuration, root);
    DryBootReport boot = DryBoot.run(plan.loadedAfter().orElseThrow());
    return new AnonymousApply(
        Optional.of(plan), plan.before().orElseThrow(), boot, AnonymousBoot.of(boot));
  }

  /**
   * Looks at what becomes of an archive that the two files are put into; nothing is written. The
   * files are looked up as overlays, which the kernel finds as it would find them in the archive.
   *
   * @throws IOException if a file cannot be read
   */
  public static AnonymousApply patch(BlockDevice archive, List<OverlayFile> files)
      throws IOException {
    BootModule root =
        new BootModule(ByteString.of("boot_archive type=rootfs name=ramdisk"), archive);
    ImmutableList.Builder<BootModule> modules = ImmutableList.builder();
    modules.add(root);
    for (OverlayFile file : files) {
      modules.add(
          new BootModule(
              file.name().concat(" type=file name=").concat(file.name()),
              FileBlockDevice.of(file.source())));
    }
    ModuleSet set = ModuleSet.of(modules.build());
    DryBootReport boot = DryBoot.run(set);
    DryBootReport before = DryBoot.run(set.changedTo(ImmutableList.of(root)));
    return new AnonymousApply(Optional.empty(), before, boot, AnonymousBoot.of(boot));
  }

  /** Returns what is to be known of the boot and of the overlay, each once, errors first. */
  public ImmutableList<Finding> bootFindings() {
    return Stream.concat(
            plan.stream().flatMap(overlay -> overlay.findings().stream()),
            boot.findings().stream().filter(this::concerns))
        .distinct()
        .sorted((one, other) -> one.severity().compareTo(other.severity()))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * A patched archive comes with a hash of its own, which is not there yet; and the two files are
   * modules only while they are looked at.
   */
  private boolean concerns(Finding finding) {
    return plan.isPresent()
        || (!finding.code().equals(FindingCode.ARCHIVE_NOT_CHECKED.code())
            && !finding.code().equals(FindingCode.FAST_REBOOT_OFF.code()));
  }

  /** Returns what is to be known of the enabling, errors first. */
  public ImmutableList<Finding> enablingFindings() {
    return found.enabling().findings();
  }

  /** Returns whether the kernel will take the enabling. */
  public boolean accepted() {
    return found.enabling().accepted();
  }

  /**
   * Returns whether it should not be written: the kernel would no longer come up, or would not take
   * or not start the enabling. That a probe would not be found is no reason, nor is what was wrong
   * with the boot before.
   */
  public boolean isRefused() {
    return !accepted()
        || (boot.verdict().outcome() == Verdict.Outcome.FAILS && isVerdictNew())
        || plan.filter(OverlayPlan::isRefused).isPresent()
        || !found.enabling().obstacles().isEmpty();
  }

  /** Returns whether the boot comes to something else than it would as it is. */
  public boolean isVerdictNew() {
    return !boot.verdict().equals(before.verdict());
  }

  /**
   * What came of it.
   *
   * @param input what the kernel is to find
   * @param sources the two files
   * @param apply what was thought through
   * @param refused whether nothing was written because of what hurts
   * @param patched the new archive; empty if none was written
   */
  public record Outcome(
      AnonymousInput input,
      AnonymousSources sources,
      AnonymousApply apply,
      boolean refused,
      Optional<Patched> patched) {
    /** Returns what the kernel will print of the enabling. */
    public ImmutableList<String> bootLines() {
      return apply.found().enabling().bootLines();
    }
  }

  /**
   * An archive with the two files in it.
   *
   * @param image the file that was written
   */
  public record Patched(Path image, PatchReport report) {}
}
