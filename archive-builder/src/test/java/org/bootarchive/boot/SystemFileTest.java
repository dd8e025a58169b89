package org.bootarchive.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SystemFileTest {
  private static List<String> forceloads(String text) {
    return SystemFile.parse(text).forceloads();
  }

  @Test
  void forceloadsAreReadInOrder() {
    assertEquals(
        List.of("drv/e1000g", "misc/strplumb", "drv/sd"),
        forceloads(
            "* first\nforceload: drv/e1000g\nFORCELOAD:misc/strplumb\r\nforceload : drv/sd"));
  }

  @Test
  void theColonMayBeMissing() {
    assertEquals(List.of("drv/sd"), forceloads("forceload drv/sd\n"));
  }

  @Test
  void otherCaseIsNoCommand() {
    SystemFile file = SystemFile.parse("Forceload: drv/sd\n");
    assertEquals(List.of(), file.forceloads());
    assertEquals(List.of("Forceload"), file.rejected());
  }

  @Test
  void commentsAreNotRead() {
    assertEquals(List.of(), forceloads("*forceload: drv/a\n  # forceload: drv/b\n"));
  }

  @Test
  void aSecondCommandOnALineIsPassedOver() {
    assertEquals(List.of("drv/a"), forceloads("forceload: drv/a forceload: drv/b\n"));
  }

  @Test
  void aCommandWithoutValueTakesTheNextLineWithIt() {
    assertEquals(List.of("drv/c"), forceloads("forceload:\nforceload: drv/b\nforceload: drv/c\n"));
  }

  @Test
  void anAssignmentNeitherHidesNorStartsACommand() {
    SystemFile file =
        SystemFile.parse("set zfs:zfs_x = 0x10\nset a=\"forceload: drv/x\"\nforceload: drv/y\n");
    assertEquals(List.of("drv/y"), file.forceloads());
    assertEquals(List.of(), file.rejected());
  }

  @Test
  void anAssignmentWithoutOperatorIsRejected() {
    assertEquals(List.of("set"), SystemFile.parse("set maxusers 5\n").rejected());
  }

  @Test
  void theLastModdirCounts() {
    SystemFile file = SystemFile.parse("moddir: /a /b\nmoddir: /kernel /usr/kernel:/opt/k\n");
    assertEquals(
        Optional.of(ModulePath.ofModdir("/kernel /usr/kernel /opt/k")),
        file.moduleDirectories().map(ModulePath::ofModdir));
    assertEquals(List.of(), file.rejected());
  }

  @Property(tries = 500)
  void anyTextIsRead(
      @ForAll @StringLength(max = 200) @CharRange(from = '\0', to = '\u00ff') String text) {
    SystemFile.parse(text);
    SystemFile.parse("forceload: " + text + "\nmoddir: " + text + "\nset x=" + text);
  }
}
