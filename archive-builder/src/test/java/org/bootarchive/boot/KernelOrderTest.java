package org.bootarchive.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.boot.KernelLookup.Time;
import org.bootarchive.boot.Verdict.Outcome;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.testing.ElfModule;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which the kernel asks, what it panics without, and what it sees when. */
class KernelOrderTest {
  private static final String UNIX = "platform/i86pc/kernel/amd64/unix";
  private static final byte[] MODULE = new ElfModule().bytes();

  /** What the sample platform lacks of a whole one. */
  private static final ImmutableList<String> DEVICES =
      ImmutableList.of(
          "kernel/misc/amd64/pci_autoconfig",
          "kernel/drv/amd64/isa",
          "kernel/drv/amd64/rootnex",
          "kernel/drv/amd64/pseudo",
          "kernel/drv/amd64/ramdisk");

  private static final String NUMBERS =
      "rootnex 1\nisa 2\npseudo 3\nclone 4\nramdisk 5\noptions 6\ne1000g 17\n";

  @TempDir static Path directory;
  private static BlockDevice archive;

  @BeforeAll
  static void unpack() throws IOException {
    archive = FileBlockDevice.of(PlatformFixture.unpackInto(directory).archive());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static BootModule overlay(String name, byte[] content) {
    return new BootModule(
        ByteString.ofLatin1("/o type=file name=" + name), MemoryBlockDevice.of(content));
  }

  private static BootModule overlay(String name, String text) {
    return overlay(name, bytes(text));
  }

  private static DryBootReport withArchive(BootModule... others) throws IOException {
    return DryBoot.run(
        ModuleSet.of(
            ImmutableList.<BootModule>builder()
                .add(new BootModule(ByteString.ofLatin1("/r type=rootfs name=r"), archive))
                .add(others)
                .build()));
  }

  /** Returns the names and contents that make the sample platform a whole one. */
  private static Map<String, byte[]> whole() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(UNIX, new ElfModule().executable().needs("genunix").needs("dtracestubs").bytes());
    DEVICES.forEach(name -> files.put(name, MODULE));
    files.put("etc/name_to_major", bytes(NUMBERS));
    files.put("kernel/drv/pseudo.conf", bytes("name=\"pseudo\" class=\"root\";\n"));
    files.put("kernel/drv/clone.conf", bytes("name=\"clone\" parent=\"pseudo\";\n"));
    return files;
  }

  private static DryBootReport boot(Map<String, byte[]> files) throws IOException {
    List<BootModule> modules = new ArrayList<>();
    files.forEach((name, content) -> modules.add(overlay(name, content)));
    return withArchive(modules.toArray(BootModule[]::new));
  }

  private static boolean has(DryBootReport report, FindingCode code) {
    return report.findings().stream().anyMatch(code::is);
  }

  private static KernelLookup lookup(DryBootReport report, String purpose) {
    return report.lookups().stream()
        .filter(lookup -> lookup.purpose().equals(purpose))
        .findFirst()
        .orElseThrow(() -> new AssertionError(purpose + " in " + report.lookups()));
  }

  @Test
  void aWholePlatformBoots() throws IOException {
    DryBootReport report = boot(whole());
    assertEquals(Outcome.BOOTS, report.verdict().outcome(), report.findings().toString());
    assertFalse(has(report, FindingCode.DEVICES_NOT_FOLLOWED));
  }

  @Test
  void withoutAModuleOfItsDevicesTheKernelPanics() throws IOException {
    for (String name : DEVICES) {
      Map<String, byte[]> files = whole();
      files.remove(name);
      DryBootReport report = boot(files);
      assertEquals(Outcome.FAILS, report.verdict().outcome(), name);
      assertTrue(has(report, FindingCode.KERNEL_FILE_MISSING), name);
    }
  }

  @Test
  void oneDeviceModuleIsEnoughToMissTheOthers() throws IOException {
    DryBootReport report = withArchive(overlay("kernel/drv/amd64/isa", MODULE));
    assertEquals(Outcome.FAILS, report.verdict().outcome());
    assertTrue(has(report, FindingCode.KERNEL_FILE_MISSING));
  }

  @Test
  void aStandInWithoutAnyIsToldAndNotJudged() throws IOException {
    DryBootReport report = withArchive();
    assertTrue(has(report, FindingCode.DEVICES_NOT_FOLLOWED));
    assertFalse(has(report, FindingCode.KERNEL_FILE_MISSING));
  }

