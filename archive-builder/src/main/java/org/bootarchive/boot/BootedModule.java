package org.bootarchive.boot;

import java.util.Optional;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.module.ModuleReport;
import org.bootarchive.ufs.text.ByteString;

/**
 * A module of a dry boot.
 *
 * @param index from 0, in the loader's order
 * @param commandLine as the kernel sees it; empty if the loader passes none
 * @param size in bytes
 * @param configured where the configuration names it; empty if there is no configuration
 * @param report what dboot makes of it; empty if there are too many modules for dboot to look at
 *     any
 */
public record BootedModule(
    int index,
    Optional<ByteString> commandLine,
    long size,
    Optional<ConfiguredModule> configured,
    Optional<ModuleReport> report) {

  /** Returns the name to call it by in a sentence. */
  String shown() {
    ByteString name = report.map(ModuleReport::name).orElse(commandLine.orElse(ByteString.EMPTY));
    return "module " + index + " (" + Shown.name(name) + ")";
  }
}
