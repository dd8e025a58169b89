package org.bootarchive.dtrace.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.testing.ElfModule;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fbt and sdt make of modules. */
class KernelModuleTest {
  private static FbtFunction only(ElfModule module, String name) throws ElfFormatException {
    return KernelModule.read("ip", module.bytes()).functions().get(name);
  }

  private static Optional<FbtRefusal> refusal(String name) throws ElfFormatException {
    return only(new ElfModule().function(name, ElfModule.framed()), name).refusal();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void functionsAndProbesAreReadFromModulesAndFromUnix(boolean unix) throws ElfFormatException {
    ElfModule elf =
        new ElfModule()
            .function("rts_new_rtsmsg", ElfModule.framed())
            .functionWithProbe("exec_common", "__proc_exec__success")
            .functionWithProbe("squeue_drain", "squeue__proc");
    KernelModule module = KernelModule.read("genunix", (unix ? elf.executable() : elf).bytes());
    assertEquals(unix ? ElfType.EXECUTABLE : ElfType.RELOCATABLE, module.type());
    assertEquals(
        Set.of("rts_new_rtsmsg", "exec_common", "squeue_drain"), module.functions().keySet());
    assertTrue(module.functions().get("rts_new_rtsmsg").offers("entry"));
    assertTrue(module.functions().get("rts_new_rtsmsg").offers("return"));
    assertFalse(module.functions().get("rts_new_rtsmsg").offers("exit"));
    assertEquals(
        Set.of(
            new SdtProbe("proc", "exec_common", "exec-success"),
            new SdtProbe("sdt", "squeue_drain", "squeue-proc")),
        module.probes());
  }

  @Test
  void aFunctionWithoutFrameHasNoProbe() throws ElfFormatException {
    ElfModule module = new ElfModule().function("memcpy", ElfModule.frameless());
    assertEquals(Optional.of(FbtRefusal.NO_FRAME), only(module, "memcpy").refusal());
  }

  @Test
  void aFunctionThatNeverReturnsHasNoReturn() throws ElfFormatException {
    byte[] loop = {0x55, (byte) 0xeb, (byte) 0xfe};
    FbtFunction idle = only(new ElfModule().function("idle", loop), "idle");
    assertTrue(idle.offers("entry"));
    assertFalse(idle.offers("return"));
  }

  @ParameterizedTest
  @CsvSource({
    "dtrace_probe, DTRACE_NAME",
    "kdi_dvec_enter, DEBUGGER_NAME",
    "fbt_kdi_x, DEBUGGER_NAME",
    "_init, INIT_OR_FINI",
    "_fini, INIT_OR_FINI"
  })
  void namesThatFbtLeavesOut(String name, FbtRefusal expected) throws ElfFormatException {
    assertEquals(Optional.of(expected), refusal(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dtrace_safe_x", "xdtrace_", "akdi_", "_info", "_init2"})
  void namesThatFbtTakes(String name) throws ElfFormatException {
    assertEquals(Optional.empty(), refusal(name));
  }

  @Test
  void weakSymbolsAreLeftOutUnlessTheNameIsDefinedOtherwiseToo() throws ElfFormatException {
    ElfModule module = new ElfModule().weakFunction("f", ElfModule.framed());
    assertEquals(Optional.of(FbtRefusal.WEAK), only(module, "f").refusal());
    module.function("f", ElfModule.framed()).weakFunction("f", ElfModule.framed());
    assertEquals(Optional.empty(), only(module, "f").refusal());
  }

  @Test
  void modulesThatNeedDtraceAreLeftOut() throws ElfFormatException {
    ElfModule elf = new ElfModule().function("f", ElfModule.framed()).needs("drv/dtrace");
    KernelModule module = KernelModule.read("fbt", elf.bytes());
    assertEquals(Set.of("drv/dtrace"), module.needed());
    assertEquals(Optional.of(FbtRefusal.MODULE), module.functions().get("f").refusal());
    KernelModule dtrace =
        KernelModule.read("dtrace", new ElfModule().function("f", ElfModule.framed()).bytes());
    assertEquals(Optional.of(FbtRefusal.MODULE), dtrace.functions().get("f").refusal());
  }

  @Test
  void othersAreNamedAndRefused() {
    byte[] sparc = new ElfModule().bytes();
    sparc[5] = 2;
    sparc[18] = 0;
    sparc[19] = 43;
    ElfFormatException wrong =
        assertThrows(ElfFormatException.class, () -> KernelModule.read("ip", sparc));
    assertTrue(wrong.reason().contains("SPARC v9 (64 bits, big-endian)"), wrong.reason());
    ElfFormatException text =
        assertThrows(
            ElfFormatException.class, () -> KernelModule.read("ip", new byte[] {'#', '!'}));
    assertEquals("not an ELF file", text.reason());
  }

  @Test
  void theStandInsOfThePlatformAreExecutables(@TempDir java.nio.file.Path folder)
      throws IOException {
    byte[] unix = Files.readAllBytes(PlatformFixture.unpack(folder).kernel());
    KernelModule module = KernelModule.read("unix", unix);
    assertEquals(ElfType.EXECUTABLE, module.type());
    assertEquals(Set.of("_init", "_info", "_start", "_fini"), module.functions().keySet());
    assertEquals(Optional.of(FbtRefusal.INIT_OR_FINI), module.functions().get("_init").refusal());
  }
}