  @Test
  void withoutANumberOfADriverThatItNeedsTheKernelPanics() throws IOException {
    for (String driver : List.of("rootnex", "isa", "pseudo", "clone", "ramdisk")) {
      Map<String, byte[]> files = whole();
      files.put("etc/name_to_major", bytes(NUMBERS.replace(driver, "x" + driver)));
      DryBootReport report = boot(files);
      assertEquals(Outcome.FAILS, report.verdict().outcome(), driver);
      assertTrue(has(report, FindingCode.NO_MAJOR_NUMBER), driver);
    }
  }

  @Test
  void whatAModuleNeedsIsNeededToo() throws IOException {
    Map<String, byte[]> files = whole();
    files.put("kernel/drv/amd64/isa", new ElfModule().needs("misc/acpica").bytes());
    assertEquals(Outcome.BOOTS, boot(files).verdict().outcome());
    files.put("kernel/misc/amd64/acpica", new ElfModule().needs("misc/none").bytes());
    DryBootReport report = boot(files);
    assertEquals(Outcome.FAILS, report.verdict().outcome());
    assertFalse(lookup(report, "misc/none, which misc/acpica needs").isFound());
  }

  @Test
  void whatTheRootsFileSystemNeedsIsNeededToo() throws IOException {
    Map<String, byte[]> files = whole();
    files.put("kernel/fs/amd64/ufs", new ElfModule().needs("fs/none").bytes());
    assertEquals(Outcome.FAILS, boot(files).verdict().outcome());
  }

  @Test
  void modulesThatNeedEachOtherAreFollowedOnce() throws IOException {
    Map<String, byte[]> files = whole();
    files.put("kernel/drv/amd64/isa", new ElfModule().needs("misc/a").bytes());
    files.put("kernel/misc/amd64/a", new ElfModule().needs("drv/isa").needs("misc/a").bytes());
    assertEquals(Outcome.BOOTS, boot(files).verdict().outcome());
  }

  @Test
  void anEssentialModuleThatIsNoModuleIsRefused() throws IOException {
    DryBootReport report = withArchive(overlay("kernel/fs/amd64/specfs", "text"));
    assertTrue(has(report, FindingCode.KERNEL_FILE_REFUSED));
    assertEquals(Outcome.FAILS, report.verdict().outcome());
    assertFalse(
        has(
            withArchive(overlay("kernel/fs/amd64/specfs", MODULE)),
            FindingCode.KERNEL_FILE_REFUSED));
  }

  @Test
  void anEssentialModuleThatIsExcludedIsRefused() throws IOException {
    for (String name : List.of("fs/specfs", "specfs")) {
      DryBootReport report = withArchive(overlay("etc/system", "exclude: " + name + "\n"));
      assertTrue(has(report, FindingCode.KERNEL_FILE_REFUSED), name);
    }
  }

  @Test
  void forceloadsAreReadAfterTheRootIsMounted() throws IOException {
    BootModule system = overlay("etc/system", "forceload: drv/foo\n");
    for (String directory : List.of("platform/i86pc/kernel", "usr/kernel")) {
      DryBootReport report = withArchive(system, overlay(directory + "/drv/amd64/foo", MODULE));
      assertTrue(has(report, FindingCode.FORCELOAD_FAILS), directory);
      assertTrue(has(report, FindingCode.SEEN_BEFORE_ROOT_ONLY), directory);
      assertFalse(report.verdict().isGood());
    }
    DryBootReport seen = withArchive(system, overlay("kernel/drv/amd64/foo", MODULE));
    assertFalse(has(seen, FindingCode.FORCELOAD_FAILS));
    KernelLookup lookup = lookup(seen, "forceload drv/foo");
    assertEquals(Time.AFTER_ROOT, lookup.time());
    assertEquals("/system/boot/kernel/drv/amd64/foo", lookup.path());
  }

  @Test
  void afterTheRootTheFirstOfANameIsForceloaded() throws IOException {
    DryBootReport report =
        withArchive(
            overlay("etc/system", "forceload: drv/foo\n"),
            overlay("kernel/drv/amd64/foo", MODULE),
            overlay("kernel/drv/amd64/foo", new ElfModule().needs("misc/a").bytes()));
    KernelLookup lookup = lookup(report, "forceload drv/foo");
    assertEquals(1, lookup.module().getAsInt());
    assertEquals(2, lookup(report, "overlay kernel/drv/amd64/foo").module().getAsInt());
  }

