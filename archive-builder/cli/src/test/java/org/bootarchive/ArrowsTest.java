package org.bootarchive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the arrows between packages: each may know those named here, and no other of ours. */
class ArrowsTest {
  private static final String ROOT = "org.bootarchive.";

  private static final String WORK = "ufs.internal.work";

  private static final String DEVICES = "ufs.internal.device";

  private static final ImmutableSet<String> UFS =
      ImmutableSet.of(
          "ufs",
          "ufs.check",
          "ufs.format",
          "ufs.internal.format",
          "ufs.nio",
          DEVICES,
          "ufs.internal.path",
          "ufs.volume",
          "ufs.disk",
          "ufs.device");

  /** What everyone may know: it knows nothing but itself. */
  private static final ImmutableSet<String> WORDS =
      ImmutableSet.of("ufs.text", "ufs.finding", "ufs.internal.file", "ufs.internal.text");

  private static final ImmutableSet<String> BOOT =
      ImmutableSet.of(
          "boot",
          "boot.config",
          "boot.config.grub",
          "boot.config.grub2",
          "boot.config.ipxe",
          "boot.config.loader",
          "boot.config.syslinux",
          "boot.files",
          "boot.vfs",
          "boot.module",
          "hash");

  private static final ImmutableSet<String> DTRACE =
      ImmutableSet.of("dtrace", "dtrace.conf", "dtrace.dif", "dtrace.dof", "dtrace.elf");

  private static final ImmutableSet<String> ARCHIVE =
      ImmutableSet.of(
          "archive.anon",
          "archive.build",
          "archive.convert",
          "archive.diff",
          "archive.extract",
          "archive.host",
          "archive.image",
          "archive.overlay",
          "archive.overlay.internal",
          "archive.patch",
          "archive.platform",
          "archive.source",
          "archive.tar",
          "archive.tree",
          "archive.tree.mount");

