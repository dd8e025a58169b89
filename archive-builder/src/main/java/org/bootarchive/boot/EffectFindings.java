package org.bootarchive.boot;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bootarchive.boot.OverlayEffect.Kind;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.module.ModuleProperty;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Explanation.Remark;
import org.bootarchive.boot.vfs.RamdiskEntry;
import org.bootarchive.boot.vfs.RemarkCode;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.finding.Finding;

/** What is wrong with overlays: their names, sizes and contents, mid-boot against after boot. */
final class EffectFindings {
  /** How many names of the archive are looked at. */
  private static final int MAX_ENTRIES = 1 << 18;

  private static final int MAX_BYPASSES = 20;

  private final BootVfs vfs;
  private final List<ModuleProperty> properties;
  private final List<OverlayEffect> effects;
  private final List<SystemBoot.Module> afterBoot;
  private final boolean readsPools;
  private final ImmutableList.Builder<Finding> findings = ImmutableList.builder();

  /**
   * Looks at overlays.
   *
   * @param readsPools whether the kernel may read zpool.cache before its root is mounted
   */
  EffectFindings(
      BootVfs vfs,
      List<ModuleProperty> properties,
      List<OverlayEffect> effects,
      List<SystemBoot.Module> afterBoot,
      boolean readsPools) {
    this.vfs = vfs;
    this.properties = properties;
    this.effects = effects;
    this.afterBoot = afterBoot;
    this.readsPools = readsPools;
  }

  /**
   * Returns the findings.
   *
   * @param lookups what the kernel asks for, the overlays included
   */
  ImmutableList<Finding> find(List<KernelLookup> lookups) throws IOException {
    Map<String, Integer> seen = new HashMap<>();
    for (OverlayEffect effect : effects) {
      String shown = shown(effect);
      Integer before = seen.putIfAbsent(effect.name(), effect.module());
      if (before != null) {
        findings.add(
            FindingCode.DUPLICATE_NAME.finding(
                "modules "
                    + before
                    + " and "
                    + effect.module()
                    + " are both named "
                    + Shown.name(effect.name())
                    + ": in mid-boot the last one is seen, after boot the first"));
      } else if (effect.kind() == Kind.NEVER_REACHED) {
        FindingCode code =
            effect.reason().startsWith("the kernel finds")
                ? FindingCode.OVERLAY_NEVER_REACHED
                : FindingCode.NAME_NEVER_LOOKED_UP;
        findings.add(code.finding(shown + " is never reached: " + effect.reason()));
      }
      name(effect, shown);
      if (!effect.name().equals(OverlayFindings.ZPOOL_CACHE) || readsPools) {
        findings.addAll(OverlayFindings.ofContent(effect.name(), effect.size()));
      }
    }
    gzip(lookups);
    afterBoot();
    if (!effects.isEmpty()) {
      archive();
    }
    return findings.build();
  }

  private static String shown(OverlayEffect effect) {
    return "module " + effect.module() + " (" + Shown.name(effect.name()) + ")";
  }

  private String raw(OverlayEffect effect) {
    return properties.get(effect.property()).name().latin1();
  }

  private void name(OverlayEffect effect, String shown) {
    String raw = raw(effect);
    if (raw.length() >= OverlayRules.NAME_LIMIT) {
      findings.add(
          FindingCode.NAME_UNUSABLE.finding(
              shown + " has a name of " + raw.length() + " bytes; the limit is 1023"));
    } else if (raw.contains("..")
        && !BootVfs.meant(raw).equals(effect.name())
        && !effect.name().endsWith("/")) {
      findings.add(
          FindingCode.DOTS_MISCOUNTED.finding(
              Shown.name(raw)
                  + " means "
                  + Shown.name(BootVfs.meant(raw))
                  + ", but bootfs makes it "
                  + Shown.name(effect.name())));
    }
  }

