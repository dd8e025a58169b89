package org.bootarchive.boot.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.bootarchive.boot.module.NaiveDboot.Given;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.ByteString;

class ModuleSetPropertyTest {
  /** One much more often than the others, so that many a hash is right. */
  private static final List<String> CONTENTS =
      List.of("archive bytes\n", "archive bytes\n", "archive bytes\n", "", "\u00ff\0x");

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aRandomSetComesOutAsTheRulesSay(@ForAll("moduleSet") List<Given> given)
      throws IOException, NoSuchAlgorithmException {
    ModuleHandover expected = NaiveDboot.handOver(given);
    Statistics.label("outcome")
        .collect(expected instanceof ModuleHandover.Panic)
        .coverage(
            coverage -> {
              coverage.check(true).percentage(share -> share > 5);
              coverage.check(false).percentage(share -> share > 20);
            });
    Statistics.label("checked")
        .collect(
            expected instanceof ModuleHandover.Accepted accepted
                && accepted.hashes().stream().anyMatch(hash -> hash.isPresent()))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
    List<BootModule> modules =
        given.stream()
            .map(
                m ->
                    new BootModule(
                        ByteString.ofLatin1(m.commandLine()), MemoryBlockDevice.of(m.bytes())))
            .toList();
    assertEquals(expected, ModuleSet.of(modules).handOver());
  }

  @Provide
  Arbitrary<List<Given>> moduleSet() {
    return Combinators.combine(commandLine(), content()).as(Given::new).list().ofMaxSize(8);
  }

  private static Arbitrary<String> commandLine() {
    Arbitrary<String> name = Arbitraries.of("a", "rd", "/rd", "etc/system", "\u00c3\u00a9");
    Arbitrary<String> hash =
        Arbitraries.frequencyOf(
            Tuple.of(6, hashOfSomeContent()),
            Tuple.of(1, hashOfSomeContent().map(text -> text.substring(1))),
            Tuple.of(1, Arbitraries.of("", "zz", "a-b")));
    Arbitrary<String> option =
        Arbitraries.frequencyOf(
            Tuple.of(4, name.map(text -> "name=" + text)),
            Tuple.of(
                6,
                Arbitraries.of("rootfs", "hash", "hash", "environment", "console-font", "file")
                    .map(text -> "type=" + text)),
            Tuple.of(2, hash.map(text -> "hash=" + text)),
            Tuple.of(
                1,
                Arbitraries.of("", "name=", "type=", "type=x", "NAME=x", "-v", "type=\u000bhash")),
            Tuple.of(1, Arbitraries.strings().withCharRange('\1', '\u00ff').ofMaxLength(8)));
    Arbitrary<String> blank = Arbitraries.of(" ", " ", " ", "\t", "\f", "\r", "\n", "  ", "\0");
    Arbitrary<String> tail = Combinators.combine(blank, option).as((b, o) -> b + o);
    return Combinators.combine(
            Arbitraries.oneOf(name, name, Arbitraries.of("", "type=hash")),
            tail.list().ofMaxSize(4),
            Arbitraries.of("", "", " "))
        .as((first, options, end) -> first + String.join("", options) + end);
  }

  private static Arbitrary<String> content() {
    return Arbitraries.oneOf(
        Arbitraries.of(CONTENTS),
        Arbitraries.of(CONTENTS),
        Combinators.combine(hashOfSomeContent(), Arbitraries.of("", "\n", "\nmore"))
            .as((digits, end) -> digits + end),
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(50));
  }

  private static Arbitrary<String> hashOfSomeContent() {
    return Arbitraries.of(CONTENTS).map(ModuleSetPropertyTest::sha1);
  }

  private static String sha1(String content) {
    byte[] bytes = content.getBytes(ISO_8859_1);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
