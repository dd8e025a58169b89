package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.text.ByteString;

/**
 * A change of a boot configuration that has not been written.
 *
 * @param file the file that changes
 * @param before its content now; empty if it does not exist
 * @param after its content afterwards
 * @param bootBefore what the configuration starts now
 * @param bootAfter what it starts afterwards
 * @param removesFile whether the file was made by an edit, and goes now that nothing is left in it
 */
public record ConfigEdit(
    Path file,
    ConfigFile before,
    ConfigFile after,
    ConfiguredBoot bootBefore,
    ConfiguredBoot bootAfter,
    boolean removesFile) {

  /** Makes an edit of a file that stays. */
  public ConfigEdit(
      Path file,
      ConfigFile before,
      ConfigFile after,
      ConfiguredBoot bootBefore,
      ConfiguredBoot bootAfter) {
    this(file, before, after, bootBefore, bootAfter, false);
  }

  /** Returns whether the file's bytes differ. */
  public boolean changes() {
    return !before.content().equals(after.content());
  }

  /** Returns the lines that go, behind "- ", and those that come, behind "+ ", in order. */
  public ImmutableList<String> changedLines() {
    return LineDifference.between(before.text(), after.text());
  }

  /**
   * Checks that overlays arrive at the kernel as they are meant.
   *
   * @throws ConfigException if one would not
   */
  public void requireLoaded(List<OverlayModule> overlays) throws ConfigException {
    Set<ByteString> loaded =
        bootAfter.modules().stream().map(ConfiguredModule::commandLine).collect(Collectors.toSet());
    for (OverlayModule overlay : overlays) {
      if (bootAfter.loader() == BootLoader.IPXE && overlay.name().contains("${")) {
        throw ConfigException.refusingOverlay(
            after.name(),
            "the overlay "
                + overlay.name().brief(80)
                + " would not arrive at the kernel as it is meant: iPXE expands ${");
      }
      if (!loaded.contains(overlay.commandLine())) {
        String why =
            bootAfter.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::message)
                .findFirst()
                .orElse("its command line would arrive as another one");
        throw ConfigException.refusingOverlay(
            after.name(),
            "the overlay "
                + overlay.name().brief(80)
                + " would not arrive at the kernel as it is meant: "
                + why);
      }
    }
  }

  /**
   * Writes the file, unless it has its content already. All it has but its content stays.
   *
   * @throws IOException if it cannot be written, or is no longer what was read; it is then as it
   *     was
   */
  public void write() throws IOException {
    if (removesFile) {
      AtomicFile.requireUnchanged(file, before.bytes());
      Files.deleteIfExists(file);
    } else if (changes()) {
      AtomicFile.edit(file, before.bytes(), after.bytes());
    }
  }
}
