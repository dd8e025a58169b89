package org.bootarchive.dtrace.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.bootarchive.dtrace.conf.SystemStatement.Assignment;
import org.bootarchive.dtrace.conf.SystemStatement.Operator;
import org.bootarchive.ufs.device.CorruptImageException;
import org.junit.jupiter.api.Test;

class SystemFileTest {
  private static SystemFile parse(String text) throws CorruptImageException {
    return SystemFile.parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<String> forceloads(String text) throws CorruptImageException {
    return parse(text).forceloads();
  }

  private static List<String> messages(String text) throws CorruptImageException {
    return parse(text).findings().stream().map(ConfRemark::message).toList();
  }

  @Test
  void forceloadsAreReadInOrder() throws Exception {
    assertEquals(
        List.of("drv/e1000g", "misc/strplumb", "drv/sd"),
        forceloads(
            "* first\nforceload: drv/e1000g\nFORCELOAD:misc/strplumb\r\nforceload : drv/sd"));
  }

  @Test
  void theColonMayBeMissingAtThePriceOfAWarning() throws Exception {
    SystemFile file = parse("forceload drv/sd\n");
    assertEquals(List.of("drv/sd"), file.forceloads());
    assertEquals(List.of(), file.rejected());
    assertEquals(
        List.of("A colon (:) must follow the 'forceload' command on line 1 of /etc/system"),
        messages("forceload drv/sd\n"));
  }

  @Test
  void otherCaseIsNoCommand() throws Exception {
    assertEquals(List.of(), forceloads("Forceload: drv/sd\n"));
    assertEquals(
        List.of("unknown command 'Forceload' on line 1 of /etc/system"),
        messages("Forceload: drv/sd\n"));
  }

  @Test
  void commentsAreNotRead() throws Exception {
    assertEquals(List.of(), forceloads("*forceload: drv/a\n  # forceload: drv/b\n"));
  }

  @Test
  void aSecondCommandOnALineIsPassedOver() throws Exception {
    assertEquals(List.of("drv/a"), forceloads("forceload: drv/a forceload: drv/b\n"));
    assertEquals(
        List.of("extraneous input ignored starting at 'forceload' on line 1 of /etc/system"),
        messages("forceload: drv/a forceload: drv/b\n"));
  }

  @Test
  void aCommandWithoutValueTakesTheNextLineWithItAndTheKernelMiscounts() throws Exception {
    String text = "forceload:\nforceload: drv/b\nforceload: drv/c\nbad\n";
    assertEquals(List.of("drv/c"), forceloads(text));
    assertEquals(
        List.of(
            "value expected on line 1 of /etc/system",
            "unknown command 'bad' on line 3 of /etc/system"),
        messages(text));
    assertEquals(4, parse(text).findings().get(1).line());
  }

  @Test
  void everyCommandIsRead() throws Exception {
    SystemFile file =
        parse(
            """
            exclude: lofs
            include: misc/x
            rootfs:ufs
            rootdev: /pci@0,0/disk@0:a
            swapfs: swapfs
            swapdev: /dev/dsk/c0
            moddir: /kernel:/usr/kernel /opt
            set maxusers=40
            set zfs:zfs_arc_max = 0x10
            set a & ~3
            set b | 010
            set c="x\\\\ty"
            set32 d=1
            set64 e=-1
            """);
    assertEquals(List.of(), file.rejected());
    assertEquals(
        List.of(
            new SystemStatement.Exclude(1, "lofs"),
            new SystemStatement.Include(2, "misc/x"),
            new SystemStatement.RootFileSystem(3, "ufs"),
            new SystemStatement.RootDevice(4, "/pci@0,0/disk@0:a"),
            new SystemStatement.SwapFileSystem(5, "swapfs"),
            new SystemStatement.SwapDevice(6, "/dev/dsk/c0"),
            new SystemStatement.ModuleDirectories(7, "/kernel /usr/kernel /opt"),
            number(8, Optional.empty(), "maxusers", Operator.ASSIGN, 40, false),
            number(9, Optional.of("zfs"), "zfs_arc_max", Operator.ASSIGN, 16, true),
            number(10, Optional.empty(), "a", Operator.AND, ~3L, false),
            number(11, Optional.empty(), "b", Operator.OR, 8, false),
            new Assignment(
                12, Optional.empty(), "c", Operator.ASSIGN, Optional.of("x\ty"), 0, false, true),
            new Assignment(
                13, Optional.empty(), "d", Operator.ASSIGN, Optional.empty(), 1, false, false),
            number(14, Optional.empty(), "e", Operator.ASSIGN, -1, false)),
        file.statements());
  }

  private static Assignment number(
      int line,
      Optional<String> module,
      String symbol,
      Operator operator,
      long value,
      boolean hexadecimal) {
    return new Assignment(
        line, module, symbol, operator, Optional.empty(), value, hexadecimal, true);
  }

  @Test
  void anAssignmentNeitherHidesNorStartsACommand() throws Exception {
    SystemFile file = parse("set zfs:zfs_x = 0x10\nset a=\"forceload: drv/x\"\nforceload: drv/y\n");
    assertEquals(List.of("drv/y"), file.forceloads());
    assertEquals(List.of(), file.rejected());
  }

  @Test
  void whatIsNoAssignmentIsRejectedInTheKernelsWords() throws Exception {
    assertEquals(
        List.of("unsupported operator 5 on line 1 of /etc/system"), messages("set maxusers 5\n"));
    assertEquals(
        List.of("unsupported operator v on line 1 of /etc/system"), messages("set m:v 5\n"));
    assertEquals(
        List.of("illegal operator 'x' used on a string on line 1 of /etc/system"),
        messages("set a | \"x\"\n"));
    assertEquals(List.of("invalid number '08' on line 1 of /etc/system"), messages("set a=08\n"));
    assertEquals(List.of("bad rvalue 'yes' on line 1 of /etc/system"), messages("set a=yes\n"));
    assertEquals(List.of("Unexpected token '.' on line 1 of /etc/system"), messages(".\n"));
  }

  @Test
  void theLimitsAreTheKernels() throws Exception {
    String path = "d" + "r".repeat(255);
    assertEquals(List.of(path), forceloads("forceload: " + path + "\n"));
    assertEquals(List.of(), forceloads("forceload: " + path + "x\n"));
    assertEquals(
        List.of("drv/" + "r".repeat(252)), forceloads("forceload: drv/" + "r".repeat(252) + "\n"));
    assertEquals(List.of(), forceloads("forceload: drv/" + "r".repeat(253) + "\n"));
    assertEquals(
        List.of("value too long on line 1 of /etc/system"),
        messages("forceload: drv/" + "r".repeat(253) + "\n"));
    String keyword = "k".repeat(79);
    assertEquals(
        List.of("unknown command '" + keyword + "' on line 1 of /etc/system"),
        messages(keyword + "\n"));
    assertEquals(
        List.of("Unexpected token '" + keyword + "' on line 1 of /etc/system"),
        messages(keyword + "k\n"));
    assertEquals(1, parse("set m:" + "v".repeat(63) + "=1\n").statements().size());
    assertEquals(0, parse("set m:" + "v".repeat(64) + "=1\n").statements().size());
  }

  @Test
  void theLastModdirCounts() throws Exception {
    SystemFile file = parse("moddir: /a /b\nmoddir: /kernel /usr/kernel:/opt/k\n");
    assertEquals(Optional.of("/kernel /usr/kernel /opt/k"), file.moduleDirectories());
    assertEquals(List.of(), file.rejected());
  }

  @Test
  void repeatsAreReportedAsTheKernelDoes() throws Exception {
    assertEquals(
        List.of(
            "\"forceload: drv/a\" appears more than once in //etc/system.",
            "m:x is set more than once in //etc/system."
                + " \"set m:x = 0x6\" applied as the current setting.",
            "\"moddir\" appears more than once in //etc/system."),
        messages(
            """
            forceload: drv/a
            set m:x=1
            moddir: /a
            set m:x=4
            set m:x|0x2
            moddir: /b
            forceload: drv/a
            """));
  }

  @Test
  void aByteFfEndsTheFileForTheKernel() throws Exception {
    SystemFile file = parse("forceload: drv/a\n\u00ff\nforceload: drv/b\n");
    assertEquals(List.of("drv/a"), file.forceloads());
    assertEquals(ConfCode.ENDS_AT_BYTE_FF, file.findings().get(0).code());
  }

  @Test
  void aFileOfAbsurdSizeIsRefused() {
    assertThrows(
        CorruptImageException.class, () -> SystemFile.parse(new byte[SystemFile.MAX_BYTES + 1]));
  }

  @Property(tries = 500)
  void anyTextIsRead(
      @ForAll @StringLength(max = 200) @CharRange(from = '\0', to = '\u00ff') String text)
      throws CorruptImageException {
    assertEquals(text, new String(parse(text).bytes(), StandardCharsets.ISO_8859_1));
    parse("forceload: " + text + "\nmoddir: " + text + "\nset x=" + text);
  }
}
