package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.OverlayEffect.Kind;
import org.bootarchive.boot.files.ModulePath;
import org.bootarchive.boot.files.UsrFiles;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.finding.Finding;

/** What is wrong with overlays because of who reads them, or does not. */
final class ReaderFindings {
  private final ModulePath modulePath;
  private final BlockDevice archive;
  private final UsrFiles usr;
  private final ImmutableList.Builder<Finding> findings = ImmutableList.builder();

  private ReaderFindings(ModulePath modulePath, BlockDevice archive, UsrFiles usr) {
    this.modulePath = modulePath;
    this.archive = archive;
    this.usr = usr;
  }

  /**
   * Returns what is wrong.
   *
   * @param archive the ramdisk's content
   * @param usr what is below /usr after the boot
   */
  static ImmutableList<Finding> of(
      List<OverlayEffect> effects,
      BootVfs vfs,
      ModulePath modulePath,
      BlockDevice archive,
      UsrFiles usr)
      throws IOException {
    ReaderFindings found = new ReaderFindings(modulePath, archive, usr);
    Set<String> seen = new HashSet<>();
    for (OverlayEffect effect : effects) {
      if (seen.add(effect.name())
          && effect.kind() != Kind.NEVER_REACHED
          && effect.readers().isEmpty()) {
        found.nobodyReads(effect);
      }
    }
    if (!effects.isEmpty()
        && vfs.root() == BootFileSystem.UFS
        && !(vfs.lookupInRamdisk("/system/boot") instanceof Lookup.Found)) {
      found.findings.add(
          FindingCode.SYSTEM_BOOT_NOT_MOUNTED.finding(
              "the archive has no /system/boot: after boot no module is seen there"));
    }
    return found.findings.build();
  }

  private void nobodyReads(OverlayEffect effect) throws IOException {
    String name = effect.name();
    String inModulePath = modulePath.nameOf(name);
    boolean conf = inModulePath.startsWith("drv/") && inModulePath.endsWith(".conf");
    boolean late = !inModulePath.isEmpty() && !name.startsWith("kernel/") && !conf;
    String shown = "module " + effect.module() + " (" + Shown.name(name) + ")";
    if (effect.kind() == Kind.HIDES_RAMDISK_FILE || usr.has(archive, name)) {
      findings.add(
          FindingCode.NOBODY_READS.finding(
              shown
                  + " is read by nobody: "
                  + (late
                      ? "the kernel asks for it after the root is mounted, and finds the archive's"
                      : "the archive has that file, and whoever reads it reads the archive's")));
    } else if (late) {
      findings.add(
          FindingCode.SEEN_BEFORE_ROOT_ONLY.finding(
              shown + " is seen only by what the kernel loads before its root is mounted"));
    } else {
      findings.add(
          FindingCode.SEEN_BELOW_SYSTEM_BOOT.finding(
              shown
                  + ": nothing reads this before the root is mounted"
                  + (conf ? ", as etc/name_to_major has no such driver" : "")
                  + "; after it, it is seen below /system/boot only"));
    }
  }
}
