package org.bootarchive.dtrace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.SystemFile;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.testing.Testdata;

/** Whatever the two files hold, they are judged: a refusal has a finding, and nothing is thrown. */
class HostileEnablingTest {
  private static final Path PROGRAMS = Testdata.of("vectors", "dof", "programs");
  private static final byte[] SYSTEM = {'f', 'o', 'r', 'c', 'e', 'l', 'o', 'a', 'd', ':', ' '};

  private static void judge(byte[] conf, byte[] system) throws IOException {
    AnonymousEnabling enabling =
        AnonymousEnabling.read(
            DriverConf.parse(conf),
            Optional.of(SystemFile.parse(system)),
            Optional.of(FakeKernelFiles.small()));
    boolean refused =
        enabling.findings().stream()
            .map(Finding::code)
            .anyMatch(List.of("no-enabling", "enabling-refused", "kernel-may-panic")::contains);
    assertEquals(!enabling.accepted(), refused);
  }

  @Property(tries = 150)
  void changedTexts(
      @ForAll @Size(3) List<@IntRange(max = 11_000) Integer> places, @ForAll @Size(3) byte[] bytes)
      throws IOException {
    byte[] conf = Files.readAllBytes(PROGRAMS.resolve("002-rts-new-rtsmsg.conf"));
    byte[] system = Arrays.copyOf(SYSTEM, SYSTEM.length + bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      conf[places.get(i)] = bytes[i];
      system[SYSTEM.length + i] = bytes[i];
    }
    judge(conf, system);
  }

  @Property(tries = 150)
  void changedPrograms(
      @ForAll @Size(2) List<@IntRange(max = 1032) Integer> places, @ForAll @Size(2) byte[] bytes)
      throws IOException {
    byte[] dof = Files.readAllBytes(PROGRAMS.resolve("002-rts-new-rtsmsg.dof"));
    for (int i = 0; i < bytes.length; i++) {
      dof[places.get(i)] = bytes[i];
    }
    judge(DriverConf.parse(new byte[0]).withEnabling(List.of(dof)).bytes(), SYSTEM);
  }
}
