package org.bootarchive.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which drivers etc/name_to_major names. */
class DriverNumbersTest {
  @Test
  void driversAreInTheOrderOfTheirNumbers() {
    DriverNumbers numbers = DriverNumbers.parse("# c\nb 7\na\t2 # x\n\"c,d\" 0x3\n");
    assertEquals(List.of("a", "c,d", "b"), numbers.drivers());
    assertTrue(numbers.has("b"));
    assertFalse(numbers.has("x"));
  }

  @Test
  void linesThatTheKernelPassesOverCountForNothing() {
    DriverNumbers numbers = DriverNumbers.parse("a\n1 a\nb x\nc -1\nd 99999999999\ne 1\nf 1");
    assertEquals(List.of("e"), numbers.drivers());
  }
}
