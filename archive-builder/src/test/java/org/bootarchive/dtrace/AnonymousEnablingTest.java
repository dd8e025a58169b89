package org.bootarchive.dtrace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.SystemFile;
import org.bootarchive.testing.ElfModule;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;

/** What stands in the way of an enabling. */
class AnonymousEnablingTest {
  private static final Path VECTORS = Testdata.of("vectors", "dof");
  private static final String GOOD_SYSTEM =
      "forceload: drv/sdt\nforceload: drv/fbt\nforceload: drv/dtrace\n";

  private static String conf() throws IOException {
    return Files.readString(VECTORS.resolve("programs/002-rts-new-rtsmsg.conf"), ISO_8859_1);
  }

  private static AnonymousEnabling read(String conf, String system, KernelFiles files)
      throws IOException {
    return AnonymousEnabling.read(
        DriverConf.parse(conf.getBytes(ISO_8859_1)),
        Optional.of(SystemFile.parse(system.getBytes(ISO_8859_1))),
        Optional.of(files));
  }

  private static List<String> codes(AnonymousEnabling enabling) {
    return enabling.findings().stream().map(Finding::code).toList();
  }

  private static List<String> codesOfSystem(String system) throws IOException {
    return codes(read(conf(), system, FakeKernelFiles.small()));
  }

  private static List<String> codesOfConf(String conf) throws IOException {
    return codes(read(conf, GOOD_SYSTEM, FakeKernelFiles.small()));
  }

  private static List<String> codesOfFiles(KernelFiles files) throws IOException {
    return codes(read(conf(), GOOD_SYSTEM, files));
  }

  @Test
  void aGoodOneHasNoFindings() throws IOException {
    AnonymousEnabling enabling = read(conf(), GOOD_SYSTEM, FakeKernelFiles.small());
    assertEquals(List.of(), enabling.findings());
    assertTrue(enabling.accepted());
    assertEquals(Optional.empty(), enabling.refusal());
    assertEquals(List.of("fbt::rts_new_rtsmsg:entry", "dtrace:::ERROR"), enabling.probes());
    assertEquals(
        List.of(
            "enabling probe 0 (fbt::rts_new_rtsmsg:entry)", "enabling probe 1 (dtrace:::ERROR)"),
        enabling.bootLines());
    assertEquals(List.of("drv/sdt", "drv/fbt", "drv/dtrace"), enabling.forceloads());
  }

  @Test
  void noEnablingIsSaid() throws IOException {
    AnonymousEnabling enabling =
        read("name=\"dtrace\" parent=\"pseudo\" instance=0;\n", "", FakeKernelFiles.small());
    assertFalse(enabling.isPresent());
    assertFalse(enabling.accepted());
    assertEquals(List.of("no-enabling"), codes(enabling));
  }

  @Test
  void forceloads() throws IOException {
    assertEquals(List.of("forceload-missing"), codesOfSystem("forceload: drv/dtrace\n"));
    assertEquals(List.of("forceload-missing"), codesOfSystem("forceload: drv/fbt\n"));
    assertEquals(
        List.of("forceload-after-dtrace"),
        codesOfSystem("forceload: drv/dtrace\nforceload: drv/fbt\n"));
    assertEquals(List.of("driver-excluded"), codesOfSystem(GOOD_SYSTEM + "exclude: drv/fbt\n"));
    assertEquals(List.of("forceload-fails"), codesOfSystem("forceload: drv/dcpc\n" + GOOD_SYSTEM));
    assertEquals(List.of("unknown-command"), codesOfSystem("forcelode: drv/x\n" + GOOD_SYSTEM));
  }

  @Test
  void aKernelWithoutSystemFileAttachesNothing() throws IOException {
    AnonymousEnabling enabling =
        AnonymousEnabling.read(
            DriverConf.parse(conf().getBytes(ISO_8859_1)),
            Optional.empty(),
            Optional.of(FakeKernelFiles.small()));
    assertEquals(List.of("system-missing"), codes(enabling));
  }