  private void gzip(List<KernelLookup> lookups) {
    for (KernelLookup lookup : lookups) {
      for (Remark remark : lookup.answer().remarks()) {
        if (remark.code() == RemarkCode.GZIP_NOT_INFLATED
            && lookup.module().isPresent()
            && lookup.kind() == KernelLookup.Kind.OVERLAY) {
          boolean read =
              lookup.answer().remarks().stream()
                      .anyMatch(r -> r.code() == RemarkCode.HIDES_RAMDISK_FILE)
                  || lookup.asked().size() > 1
                  || lookup.path().startsWith("/system/boot/kernel/");
          FindingCode code = read ? FindingCode.GZIP_NOT_INFLATED : FindingCode.GZIP_MODULE;
          findings.add(code.finding(Shown.name(lookup.path()) + ": " + remark.text()));
        }
      }
    }
  }

  private void afterBoot() {
    for (OverlayEffect effect : effects) {
      SystemBoot.Module module = afterBoot.get(effect.property());
      String expected = "/system/boot/" + effect.name();
      if (module.fate() == SystemBoot.Fate.PANICS) {
        findings.add(
            FindingCode.SYSTEM_BOOT_PANICS.finding(
                shown(effect) + " wants a directory where another module is a file: panic"));
      } else if (module.fate() == SystemBoot.Fate.SHOWN && !module.path().equals(expected)) {
        findings.add(
            FindingCode.DIFFERS_AFTER_BOOT.finding(
                shown(effect) + " is " + Shown.name(module.path()) + " after boot"));
      } else if (module.fate() == SystemBoot.Fate.DUPLICATE
          && effects.stream().noneMatch(other -> isSameName(other, effect))) {
        findings.add(
            FindingCode.DIFFERS_AFTER_BOOT.finding(
                shown(effect) + " is not there after boot: another module or directory is"));
      }
    }
  }

  private static boolean isSameName(OverlayEffect one, OverlayEffect other) {
    return one.property() != other.property() && one.name().equals(other.name());
  }

  /** Compares the overlays with the archive's names and links. */
  private void archive() throws IOException {
    ImmutableMap.Builder<String, String> names = ImmutableMap.builder();
    Set<String> exact = new HashSet<>();
    int bypasses = 0;
    for (RamdiskEntry entry : vfs.ramdiskEntries(MAX_ENTRIES)) {
      exact.add(entry.path());
      names.put(Ascii.toLowerCase(entry.path()), entry.path());
      if (entry.leadsTo().isPresent() && bypasses < MAX_BYPASSES) {
        bypasses += bypasses(entry.path(), entry.leadsTo().get());
      }
    }
    ImmutableMap<String, String> byLowerCase = names.buildKeepingLast();
    for (OverlayEffect effect : effects) {
      String other = byLowerCase.get(Ascii.toLowerCase(effect.name()));
      if (effect.kind() == Kind.NEW_FILE && other != null && !exact.contains(effect.name())) {
        findings.add(
            FindingCode.SPELLED_DIFFERENTLY.finding(
                shown(effect) + " is in the archive as " + Shown.name(other)));
      }
    }
  }

  /** Returns how many overlays a link goes round. */
  private int bypasses(String link, String leadsTo) {
    int count = 0;
    for (OverlayEffect effect : effects) {
      boolean itself = effect.name().equals(leadsTo);
      boolean below = !leadsTo.isEmpty() && effect.name().startsWith(leadsTo + "/");
      boolean linkOverlaid = effects.stream().anyMatch(other -> other.name().equals(link));
      if ((itself || below) && !linkOverlaid) {
        String way = "/" + link + effect.name().substring(leadsTo.length());
        count++;
        findings.add(
            FindingCode.LINK_BYPASSES_OVERLAY.finding(
                "whoever asks for "
                    + Shown.name(way)
                    + " gets the archive's "
                    + Shown.name(effect.name())
                    + ", not module "
                    + effect.module()));
      }
    }
    return count;
  }
}
