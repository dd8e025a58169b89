package org.bootarchive.dtrace.dof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.dtrace.dif.Disassembly;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The section tables and libdtrace's own listings of recorded programs, line for line. */
class ListingVectorsTest {
  @TestFactory
  Stream<DynamicTest> listingsAreLibdtraces() {
    return DofVectors.programs().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertListing("programs/" + name)));
  }

  private static void assertListing(String name) throws DofFormatException {
    List<String> expected =
        DofVectors.lines(name + ".txt").stream()
            .dropWhile(line -> !line.startsWith("## sections"))
            .takeWhile(line -> !line.startsWith("## dtrace -S"))
            .skip(1)
            .map(line -> line.replaceFirst("^DIFO 0x[0-9a-f]+ returns", "DIFO returns"))
            .toList();
    assertTrue(expected.size() > 2);
    List<String> actual = new ArrayList<>();
    Dof dof = Dof.decode(DofVectors.bytes(name + ".dof"));
    for (DofSection section : dof.sections()) {
      actual.add(
          "sec %d type=%d align=%d flags=%d entsize=%d offset=%d size=%d"
              .formatted(
                  section.index(),
                  section.type(),
                  section.align(),
                  section.flags(),
                  section.entsize(),
                  section.offset(),
                  section.size()));
    }
    actual.add("");
    for (DofSection section : dof.sections(SectionType.DIFOHDR)) {
      actual.add("DIFOHDR section " + section.index());
      actual.addAll(Disassembly.of(dof.difo(section)));
      actual.add("");
    }
    assertEquals(String.join("\n", expected).strip(), String.join("\n", actual).strip());
  }
}
