package org.bootarchive.dtrace.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.bootarchive.ufs.device.CorruptImageException;
import org.junit.jupiter.api.Test;

class DriverConfTest {
  private static final String INSTANCE = "name=\"dtrace\" parent=\"pseudo\" instance=0;\n";

  private static DriverConf parse(String text) throws CorruptImageException {
    return DriverConf.parse(text.getBytes(StandardCharsets.ISO_8859_1), "F");
  }

  private static List<String> messages(String text) throws CorruptImageException {
    return parse(text).findings().stream().map(ConfRemark::message).toList();
  }

  private static Optional<IntegerList> integers(String text, String name)
      throws CorruptImageException {
    return parse(text).lookup(name).flatMap(DriverProperty::integers);
  }

  private static Optional<IntegerList> list(int... values) {
    return Optional.of(IntegerList.of(values));
  }

  @Test
  void entriesHaveNamesParentsAndProperties() throws Exception {
    DriverConf conf = parse("# c\n" + INSTANCE + "\nCLASS=\"x\" NAME=\"y\" a=\"b\",\"c\" d;z=1;");
    assertEquals(3, conf.entries().size());
    DriverEntry first = conf.entries().get(0);
    assertEquals(Optional.of("dtrace"), first.name());
    assertEquals(Optional.of("pseudo"), first.parent());
    assertEquals(2, first.line());
    assertEquals(4, first.offset());
    assertEquals(Optional.of(first), conf.instance());
    DriverEntry second = conf.entries().get(1);
    assertEquals(Optional.of("x"), second.className());
    assertEquals(
        List.of("CLASS", "a", "d"),
        second.properties().stream().map(DriverProperty::name).toList());
    assertEquals(new PropertyValue.Flag(), second.properties().get(2).value());
    assertTrue(conf.entries().get(2).isGlobal());
    assertEquals(List.of(), conf.findings());
  }

  @Test
  void numbersAreTheKernels() throws Exception {
    assertEquals(
        list(16, 10, 8, -1, ~5, 0, -16, 0x7fffffff, 0xffffffff),
        integers("p=0x10,10,010,-1,~5,0,-0x10,0x7fffffff,4294967295;", "p"));
    assertEquals(list(1), integers("p=0x100000001;", "p"));
    assertEquals(List.of("0x100000001 is cut to 32 bits"), messages("p=0x100000001;"));
    assertEquals(list(3, 3), integers("p=3,08;", "p"));
    assertEquals(List.of("08 is no octal number: its value is undefined"), messages("p=3,08;"));
  }

  @Test
  void anEntryMayBeFoldedAndHaveComments() throws Exception {
    assertEquals(list(1, 2, 3), integers("p=1, # one\n 2,\n\n3\n;", "p"));
  }

  @Test
  void whatIsNotMadeIsSaid() throws Exception {
    assertEquals(List.of("Unexpected EOF on line 1 of F"), messages("p=1"));
    assertEquals(List.of("Unexpected end of line on line 1 of F"), messages("p=1,;"));
    assertEquals(Optional.empty(), integers("p=1,;", "p"));
    assertEquals(List.of("invalid property name 'a@b'"), messages("a\\@b=1;"));
    assertEquals(List.of("Missing \" on line 1 of F"), messages("p=\"a\n;"));
    assertEquals(List.of("missing name attribute on line 1 of F"), messages("parent=\"x\";"));
    assertEquals(
        List.of("missing parent or class attribute on line 1 of F"), messages("name=\"x\";"));
    assertEquals(
        List.of(
            "'name' property already specified (the ';' may have been omitted on previous spec!)"
                + " on line 2 of F",
            "Unexpected token ';' on line 2 of F"),
        messages("name=\"a\" parent=\"b\"\nname=\"c\";"));
    assertEquals(
        List.of(
            "Unexpected token '/' on line 1 of F",
            "Unexpected token '2' on line 1 of F",
            "Unexpected token ';' on line 1 of F"),
        messages("p=1/2;"));
  }

