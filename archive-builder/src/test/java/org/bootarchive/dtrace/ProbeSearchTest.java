package org.bootarchive.dtrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.ProbeExistence.Kind;
import org.bootarchive.dtrace.elf.KernelModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which descriptions match a probe of an archive's kernel. */
class ProbeSearchTest {
  private static ProbeKey key(String text) {
    String[] parts = text.split(":", -1);
    return ProbeKey.of(parts[0], parts[1], parts[2], parts[3]);
  }

  private static ProbeExistence search(KernelFiles files, String text) throws IOException {
    return ProbeSearch.search(Optional.of(files), List.of(key(text))).get(key(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fbt::rts_new_rtsmsg:entry",
        "fbt:ip:rts_*:return",
        "fbt:ip::",
        "fbt:unix:trap:entry",
        "f*:ip:rts_new_rtsmsg:",
        ":ip::entry",
        "proc:::exec-success",
        "proc:genunix:exec_common:exec-success",
        "proc:::exec*",
        "dtrace:::ERROR",
        "dtrace:::BEGIN",
        ":::",
        ":::BEGIN",
        "syscall::open:entry",
        "syscall::re*:return",
        "profile:::tick-1sec",
        "profile:::profile-997",
        ":::tick-5s",
        "profile:::tick-*",
        "lockstat:::adaptive-block",
        "lockstat:genunix:mutex_enter:",
        "cpc:::PAPI_tot_cyc-kernel-5000"
      })
  void exists(String text) throws IOException {
    assertEquals(ProbeExistence.EXISTS, search(FakeKernelFiles.small(), text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fbt::no_such:entry            | no function no_such is in any of the 9 modules
          fbt:ip:kmem_alloc:entry       | no function kmem_alloc is in the module ip
          fbt:nosuch::entry             | no module nosuch is where krtld looks
          fbt::memcpy:entry             | the function does not push %rbp, which is where fbt puts its probe
          fbt:fbt:fbt_x:entry           | fbt leaves out the modules of dtrace and of the kernel debugger
          fbt::kmem_alloc:exit          | no function kmem_alloc is in any of the 9 modules
          proc:::exec-succes            | nothing of the kind is in any of the 9 modules
          dtrace:genunix::BEGIN         | the provider dtrace has no such probe
          syscall::close:entry          | the provider syscall has no such probe
          profile:::tick-10000hz        | the provider profile has no such probe
          profile:::tick-5x             | the provider profile has no such probe
          lockstat:::adaptive-wait      | the provider lockstat has no such probe
          ftb::kmem_alloc:entry         | the kernel has no provider ftb
          """)
  void cannotExist(String text, String reason) throws IOException {
    assertEquals(ProbeExistence.absent(reason), search(FakeKernelFiles.small(), text));
  }

  @Test
  void whatCannotBeLookedIntoIsNotDenied() throws IOException {
    KernelFiles files =
        FakeKernelFiles.small()
            .module("drv/vnd", "#!stand-in".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    ProbeExistence answer = search(files, "fbt::vnd_open:entry");
    assertEquals(Kind.UNKNOWN, answer.kind());
    assertTrue(answer.reason().contains("drv/vnd"), answer.reason());
    assertEquals(ProbeExistence.EXISTS, search(files, "fbt::rts_new_rtsmsg:entry"));
    assertEquals(Kind.ABSENT, search(files, "fbt:ip:vnd_open:entry").kind());
  }

  @Test
  void providersOfProcessesAreNotDenied() throws IOException {
    assertEquals(Kind.UNKNOWN, search(FakeKernelFiles.small(), "node123:::http-req").kind());
    assertEquals(Kind.UNKNOWN, search(FakeKernelFiles.small(), "node*:::http-req").kind());
  }

  @Test
  void endlessModulesAreNotReadForEver() throws IOException {
    byte[] large = new byte[KernelModule.MAX_BYTES];
    FakeKernelFiles files = FakeKernelFiles.small();
    for (int i = 0; i < 10_000; i++) {
      files.module("drv/x" + i, large);
    }
    ProbeExistence answer =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> search(files, "fbt::no_such:entry"));
    assertEquals(Kind.UNKNOWN, answer.kind());
  }
}
