package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;

/**
 * What a dry boot shows.
 *
 * @param configured the configuration; empty if there was only a module set
 * @param whoami the name that the kernel takes for its own, which its module path comes from
 * @param modules the modules that the boot loader passes, in order
 * @param missing what the configuration names and is not there or cannot be read
 * @param handover what dboot makes of the modules
 * @param root what the ramdisk is mounted as; empty if dboot panics or there is none
 * @param vfs what answers the kernel's lookups in mid-boot; empty if dboot panics
 * @param bootProperties what the command line, the environment and bootenv.rc set
 * @param modulePath the directories that krtld looks for modules in once etc/system is read; empty
 *     if dboot panics
 * @param overlays what each module of type file does
 * @param lookups what the kernel asks for, in its order, and then each overlay by its name
 * @param afterBoot what becomes of the modules in /system/boot
 * @param systemBoot what answers below /system/boot after the boot; empty if dboot panics
 * @param findings what the operator should know, errors first
 * @param verdict what all comes to
 */
public record DryBootReport(
    Optional<ConfiguredBoot> configured,
    String whoami,
    ImmutableList<BootedModule> modules,
    ImmutableList<ConfiguredModule> missing,
    ModuleHandover handover,
    Optional<BootFileSystem> root,
    Optional<BootVfs> vfs,
    ImmutableList<BootProperty> bootProperties,
    ImmutableList<String> modulePath,
    ImmutableList<OverlayEffect> overlays,
    ImmutableList<KernelLookup> lookups,
    ImmutableList<SystemBoot.Module> afterBoot,
    Optional<SystemBoot> systemBoot,
    ImmutableList<Finding> findings,
    Verdict verdict) {

  /** Returns this with other lookups. */
  public DryBootReport withLookups(ImmutableList<KernelLookup> newLookups) {
    return new DryBootReport(
        configured,
        whoami,
        modules,
        missing,
        handover,
        root,
        vfs,
        bootProperties,
        modulePath,
        overlays,
        newLookups,
        afterBoot,
        systemBoot,
        findings,
        verdict);
  }

  /**
   * Returns what is found here and was not found before: of a boot that was edited, what the edit
   * causes.
   */
  public ImmutableList<Finding> newSince(DryBootReport before) {
    ImmutableSet<Finding> old = ImmutableSet.copyOf(before.findings);
    return findings.stream()
        .filter(finding -> !old.contains(finding))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns the errors that were found before too: what an edit found and left so. */
  public ImmutableList<Finding> errorsAsIn(DryBootReport before) {
    ImmutableSet<Finding> old = ImmutableSet.copyOf(before.findings);
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.ERROR && old.contains(finding))
        .collect(ImmutableList.toImmutableList());
  }
}
