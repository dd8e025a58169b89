package org.bootarchive.dtrace.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import org.bootarchive.testing.ElfModule;
import org.junit.jupiter.api.Test;

class SdtArgumentTableTest {
  private static byte[] driver() {
    return new ElfModule()
        .function("sdt_attach", ElfModule.framed())
        .argumentTable(
            "proc|create|0|0|proc_t *|psinfo_t *", "mib||0|0|int|", "ip|send|6|3|int|ifinfo_t *")
        .bytes();
  }

  @Test
  void rowsAreReadInOrderUpToTheOneWithoutProvider() throws ElfFormatException {
    assertEquals(
        Optional.of(
            ImmutableList.of(
                new SdtArgument("proc", "create", 0, 0, "proc_t *", "psinfo_t *"),
                new SdtArgument("mib", "", 0, 0, "int", ""),
                new SdtArgument("ip", "send", 6, 3, "int", "ifinfo_t *"))),
        SdtArgumentTable.read(driver()));
  }

  @Test
  void aDriverWithoutTheTableHasNone() throws ElfFormatException {
    byte[] file = new ElfModule().function("sdt_attach", ElfModule.framed()).bytes();
    assertEquals(Optional.empty(), SdtArgumentTable.read(file));
  }

  private static void readOrRefuse(byte[] content) {
    try {
      SdtArgumentTable.read(content);
    } catch (ElfFormatException e) {
      // Refused is fine.
    }
  }

  @Test
  void damagedTablesAreRefusedOrReadAsSomething() {
    byte[] sound = driver();
    for (int i = 0; i < sound.length; i++) {
      for (int value : new int[] {0, 1, 8, 0x7f, 0x80, 0xff, sound[i] ^ 0x10}) {
        byte[] damaged = sound.clone();
        damaged[i] = (byte) value;
        readOrRefuse(damaged);
      }
      readOrRefuse(Arrays.copyOf(sound, i));
    }
  }
}
