package org.bootarchive.boot.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Lookups with the answers that illumos's own code gave; see the README beside them. */
class BootVfsVectorsTest {

  @TestFactory
  Stream<DynamicTest> kernelAnswersAsRecorded() throws IOException {
    List<VectorCase> cases = VectorCase.all();
    assertEquals(53, cases.size());
    return cases.stream()
        .map(test -> DynamicTest.dynamicTest(test.name(), () -> assertAgrees(test)));
  }

  private static void assertAgrees(VectorCase test) throws IOException {
    if (test.panics()) {
      ModuleHandover handover = ModuleSet.of(test.modules()).handOver();
      assertEquals(
          test.panic(), assertInstanceOf(ModuleHandover.Panic.class, handover).message().latin1());
      return;
    }
    BootVfs vfs = test.open();
    List<String> actual = new ArrayList<>();
    for (String line : test.lookups()) {
      actual.add(LookupLines.line(vfs, line.substring(0, line.indexOf('\t'))));
    }
    assertEquals(String.join("\n", test.lookups()), String.join("\n", actual));
  }

  @TestFactory
  Stream<DynamicTest> explanationsComeToTheSameAnswers() throws IOException {
    return VectorCase.all().stream()
        .filter(test -> !test.panics())
        .map(test -> DynamicTest.dynamicTest(test.name(), () -> assertExplained(test)));
  }

  private static void assertExplained(VectorCase test) throws IOException {
    BootVfs vfs = test.open();
    for (String line : test.lookups()) {
      String path = line.substring(0, line.indexOf('\t'));
      Explanation explanation = vfs.explain(path);
      assertEquals(vfs.lookup(path).getClass(), explanation.lookup().getClass(), path);
      assertEquals(false, explanation.steps().isEmpty(), path);
    }
  }
}
