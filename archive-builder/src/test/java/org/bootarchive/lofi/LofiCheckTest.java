package org.bootarchive.lofi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LofiCheckTest {

  @TestFactory
  Stream<DynamicTest> filesOfLofiadmAreSound() throws IOException {
    return Vectors.good()
        .map(line -> DynamicTest.dynamicTest(line.toString(), () -> isSound(line)));
  }

  private static void isSound(Vectors.Line line) throws IOException {
    LofiReport report = LofiCheck.check(line.device(), bytes -> {});
    assertTrue(report.sound(), () -> report.findings().toString());
    long size = line.number("uncompressed_bytes");
    assertEquals(
        new KernelOutcome(KernelOutcome.Open.OK, size, KernelOutcome.Read.OK, -1), report.kernel());
    assertReads(line, size, line.get("sha1_of_uncompressed"));
  }

  /** Checks the model of the kernel by itself. */
  private static void assertReads(Vectors.Line line, long size, String sha1) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    KernelOutcome outcome =
        KernelReader.read(
            line.device(),
            bytes -> read.write(bytes.array(), bytes.arrayOffset(), bytes.remaining()));
    assertEquals(KernelOutcome.Read.OK, outcome.read());
    assertEquals(size, outcome.sizeSeen());
    assertEquals(sha1, Vectors.sha1(read.toByteArray()));
  }

  @TestFactory
  Stream<DynamicTest> damageIsFoundAndTheKernelsAnswerForetold() throws IOException {
    return Vectors.damaged()
        .map(line -> DynamicTest.dynamicTest(line.toString(), () -> agrees(line)));
  }

  private static void agrees(Vectors.Line line) throws IOException {
    LofiReport report = LofiCheck.check(line.device(), bytes -> {});
    String first = report.sound() ? "-" : report.findings().get(0).rule().text();
    assertEquals(line.get("rule_broken"), first);
    KernelOutcome kernel = report.kernel();
    assertEquals(line.get("open"), open(kernel));
    assertEquals(line.get("read"), read(kernel));
    String size = kernel.sizeSeen() < 0 ? "-" : Long.toString(kernel.sizeSeen());
    assertEquals(line.get("size_seen"), size);
    if (kernel.open() == KernelOutcome.Open.OK && kernel.read() == KernelOutcome.Read.OK) {
      assertReads(line, kernel.sizeSeen(), line.get("sha1_of_what_is_read"));
    }
  }

  private static String open(KernelOutcome kernel) {
    return kernel.open() == KernelOutcome.Open.EINVAL
        ? "EINVAL"
        : kernel.open().name().toLowerCase(Locale.ROOT);
  }

  private static String read(KernelOutcome kernel) {
    return switch (kernel.read()) {
      case NONE -> "-";
      case OK -> "ok";
      case EIO -> "EIO at " + kernel.failsAt();
      case FAULT -> "fault at " + kernel.failsAt();
      case UNDEFINED -> "undefined";
    };
  }
}
