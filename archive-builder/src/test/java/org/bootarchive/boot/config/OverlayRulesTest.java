package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bootarchive.boot.config.ConfigFinding.Code;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;

final class OverlayRulesTest {
  private static List<Code> name(String name) {
    return OverlayRules.checkName(ByteString.ofLatin1(name)).stream()
        .map(ConfigFinding::code)
        .toList();
  }

  @Test
  void namesThatTheKernelTakesWholeHaveNoFindings() {
    for (String name : List.of("etc/system", "/etc/system", "x".repeat(1023), "\u00e9\013")) {
      assertEquals(List.of(), name(name));
    }
  }

  @Test
  void everyRuleHasItsCode() {
    assertEquals(List.of(Code.NAME_EMPTY), name(""));
    for (String blank : List.of(" ", "\t", "\f", "\n", "\r")) {
      assertEquals(List.of(Code.NAME_WHITE_SPACE), name("a" + blank + "b"));
    }
    assertEquals(List.of(Code.NAME_TOO_LONG), name("x".repeat(1024)));
    assertEquals(List.of(Code.NAME_NUL), name("a\0b"));
    assertEquals(List.of(Code.NAME_TRAILING_SLASH), name("etc/"));
    assertEquals(List.of(Code.NAME_DOTS), name("etc/../etc/system"));
    assertEquals(List.of(Code.NAME_BOOTENV), name("/boot//solaris/bootenv.rc"));
    assertEquals(
        List.of(Code.HASH_FORM),
        OverlayRules.check(OverlayModule.of("/a", "a", "f".repeat(39))).stream()
            .map(ConfigFinding::code)
            .toList());
  }

  @Test
  void ninetyNineModulesAreAllowedAndNoNameTwice() {
    List<OverlayModule> many =
        IntStream.range(0, 97).mapToObj(i -> OverlayModule.of("/" + i, "n" + i)).toList();
    assertEquals(List.of(), OverlayRules.checkSet(many, 2));
    assertEquals(Code.TOO_MANY_MODULES, OverlayRules.checkSet(many, 3).get(0).code());
    assertEquals(
        List.of(Code.DUPLICATE_NAME),
        OverlayRules.checkSet(
                Collections.unmodifiableList(
                    List.of(OverlayModule.of("/1", "/etc/x"), OverlayModule.of("/2", "etc//x"))),
                0)
            .stream()
            .map(ConfigFinding::code)
            .toList());
  }
}
