package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When there is a progress bar. */
class ProgressTest {
  private static final long LONG_WORK = 1L << 30;

  @Test
  void longWorkHasABarUnlessItIsToBeQuiet() {
    assertTrue(Progress.isShown(LONG_WORK));
    assertFalse(Progress.isShown(1000));
    new ArchiveTool().commandLine("hash").parseArgs("hash", "--quiet", "a");
    assertFalse(Progress.isShown(LONG_WORK));
    Progress.setQuiet(false);
    new ArchiveTool().commandLine("hash").parseArgs("hash", "a");
    assertTrue(Progress.isShown(LONG_WORK));
  }

  @Test
  void toBeQuietEndsWithItsCommand() {
    for (List<String> command :
        List.of(List.of("hash", "none", "--quiet"), List.of("--quiet", "hash", "none"))) {
      assertEquals(3, CommandRun.of(command.toArray()).code());
      assertTrue(Progress.isShown(LONG_WORK));
    }
  }
}