  @Test
  void aForceloadOfTheArchivesOwnModuleIsAnsweredByTheRoot() throws IOException {
    KernelLookup lookup = lookup(withArchive(), "forceload drv/e1000g");
    assertEquals(Time.AFTER_ROOT, lookup.time());
    Lookup.Found found = (Lookup.Found) lookup.answer().lookup();
    assertEquals(BootFileSystem.UFS, found.fileSystem());
    assertEquals("/kernel/drv/amd64/e1000g", lookup.path());
  }

  @Test
  void aForceloadedDriverWantsANumber() throws IOException {
    DryBootReport without =
        withArchive(
            overlay("etc/system", "forceload: drv/foo\n"), overlay("kernel/drv/amd64/foo", MODULE));
    assertTrue(has(without, FindingCode.DRIVER_WITHOUT_NUMBER));
    assertFalse(has(withArchive(), FindingCode.DRIVER_WITHOUT_NUMBER));
  }

  @Test
  void theSettingsOfEachDriverWithANumberAreReadBeforeTheRoot() throws IOException {
    DryBootReport report = withArchive(overlay("platform/i86pc/kernel/drv/sd.conf", "a=1;\n"));
    KernelLookup lookup = lookup(report, "settings of drv/sd");
    assertEquals(Time.BEFORE_ROOT, lookup.time());
    assertEquals("/platform/i86pc/kernel/drv/sd.conf", lookup.path());
    assertTrue(lookup.module().isPresent());
    assertTrue(
        report.lookups().stream().noneMatch(l -> l.purpose().equals("settings of drv/nosuch")));
  }

  @Test
  void theOrderIsTheKernels() throws IOException {
    List<String> purposes = boot(whole()).lookups().stream().map(KernelLookup::purpose).toList();
    List<String> expected =
        List.of(
            "boot properties",
            "the kernel itself",
            "the common part of the kernel",
            "self-assembly settings",
            "kernel settings",
            "build version",
            "time zone of the clock",
            "major numbers",
            "aliases of passed-through devices",
            "driver aliases",
            "system call numbers",
            "rules of device autoconfiguration",
            "driver classes",
            "file system specfs",
            "scheduling class TS",
            "PCI buses",
            "ISA bus",
            "instance numbers",
            "settings of drv/rootnex",
            "retired devices",
            "device identities",
            "host identity",
            "platform modules",
            "root of the device tree",
            "file system of the root",
            "driver of the ramdisk",
            "overlay etc/name_to_major",
            "forceload drv/e1000g");
    assertEquals(expected, purposes.stream().filter(expected::contains).toList());
  }

  @Test
  void eachLookupNamesItsSource() throws IOException {
    for (KernelLookup lookup : withArchive().lookups()) {
      assertTrue(lookup.source().matches("\\w+, [\\w/]+\\.c"), lookup.toString());
    }
  }

  @Test
  void theKeptCopyOfInstanceNumbersIsReadIfThereAreNone() throws IOException {
    assertTrue(
        withArchive().lookups().stream()
            .noneMatch(lookup -> lookup.purpose().equals("instance numbers, kept copy")));
    DryBootReport rebuilt = withArchive(overlay("etc/path_to_inst", "#path_to_inst_bootstrap_1\n"));
    assertTrue(has(rebuilt, FindingCode.RECONFIGURES));
    assertFalse(has(withArchive(), FindingCode.RECONFIGURES));
  }

  /** A file of many bytes that takes no memory. */
  private record Zeros(long size) implements BlockDevice {
    @Override
    public void read(long offset, ByteBuffer target) {
      target.put(new byte[target.remaining()]);
    }
  }

  @Test
  void filesTooLargeToBeReadToTheirEndAreTold() throws IOException {
    StringBuilder numbers = new StringBuilder(NUMBERS);
    BootModule[] modules = new BootModule[41];
    for (int i = 1; i < modules.length; i++) {
      numbers.append("d" + i + " " + (100 + i) + "\n");
      modules[i] =
          new BootModule(
              ByteString.ofLatin1("/o type=file name=kernel/drv/d" + i + ".conf"),
              new Zeros(1L << 40));
    }
    modules[0] = overlay("etc/name_to_major", numbers.toString());
    assertTrue(has(withArchive(modules), FindingCode.NOT_ALL_FOLLOWED));
    assertFalse(has(withArchive(), FindingCode.NOT_ALL_FOLLOWED));
  }
}
