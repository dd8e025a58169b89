package org.bootarchive.dtrace.dof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Values of options as people write them. */
class OptionTextTest {
  @Test
  void optionsReadAsTheyWereGiven() {
    Enabling enabling = EnablingReader.read(DofVectors.properties("programs/039-options.conf"));
    assertEquals(
        "bufsize=16m bufpolicy=fill dynvarsize=2m aggsize=1m cleanrate=50hz cpu=0 bufresize=manual"
            + " flowindent=set quiet=set stackframes=64 ustackframes=32 aggrate=5s switchrate=10hz"
            + " statusrate=2s stackindent=20 rawbytes=set jstackframes=10 jstackstrsize=256"
            + " aggsortkey=set aggsortrev=set aggsortpos=1 aggsortkeypos=2 agghist=set aggpack=set"
            + " aggzoom=set",
        enabling.verdicts().get(2).options().stream()
            .map(
                given -> {
                  DtraceOption option = DtraceOption.of(given.option()).orElseThrow();
                  return option.optionName() + "=" + OptionText.of(option, given.value());
                })
            .collect(Collectors.joining(" ")));
  }

  @Test
  void valuesThatAreNotRoundAreShownWhole() {
    assertEquals("101hz", OptionText.of(DtraceOption.CLEANRATE, 9_900_990));
    assertEquals("9900991ns", OptionText.of(DtraceOption.CLEANRATE, 9_900_991));
    assertEquals("0ns", OptionText.of(DtraceOption.CLEANRATE, 0));
    assertEquals("0", OptionText.of(DtraceOption.BUFSIZE, 0));
    assertEquals("1023", OptionText.of(DtraceOption.BUFSIZE, 1023));
    assertEquals("all", OptionText.of(DtraceOption.CPU, -1));
    assertEquals("7", OptionText.of(DtraceOption.BUFPOLICY, 7));
  }
}