  @Test
  void drivers() throws IOException {
    assertEquals(
        List.of("driver-missing"), codesOfFiles(FakeKernelFiles.small().without("drv/fbt")));
    assertEquals(
        List.of("driver-has-no-device"), codesOfFiles(FakeKernelFiles.small().withoutConf("fbt")));
    assertEquals(
        List.of("driver-has-no-major", "driver-has-no-major"),
        codesOfFiles(FakeKernelFiles.small().file("/etc/name_to_major", "ip 3\n")));
    assertEquals(
        List.of("driver-not-loadable"),
        codesOfFiles(FakeKernelFiles.small().module("drv/fbt", new ElfModule().executable())));
  }

  @Test
  void probesThatCannotExist() throws IOException {
    AnonymousEnabling enabling =
        read(conf(), GOOD_SYSTEM, FakeKernelFiles.small().without("drv/ip"));
    assertEquals(List.of("probe-cannot-exist"), codes(enabling));
    String message = enabling.findings().get(0).message();
    assertTrue(message.startsWith("fbt::rts_new_rtsmsg:entry: no function"), message);
  }

  @Test
  void propertiesThatAreNotThereOrNeverRead() throws IOException {
    assertEquals(
        List.of("fails-when-enabled", "property-never-read"),
        codesOfConf(conf().replace("dof-data-2=", "dof-data-3=")));
    assertEquals(
        List.of("instance-missing"),
        codesOfConf(conf().replace("name=\"dtrace\" parent=\"pseudo\" instance=0;", "")));
  }

  @Test
  void refusalsSayWhatBecomesOfTheRest() throws IOException {
    AnonymousEnabling dropped =
        read(conf().replace("=0x7f,", "=0x7e,"), GOOD_SYSTEM, FakeKernelFiles.small());
    assertEquals(List.of("enabling-refused"), codes(dropped));
    assertEquals(
        Optional.of("failed to process DOF: DOF magic string mismatch"), dropped.refusal());
    AnonymousEnabling freed =
        read(
            conf().replace("dof-data-2=0x7f", "dof-data-2=0"),
            GOOD_SYSTEM,
            FakeKernelFiles.small());
    assertEquals(List.of("kernel-may-panic"), codes(freed));
    assertEquals(
        "dof-data-2 is not taken; the kernel goes on with freed memory: the boot may panic",
        freed.consequence());
    AnonymousEnabling cut =
        read(
            conf().replaceFirst("dof-data-2=[^;]*;", "dof-data-2=0x7f;"),
            GOOD_SYSTEM,
            FakeKernelFiles.small());
    assertEquals(Optional.of("failed to process DOF: truncated header"), cut.refusal());
    assertEquals(
        "dof-data-2 is not taken; what came before stays enabled, the kernel reads no further",
        cut.consequence());
    AnonymousEnabling big =
        read(
            conf().replace("0x46,0x2,0x1,", "0x46,0x2,0x2,"), GOOD_SYSTEM, FakeKernelFiles.small());
    assertEquals(List.of("enabling-refused", "wrong-byte-order"), codes(big));
  }

  @Test
  void providersOfProcessesAndUnknownOnesAreTold() throws IOException {
    byte[] dof = Files.readAllBytes(VECTORS.resolve("programs/002-rts-new-rtsmsg.dof"));
    assertEquals(
        List.of("provider-unknown"),
        codes(AnonymousEnabling.ofDofs(List.of(replace(dof, "fbt\0", "ftb\0")), Optional.empty())));
    assertEquals(
        List.of("probe-needs-process"),
        codes(AnonymousEnabling.ofDofs(List.of(replace(dof, "fbt\0", "pd1\0")), Optional.empty())));
    assertEquals(List.of(), codes(AnonymousEnabling.ofDofs(List.of(dof), Optional.empty())));
  }

  private static byte[] replace(byte[] bytes, String from, String to) {
    return new String(bytes, ISO_8859_1).replace(from, to).getBytes(ISO_8859_1);
  }
}
