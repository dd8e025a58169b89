package org.bootarchive.boot.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;

final class OverlayRulesTest {
  private static List<String> name(String name) {
    return OverlayRules.checkName(ByteString.ofLatin1(name)).stream().map(Finding::code).toList();
  }

  @Test
  void namesThatTheKernelTakesWholeHaveNoFindings() {
    for (String name : List.of("etc/system", "/etc/system", "x".repeat(1023), "\u00e9\013")) {
      assertEquals(List.of(), name(name));
    }
  }

  @Test
  void everyRuleHasItsCode() {
    assertEquals(List.of(ConfigCode.NAME_EMPTY.code()), name(""));
    for (String blank : List.of(" ", "\t", "\f", "\n", "\r")) {
      assertEquals(List.of(ConfigCode.NAME_WHITE_SPACE.code()), name("a" + blank + "b"));
    }
    assertEquals(List.of(ConfigCode.NAME_TOO_LONG.code()), name("x".repeat(1024)));
    assertEquals(List.of(ConfigCode.NAME_NUL.code()), name("a\0b"));
    assertEquals(List.of(ConfigCode.NAME_TRAILING_SLASH.code()), name("etc/"));
    assertEquals(List.of(ConfigCode.NAME_DOTS.code()), name("etc/../etc/system"));
    assertEquals(List.of(ConfigCode.NAME_BOOTENV.code()), name("/boot//solaris/bootenv.rc"));
    assertEquals(
        List.of(ConfigCode.HASH_FORM.code()),
        OverlayRules.check(OverlayModule.of("/a", "a", "f".repeat(39))).stream()
            .map(Finding::code)
            .toList());
  }

  @Test
  void ninetyNineModulesAreAllowedAndNoNameTwice() {
    List<OverlayModule> many =
        IntStream.range(0, 97).mapToObj(i -> OverlayModule.of("/" + i, "n" + i)).toList();
    assertEquals(List.of(), OverlayRules.checkSet(many, 2));
    assertEquals(ConfigCode.TOO_MANY_MODULES.code(), OverlayRules.checkSet(many, 3).get(0).code());
    assertEquals(
        List.of(ConfigCode.DUPLICATE_NAME.code()),
        OverlayRules.checkSet(
                Collections.unmodifiableList(
                    List.of(OverlayModule.of("/1", "/etc/x"), OverlayModule.of("/2", "etc//x"))),
                0)
            .stream()
            .map(Finding::code)
            .toList());
  }
}
