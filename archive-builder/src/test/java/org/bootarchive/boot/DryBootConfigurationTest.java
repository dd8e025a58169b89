package org.bootarchive.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.bootarchive.boot.files.BootFiles;
import org.bootarchive.testing.Kernels;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings that come from a configuration and its files, all in memory but the archive. */
class DryBootConfigurationTest {
  private static final String KERNEL = "kernel /platform/i86pc/kernel/amd64/unix\n";
  private static final String ARCHIVE = "module /boot_archive type=rootfs name=r\n";

  @TempDir static Path directory;
  private static PlatformFixture platform;

  @BeforeAll
  static void unpack() throws IOException {
    platform = PlatformFixture.unpackInto(directory);
  }

  private static BootFiles files() {
    return module ->
        switch (module.path().latin1()) {
          case "/boot_archive" -> Optional.of(FileBlockDevice.of(platform.archive()));
          case "/unreadable" -> Optional.of(new Unreadable());
          case "/gone" -> Optional.empty();
          case "/platform/i86pc/kernel/amd64/unix",
              "/boot/unix",
              "/platform/x/platform/i86pc/kernel/amd64/unix",
              "/os/platform-x/platform/i86pc/kernel/amd64/unix" ->
              Optional.of(MemoryBlockDevice.of(Kernels.multiboot()));
          default ->
              module.path().contains("missing")
                  ? Optional.empty()
                  : Optional.of(MemoryBlockDevice.of("text\n".getBytes(ISO_8859_1)));
        };
  }

  /** A file that is there, but whose disk is broken. */
  private record Unreadable() implements BlockDevice {
    @Override
    public long size() {
      return 100;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      throw new FileNotFoundException("broken");
    }
  }

  private static DryBootReport grub(String entry) throws IOException {
    MenuLst menu =
        MenuLst.parse(ConfigFile.of("menu.lst", ("title t\n" + entry).getBytes(ISO_8859_1)));
    return DryBoot.run(LoadedBoot.load(menu.boot(menu.defaultEntry()), files()));
  }

  private static List<String> errors(DryBootReport report) {
    return report.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(Finding::code)
        .toList();
  }

  @Test
  void anEntryWithAllItsFilesBoots() throws IOException {
    DryBootReport report = grub(KERNEL + ARCHIVE);
    assertEquals(List.of(), errors(report));
    assertTrue(report.verdict().isGood());
    assertEquals(3, report.modules().get(0).configured().orElseThrow().source().line());
  }

  @Test
  void aMissingKernelStopsTheBootLoader() throws IOException {
    DryBootReport report = grub("kernel /missing/platform/i86pc/kernel/amd64/unix\n" + ARCHIVE);
    assertEquals(List.of("kernel-missing"), errors(report));
    assertEquals(Verdict.Outcome.FAILS, report.verdict().outcome());
  }

  @Test
  void aKernelElsewhereDoesNotFindItself() throws IOException {
    DryBootReport report = grub("kernel /boot/unix\n" + ARCHIVE);
    assertEquals(List.of("kernel-path", "kernel-file-missing"), errors(report));
    assertEquals(
        List.of("/system/boot/kernel", "/boot", "/kernel", "/usr/kernel"), report.modulePath());
  }

  @Test
  void theFirstPlatformOnThePathIsTheOne() throws IOException {
    DryBootReport report = grub("kernel /platform/x/platform/i86pc/kernel/amd64/unix\n" + ARCHIVE);
    assertEquals("/platform/x/platform/i86pc/kernel/amd64/unix", report.whoami());
    assertEquals("kernel-path", errors(report).get(0));
    assertEquals(
        DryBoot.KERNEL,
        grub("kernel /os/platform-x/platform/i86pc/kernel/amd64/unix\n" + ARCHIVE).whoami());
  }

  @Test
  void aMissingModuleStopsGrub() throws IOException {
    DryBootReport report = grub(KERNEL + ARCHIVE + "module /gone type=file name=etc/x\n");
    assertEquals(List.of("module-missing"), errors(report));
    assertEquals(Verdict.Outcome.FAILS, report.verdict().outcome());
    assertEquals("/gone", report.missing().get(0).path().latin1());
  }

  @Test
  void anUnreadableModuleIsAFindingToo() throws IOException {
    DryBootReport report = grub(KERNEL + ARCHIVE + "module /unreadable type=file name=etc/x\n");
    assertEquals(List.of("module-unreadable"), errors(report));
    assertEquals(Verdict.Outcome.FAILS, report.verdict().outcome());
    assertEquals(1, report.modules().size());
  }

  @Test
  void theConfigurationsOwnFindingsAreHere() throws IOException {
    DryBootReport report = grub("default 0\n" + KERNEL + ARCHIVE);
    assertEquals("grub-menu-command", errors(report).get(0));
    assertEquals(Verdict.Outcome.FAILS, report.verdict().outcome());
  }

  @Test
  void moreModulesThanIpxePassesOnAreTold() throws IOException {
    StringBuilder script =
        new StringBuilder("#!ipxe\nkernel http://h/platform/i86pc/kernel/amd64/unix\n");
    for (int i = 0; i < 8; i++) {
      script.append("module /m" + i + " type=file name=etc/m" + i + "\n");
    }
    assertTrue(!codes(script + "boot\n").contains("ipxe-module-limit"));
    script.append("module /m8 type=file name=etc/m8\n");
    assertTrue(codes(script + "boot\n").contains("ipxe-module-limit"));
  }

  private static List<String> codes(String script) throws IOException {
    IpxeScript parsed = IpxeScript.parse(ConfigFile.of("boot.ipxe", script.getBytes(ISO_8859_1)));
    return DryBoot.run(LoadedBoot.load(parsed.boot(), files())).findings().stream()
        .map(Finding::code)
        .toList();
  }
}
