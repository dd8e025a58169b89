package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Optional;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.junit.jupiter.api.Test;

/** The last line of check. */
class CheckVerdictTest {
  @Test
  void notesAreCountedAsNotesAndWarningsAsWarnings() {
    assertEquals("clean", verdict());
    assertEquals("clean; warnings: 1", verdict(Severity.WARNING));
    assertEquals("clean; notes: 2", verdict(Severity.NOTE, Severity.NOTE));
    assertEquals("clean; warnings: 1; notes: 1", verdict(Severity.NOTE, Severity.WARNING));
    assertEquals("NOT CLEAN: errors 1, warnings 0", verdict(Severity.ERROR));
    assertEquals(
        "NOT CLEAN: errors 1, warnings 1, notes 1",
        verdict(Severity.ERROR, Severity.WARNING, Severity.NOTE));
  }

  private static String verdict(Severity... severities) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    CheckCommand.printVerdict(
        out,
        Arrays.stream(severities)
            .map(severity -> new Finding("code", severity, "message", Optional.empty(), "remedy"))
            .toList());
    out.flush();
    return text.toString().strip();
  }
}
