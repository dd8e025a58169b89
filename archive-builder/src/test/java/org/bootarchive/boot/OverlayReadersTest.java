package org.bootarchive.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.boot.OverlayReader.When;
import org.bootarchive.boot.Verdict.Outcome;
import org.bootarchive.boot.files.UsrFiles;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads an overlay: the kernel, a program below /system/boot, or nobody. */
class OverlayReadersTest {
  @TempDir static Path directory;
  private static BlockDevice archive;

  @BeforeAll
  static void unpack() throws IOException {
    archive = FileBlockDevice.of(PlatformFixture.unpackInto(directory).archive());
  }

  private static DryBootReport overlay(String name, UsrFiles usr) throws IOException {
    return DryBoot.run(
        ModuleSet.of(
            ImmutableList.of(
                new BootModule(ByteString.ofLatin1("/r type=rootfs name=r"), archive),
                new BootModule(
                    ByteString.ofLatin1("/o type=file name=" + name),
                    MemoryBlockDevice.of("text\n".getBytes(ISO_8859_1))))),
        done -> {},
        usr);
  }

  private static DryBootReport overlay(String name) throws IOException {
    return overlay(name, UsrFiles.NONE);
  }

  private static ImmutableList<When> times(String name) throws IOException {
    return overlay(name).overlays().get(0).readers().stream()
        .map(OverlayReader::when)
        .distinct()
        .collect(ImmutableList.toImmutableList());
  }

  private static void finds(FindingCode code, DryBootReport report) {
    List<FindingCode> wanted =
        List.of(
            FindingCode.NOBODY_READS,
            FindingCode.SEEN_BELOW_SYSTEM_BOOT,
            FindingCode.SEEN_BEFORE_ROOT_ONLY);
    List<FindingCode> found =
        wanted.stream().filter(one -> report.findings().stream().anyMatch(one::is)).toList();
    assertEquals(List.of(code), found, report.findings().toString());
  }

  @Test
  void filesThatTheKernelAsksForAreReadBeforeTheRoot() throws IOException {
    for (String name :
        List.of(
            "etc/system",
            "etc/driver_aliases",
            "etc/ppt_aliases",
            "etc/mach",
            "etc/hostid",
            "etc/devices/devid_cache",
            "/etc//name_to_sysnum",
            "kernel/drv/e1000g.conf",
            "usr/kernel/drv/ipf.conf")) {
      assertEquals(List.of(When.BEFORE_ROOT), times(name), name);
    }
  }

  @Test
  void filesOfSomeMachinesAreReadBeforeTheRoot() throws IOException {
    for (String name :
        List.of(
            "platform/i86pc/ucode/GenuineIntel/000306C3-32",
            "platform/i86pc/kernel/cpu/amd64/cpu.GenuineIntel.6",
            "boot/acpi/tables/DSDT_INTEL_X.dat")) {
      assertEquals(List.of(When.BEFORE_ROOT), times(name), name);
    }
  }

  @Test
  void modulesAndFirmwareBelowKernelAreReadAfterTheRootToo() throws IOException {
    assertEquals(List.of(When.AFTER_ROOT), times("kernel/drv/amd64/nvme"));
    assertEquals(List.of(When.AFTER_ROOT), times("kernel/firmware/x/y"));
    assertEquals(List.of(When.BEFORE_ROOT, When.AFTER_ROOT), times("kernel/fs/amd64/specfs"));
  }

  @Test
  void programsReadWhatTheyLookForBelowSystemBoot() throws IOException {
    for (String name :
        List.of("networking.json", "answers.json", "etc/ppt_matches", "tinkerbell.json")) {
      assertEquals(List.of(When.PROGRAM), times(name), name);
    }
  }

  @Test
  void whatOnlyProgramsReadInTheArchiveIsReadByNobody() throws IOException {
    for (String name :
        List.of("etc/shadow", "etc/motd", "usr/bin/ls", "etc/ssh/sshd_config", "bin/ls")) {
      DryBootReport report = overlay(name);
      finds(FindingCode.NOBODY_READS, report);
      assertEquals(Outcome.BOOTS_OTHERWISE, report.verdict().outcome());
    }
  }

  @Test
  void aModuleThatTheKernelLoadsLaterFromElsewhereIsReadByNobody() throws IOException {
    finds(FindingCode.NOBODY_READS, overlay("platform/i86pc/kernel/drv/amd64/xsvc"));
    finds(FindingCode.SEEN_BEFORE_ROOT_ONLY, overlay("usr/kernel/drv/amd64/new"));
  }

  @Test
  void whatIsBelowUsrAfterTheBootCountsToo() throws IOException {
    UsrFiles usr = (content, path) -> path.equals("usr/bin/new");
    finds(FindingCode.NOBODY_READS, overlay("usr/bin/new", usr));
    finds(FindingCode.SEEN_BELOW_SYSTEM_BOOT, overlay("usr/bin/new"));
    finds(FindingCode.SEEN_BELOW_SYSTEM_BOOT, overlay("usr/bin/other", usr));
  }

  @Test
  void whatTheArchiveHasNotIsANote() throws IOException {
    for (String name : List.of("etc/nosuch", "opt/custom/x", "firmware/x/y")) {
      DryBootReport report = overlay(name);
      finds(FindingCode.SEEN_BELOW_SYSTEM_BOOT, report);
      assertTrue(report.verdict().isGood());
    }
  }

  @Test
  void theSettingsOfADriverWithoutANumberAreReadByNobody() throws IOException {
    DryBootReport report = overlay("kernel/drv/nosuch.conf");
    finds(FindingCode.SEEN_BELOW_SYSTEM_BOOT, report);
    assertTrue(
        report.findings().stream()
            .anyMatch(finding -> finding.message().contains("name_to_major has no such driver")));
  }
}