  @Test
  void aListOfBothKindsEndsWhereTheOtherKindBegins() throws Exception {
    assertEquals(
        List.of("Unexpected token 'a' on line 1 of F"), messages("p=1,\"a\",2;").subList(0, 1));
    assertEquals(Optional.empty(), integers("p=\"a\",2;", "p"));
  }

  @Test
  void tokensAreAtMost1023Bytes() throws Exception {
    String name = "n".repeat(1023);
    assertEquals(list(1), integers(name + "=1;", name));
    assertEquals(Optional.empty(), integers(name + "n=1;", name));
  }

  @Test
  void theDevicesOwnPropertyComesBeforeGlobalOnes() throws Exception {
    String text = "p=1;\nname=\"dtrace\" parent=\"pseudo\" p=2 p=3;\np=4;\n";
    assertEquals(list(3), integers(text, "p"));
    assertEquals(
        List.of(
            "p given again in an entry: the last one counts",
            "p given again: the first one counts"),
        messages(text));
  }

  @Test
  void stringsAreNotSeenByALookupOfIntegers() throws Exception {
    assertEquals(list(7), integers("p=\"s\";p=7;", "p"));
    assertEquals(list(0), integers("p;", "p"));
  }

  @Test
  void theEnablingEndsAtTheFirstGap() throws Exception {
    DriverConf conf = parse(INSTANCE + "dof-data-0=1;\ndof-data-1=2;\ndof-data-3=4;\n");
    assertEquals(
        List.of("dof-data-0", "dof-data-1"),
        conf.enabling().stream().map(DriverProperty::name).toList());
    assertEquals(2, conf.enabling().get(0).line());
  }

  @Test
  void aByteFfEndsAFileOrACommentButNotTheRest() throws Exception {
    DriverConf conf = parse("a=1;\n\u00ffb=2;\n");
    assertEquals(1, conf.entries().size());
    assertEquals(ConfCode.ENDS_AT_BYTE_FF, conf.findings().get(0).code());
    assertEquals(list(2), integers("# y\u00ff b=2;\n", "b"));
  }

  @Test
  void moreThanAKernelCouldUseIsRefused() {
    assertThrows(CorruptImageException.class, () -> parse("a;".repeat(200_000)));
    assertThrows(
        CorruptImageException.class, () -> parse("a=" + "\"\",".repeat(600_000) + "\"\";"));
    assertThrows(
        CorruptImageException.class, () -> DriverConf.parse(new byte[DriverConf.MAX_BYTES + 1]));
  }

  @Test
  void findingsThatAreOnlyCountedTakeNoTime() {
    byte[] commas = new byte[1 << 24];
    Arrays.fill(commas, (byte) ',');
    commas[0] = 'a';
    assertTimeout(Duration.ofSeconds(10), () -> DriverConf.parse(commas));
  }

  @Test
  void findingsAreCutShort() throws Exception {
    List<ConfRemark> findings = parse(";".repeat(5000)).findings();
    assertEquals(1001, findings.size());
    assertEquals("4000 more findings", findings.get(1000).message());
  }

  @Property(tries = 1000)
  void anyTextIsReadAndKept(
      @ForAll @StringLength(max = 120) @CharRange(from = '\0', to = '\u00ff') String text,
      @ForAll
          @StringLength(max = 120)
          @net.jqwik.api.constraints.Chars({
            'a', 'd', '0', '1', '8', 'x', '=', ',', ';', '"', '#', '\n', ' ', '\\', '-', '~', '\r'
          })
          String syntax)
      throws CorruptImageException {
    assertEquals(text, new String(parse(text).bytes(), StandardCharsets.ISO_8859_1));
    DriverConf conf = parse(syntax + text);
    for (DriverEntry entry : conf.entries()) {
      assertTrue(entry.offset() < entry.end());
      for (DriverProperty property : entry.properties()) {
        assertTrue(
            entry.offset() <= property.offset()
                && property.offset() < property.end()
                && property.end() <= entry.end());
      }
    }
  }
}