  private static final ImmutableSetMultimap<String, String> ALLOWED =
      ImmutableSetMultimap.<String, String>builder()
          .putAll("hash", "hash.engine", "ufs.device", WORK)
          .putAll("ufs.disk", "ufs.device")
          .put("ufs.format", "ufs.disk")
          .putAll("ufs.internal.format", "ufs.format", "ufs.disk", "ufs.device", DEVICES)
          .putAll("ufs.check", "ufs.disk", "ufs.device", WORK)
          .putAll("ufs.volume", "ufs.disk", "ufs.device")
          .put("ufs.internal.path", "ufs.disk")
          .putAll("ufs.nio", "ufs.internal.path", "ufs.volume", "ufs.disk", "ufs.device")
          .putAll("ufs", Sets.difference(UFS, ImmutableSet.of("ufs")))
          .putAll("boot.module", "hash", "ufs.device")
          .putAll("boot.config", "boot.module", "hash", "ufs.device")
          .putAll("boot.files", "boot.config", "ufs.device", DEVICES)
          .putAll("boot.config.edit", "boot.config", "boot.module")
          .putAll("boot.config.grub", "boot.config", "boot.config.edit", "boot.module")
          .putAll("boot.config.grub2", "boot.config", "boot.config.edit", "boot.module")
          .put("boot.config.grub2", "boot.files")
          .putAll("boot.config.syslinux", "boot.config", "boot.config.edit", "boot.module")
          .putAll("boot.config.ipxe", "boot.config", "boot.config.edit", "boot.module")
          .put("boot.config.ipxe", "boot.files")
          .putAll("boot.config.loader", "boot.config", "boot.config.edit", "boot.module")
          .put("boot.config.loader", "boot.files")
          .putAll("boot.vfs", "boot.module", "ufs.disk", "ufs.device")
          .putAll(
              "boot",
              "boot.config",
              "boot.config.edit",
              "boot.files",
              "boot.vfs",
              "boot.module",
              "hash")
          .putAll("boot", "dtrace.conf", "dtrace.elf", "ufs.disk", "ufs.device")
          .put("dtrace.conf", "ufs.device")
          .putAll("lofi", "ufs.disk", "ufs.device", WORK)
          .put("dtrace.dof", "dtrace.dif")
          .putAll("dtrace.text", "dtrace.dif", "dtrace.dof")
          .putAll("dtrace", Sets.difference(DTRACE, ImmutableSet.of("dtrace")))
          .putAll("dtrace.types", "dtrace", "dtrace.elf")
          .putAll("dtrace.compile", "dtrace", "dtrace.dif", "dtrace.dof", "dtrace.elf")
          .putAll("dtrace.compile", "dtrace.lang", "dtrace.types")
          .putAll("archive.image", "hash", "hash.engine")
          .putAll("archive.image", "ufs.volume", "ufs.disk", "ufs.device", WORK)
          .putAll("archive.tar", "ufs.volume", "ufs.disk", DEVICES)
          .put("archive.tree.mount", "ufs.volume")
          .putAll(
              "archive.tree", "archive.tree.mount", "lofi", "ufs.volume", "ufs.disk", "ufs.device")
          .put("archive.source", "lofi")
          .putAll("archive.source", "archive.image", "ufs.volume", "ufs.disk", "ufs.device")
          .putAll("archive.build", UFS)
          .putAll("archive.plan", "archive.image", "archive.source")
          .putAll("archive.plan", "ufs.format", "ufs.internal.format", DEVICES)
          .putAll("archive.plan", "ufs.volume", "ufs.disk", "ufs.device")
          .putAll("archive.build", "archive.plan", "archive.source", "archive.tree")
          .putAll("archive.build", "archive.host", "archive.image", "archive.tar", "hash", "lofi")
          .putAll("archive.convert", UFS)
          .putAll("archive.convert", "archive.plan", "archive.tar")
          .putAll("archive.convert", "archive.source", "archive.build", "archive.image", "hash")
          .putAll("archive.convert", "gzip", "media.disk", "media.iso", "media.volume")
          .putAll("archive.patch", "archive.convert", "archive.plan", "archive.tree.mount")
          .putAll("archive.patch", UFS)
          .putAll(
              "archive.patch", "archive.source", "archive.tree", "archive.build", "archive.image")
          .putAll("archive.patch", "hash", "lofi")
          .putAll("archive.diff", "archive.image", "archive.tree", "lofi")
          .putAll("archive.diff", "ufs.volume", "ufs.disk", "ufs.device")
          .putAll("archive.extract", "archive.host", "archive.image", "archive.tree", "archive.tar")
          .putAll("archive.extract", "ufs.volume", "ufs.disk", "ufs.device", WORK)
          .putAll("archive.overlay.internal", "archive.tree", "boot", "boot.config")
          .putAll("archive.overlay.internal", "boot.config.loader", "boot.module", "boot.vfs")
          .putAll("archive.overlay.internal", "ufs.volume", "ufs.disk", "ufs.device")
          .putAll("archive.overlay", BOOT)
          .putAll("archive.overlay", "archive.overlay.internal", "boot.config.edit")
          .put("archive.overlay", "archive.host")
          .putAll("archive.overlay", "archive.tree", "ufs.volume", "ufs.disk", "ufs.device")
          .putAll("archive.anon", Iterables.concat(UFS, BOOT, DTRACE))
          .putAll(
              "archive.anon", "archive.overlay", "archive.tree", "dtrace.compile", "dtrace.types")
          .putAll("archive.anon", "archive.patch", "archive.build", "archive.image")
          .putAll("archive.platform", UFS)
          .putAll("archive.platform", "archive.platform.file", "archive.tree.mount")
          .putAll("archive.platform", "archive.plan", "archive.source", "hash.engine")
          .putAll("archive.platform", "archive.build", "archive.image", "archive.patch")
          .putAll(
              "archive.platform", "archive.host", "archive.overlay", "archive.tar", "archive.tree")
          .putAll("archive.platform", "archive.anon", "dtrace.compile")
          .putAll("archive.platform", "boot", "boot.files", "boot.module", "lofi", "hash", WORK)
          .putAll("media.volume", "archive.image", "ufs.disk", "ufs.device", "ufs.finding")
          .putAll("media.fat", "media.volume", "archive.image")
          .putAll("media.fat", "ufs.disk", "ufs.device", "ufs.finding")
          .putAll("media.iso", "media.volume", "archive.image")
          .putAll("media.iso", "ufs.disk", "ufs.device", "ufs.finding", "ufs.volume")
          .putAll("gzip", "ufs.disk", "ufs.device", DEVICES)
          .putAll("gzip", WORK)
          .putAll("archive.platform", "archive.convert", "gzip")
          .putAll("media.disk", "media.volume", "media.fat", "media.iso", "archive.image", "gzip")
          .putAll("media.disk", "boot.config", "ufs.disk", "ufs.device", WORK)
          .put("media.build", "archive.platform.file")
          .putAll("media.build", "archive.image", "archive.platform", "media.disk", "media.fat")
          .putAll(
              "media.build", "media.iso", "media.volume", "ufs.volume", "ufs.disk", "ufs.device")
          .putAll("media.nio", "media.volume", "media.disk", "archive.image", "ufs.internal.path")
          .putAll("media.nio", "ufs.disk", "ufs.device")
          .putAll("json", "archive.anon", "archive.overlay", "archive.patch", "archive.platform")
          .putAll(
              "json",
              "archive.build",
              "archive.convert",
              "archive.diff",
              "archive.extract",
              "archive.tree")
          .putAll("json", "archive.overlay.internal", "boot.config.edit")
          .putAll("json", "boot", "boot.config", "boot.module", "boot.vfs", "hash", "lofi")
          .putAll("json", "dtrace", "dtrace.conf", "dtrace.dif", "dtrace.dof")
          .put("json", "dtrace.text")
          .putAll("json", "archive.image", "ufs.check", "ufs.disk", "ufs.volume")
          .putAll("report", "archive.anon", "archive.convert", "archive.diff", "archive.image")
          .putAll("report", "archive.platform", "archive.tree", "archive.tree.mount")
          .putAll("report", "boot", "boot.config", "boot.module", "boot.vfs", "hash")
          .putAll("report", "dtrace", "dtrace.dof", "dtrace.text")
          .putAll("report", "ufs.check", "ufs.device", "ufs.disk", "ufs.volume")
          .put("report", "report.page")
          .putAll("tool", "json", "report")
          .putAll("tool", Iterables.concat(UFS, BOOT, ARCHIVE, DTRACE))
          .putAll("tool", "dtrace.compile", "dtrace.text")
          .putAll("tool", "lofi", WORK)
          .putAll("tool", "media.build", "media.disk", "media.nio", "media.volume")
          .put(DEVICES, "ufs.device")
          .put("lofi", DEVICES)
          .put("hash", DEVICES)
          .put("boot", DEVICES)
          .put("boot.config", DEVICES)
          .put("archive.anon", "archive.host")
          .put("archive.convert", "archive.host")
          .put("archive.patch", "archive.host")
          .put("media.build", "archive.host")
          .put("archive.extract", DEVICES)
          .put("archive.image", DEVICES)
          .put("archive.overlay", DEVICES)
          .put("archive.tar", "ufs.device")
          .put("json", "ufs.device")
          .put("media.volume", DEVICES)
          .put("media.fat", DEVICES)
          .put("media.iso", DEVICES)
          .put("media.disk", DEVICES)
          .putAll("media.build", "ufs.device", DEVICES)
          .put("media.nio", DEVICES)
          .build();

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.bootarchive");
    assertTrue(classes.contain("org.bootarchive.ufs.disk.Superblock"));
    assertTrue(classes.contain("org.bootarchive.tool.Main"));
  }

  @Test
  void everyArrowIsOneOfThePlan() {
    TreeSet<String> others = new TreeSet<>();
    for (JavaClass from : classes) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String source = from.getPackageName();
        String target = dependency.getTargetClass().getPackageName();
        if (target.startsWith(ROOT)
            && !target.equals(source)
            && !WORDS.contains(target.substring(ROOT.length()))
            && !allowedFrom(source).contains(target.substring(ROOT.length()))) {
          others.add(source + " -> " + target + ", as in " + from.getName());
        }
      }
    }
    assertEquals(new TreeSet<>(), others);
  }

  private static ImmutableSet<String> allowedFrom(String source) {
    return ALLOWED.get(source.substring(ROOT.length()));
  }

  @Test
  void noPackagesStandInACircle() {
    SlicesRuleDefinition.slices()
        .matching("org.bootarchive.(**)")
        .should()
        .beFreeOfCycles()
        .check(classes);
  }
}
