package org.bootarchive.archive.overlay;

import java.io.IOException;
import java.util.Optional;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** The kernel's answers over what a boot configuration loads, or the reason why there are none. */
final class BootAnswers {
  private final @Nullable BootVfs vfs;
  private final @Nullable SystemBoot systemBoot;
  private final String obstacle;

  private BootAnswers(@Nullable BootVfs vfs, @Nullable SystemBoot systemBoot, String obstacle) {
    this.vfs = vfs;
    this.systemBoot = systemBoot;
    this.obstacle = obstacle;
  }

  /** Returns the answers of a boot that was tried. */
  static BootAnswers of(LoadedBoot loaded, DryBootReport report) {
    if (loaded.stopsInLoader()) {
      for (ConfiguredModule missing : loaded.missing()) {
        return none(missing.path() + " is not there, so the boot loader starts nothing");
      }
      return none("the configuration loads no kernel");
    }
    return report.handover() instanceof ModuleHandover.Panic panic
        ? none("dboot panics: " + panic.message())
        : new BootAnswers(report.vfs().orElse(null), report.systemBoot().orElse(null), "");
  }

  private static BootAnswers none(String obstacle) {
    return new BootAnswers(null, null, obstacle);
  }

  /** Returns why there are no answers; empty if there are. */
  String obstacle() {
    return obstacle;
  }

  /** Returns what mid-boot answers for a module's name, asked as the kernel asks: from the root. */
  Optional<Explanation> midBoot(ByteString name) throws IOException {
    return vfs == null
        ? Optional.empty()
        : Optional.of(vfs.explain("/" + OverlayRules.comparable(name).latin1()));
  }

  /** Returns what is at /system/boot for a module's name. */
  Optional<Lookup> afterBoot(ByteString name) {
    return systemBoot == null
        ? Optional.empty()
        : Optional.of(systemBoot.lookup("/system/boot/" + OverlayRules.comparable(name).latin1()));
  }
}
