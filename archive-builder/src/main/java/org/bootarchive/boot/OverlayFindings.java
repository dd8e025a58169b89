package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;

/** What is wrong with the overlay modules of a set, by their names and sizes alone. */
public final class OverlayFindings {
  private static final int READ_BLOCK = 8192;

  /** Read before the root is mounted only if that is a ZFS. */
  static final String ZPOOL_CACHE = KernelFile.POOLS.canonical();

  /** Directories of the module path. */
  private static final ImmutableSet<String> FIRMWARE =
      ImmutableSet.of("kernel/", "platform/i86pc/kernel/", "usr/kernel/");

  /** What {@link OverlayRules} finds and this class says with more knowledge. */
  private static final ImmutableSet<ConfigCode> SAID_HERE =
      ImmutableSet.of(
          ConfigCode.DUPLICATE_NAME, ConfigCode.NAME_BOOTENV, ConfigCode.TOO_MANY_MODULES);

  private OverlayFindings() {}

  /**
   * An overlay module and how long it is.
   *
   * @param module what the boot loader loads
   * @param bytes its content's length
   */
  public record Sized(OverlayModule module, long bytes) {}

  /**
   * Returns what is wrong.
   *
   * @param overlays in the loader's order
   * @param others how many other modules the set has
   */
  public static ImmutableList<Finding> of(List<Sized> overlays, int others) {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    Map<String, ByteString> names = new HashMap<>();
    for (Sized overlay : overlays) {
      ByteString name = overlay.module().name();
      OverlayRules.check(overlay.module()).stream()
          .filter(finding -> SAID_HERE.stream().noneMatch(code -> code.is(finding)))
          .map(OverlayFindings::unusable)
          .forEach(findings::add);
      String canonical = OverlayRules.comparable(name).latin1();
      if (names.putIfAbsent(canonical, name) != null) {
        findings.add(
            FindingCode.DUPLICATE_NAME.finding(
                "two modules are named "
                    + canonical
                    + ": in mid-boot the last one is seen, after boot the first"));
      }
      findings.addAll(ofContent(canonical, overlay.bytes()));
    }
    if (overlays.size() + others > OverlayRules.MAX_MODULES) {
      findings.add(
          FindingCode.TOO_MANY_MODULES.finding(
              overlays.size()
                  + others
                  + " modules; dboot panics beyond "
                  + OverlayRules.MAX_MODULES));
    }
    return findings.build();
  }

  /**
   * Returns a note for each overlay whose name nobody is known to look for. Whether that is an
   * error depends on the archive: see {@link FindingCode#NOBODY_READS}.
   */
  public static ImmutableList<Finding> unread(List<Sized> overlays) {
    return overlays.stream()
        .map(overlay -> OverlayRules.comparable(overlay.module().name()))
        .filter(name -> !OverlayReaders.mayBeRead(name.latin1()))
        .map(
            name ->
                FindingCode.SEEN_BELOW_SYSTEM_BOOT.finding(
                    Shown.name(name)
                        + ": nothing reads this before the root is mounted; after it, it is seen"
                        + " below /system/boot only, and whoever reads the archive's goes on so"))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns what is wrong with an overlay because of its name and size together. */
  static ImmutableList<Finding> ofContent(String canonical, long bytes) {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    String shown = Shown.name(canonical);
    if (bytes == 0) {
      findings.add(
          FindingCode.EMPTY_MODULE.finding(
              shown + " is empty: after boot neither it nor any module behind it is there"));
    } else if (bytes == 1) {
      findings.add(
          FindingCode.ONE_BYTE_MODULE.finding(
              shown + " has one byte: after boot neither it nor any module behind it is there"));
    } else if (bytes % READ_BLOCK == 0) {
      sizeAlarm(canonical)
          .ifPresent(
              code ->
                  findings.add(
                      code.finding(
                          shown
                              + " is "
                              + bytes
                              + " bytes, a multiple of 8192: asking for its size fails")));
    }
    if (canonical.equals("boot/solaris/bootenv.rc")) {
      findings.add(
          FindingCode.BOOTENV_RUNS_AWAY.finding(
              shown + " as a module has no end for its reader, which runs on for ever"));
    }
    return findings.build();
  }

  /**
   * Returns what a size that is a multiple of 8192 does to a file's reader; empty if it does not
   * ask for the size before the root is mounted. Callers of {@code kobj_get_filesize} then are
   * spa_config.c and, for drivers, firmload.c; microcode.c does not ask for the boot processor.
   */
  private static Optional<FindingCode> sizeAlarm(String canonical) {
    if (canonical.equals(ZPOOL_CACHE)) {
      return Optional.of(FindingCode.SIZE_BREAKS_READER);
    }
    boolean firmware =
        FIRMWARE.stream().anyMatch(directory -> canonical.startsWith(directory + "firmware/"));
    return firmware ? Optional.of(FindingCode.SIZE_MULTIPLE_OF_8192) : Optional.empty();
  }

  private static Finding unusable(Finding finding) {
    boolean neverLookedUp =
        ConfigCode.NAME_TRAILING_SLASH.is(finding) || ConfigCode.NAME_DOTS.is(finding);
    FindingCode code = neverLookedUp ? FindingCode.NAME_NEVER_LOOKED_UP : FindingCode.NAME_UNUSABLE;
    return code.finding(finding.message());
  }
}
