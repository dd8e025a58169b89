package org.bootarchive.boot.module;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.ufs.text.ByteString;

/**
 * What dboot's table says of a module: {@code struct boot_modules} before hash modules are looked
 * at.
 *
 * @param inlineHash the value of {@code hash=}
 * @param legacyName the name before the legacy fix-up, if that changed the module
 */
record Header(
    ByteString name,
    ModuleType type,
    Optional<ByteString> inlineHash,
    Optional<ByteString> legacyName) {

  /** Returns the headers of a module set, fix-ups done. */
  static ImmutableList<Header> of(ImmutableList<BootModule> modules, Messages messages) {
    ImmutableList.Builder<CommandLine> lines = ImmutableList.builder();
    for (int i = 0; i < modules.size(); i++) {
      lines.add(CommandLine.parse(i, modules.get(i).commandLine(), messages));
    }
    return fixUp(lines.build());
  }

  /**
   * Does what {@code fixup_modules} does for loaders that know no types: of one module or two, all
   * of type file and without hash, the first is the rootfs and the second its hash.
   */
  private static ImmutableList<Header> fixUp(ImmutableList<CommandLine> lines) {
    boolean legacy =
        (lines.size() == 1 || lines.size() == 2)
            && lines.stream().allMatch(l -> l.type() == ModuleType.FILE && l.hash().isEmpty());
    ImmutableList.Builder<Header> headers = ImmutableList.builder();
    for (int i = 0; i < lines.size(); i++) {
      CommandLine line = lines.get(i);
      if (legacy) {
        ModuleType type = i == 0 ? ModuleType.ROOTFS : ModuleType.HASH;
        ByteString name = lines.get(0).name();
        headers.add(new Header(name, type, Optional.empty(), Optional.of(line.name())));
      } else {
        headers.add(new Header(line.name(), line.type(), line.hash(), Optional.empty()));
      }
    }
    return headers.build();
  }
}
