package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.bootarchive.ufs.testing.RequiredTool;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RequiredToolTest {
  @Test
  void aMissingToolSkipsOnAUsersMachineAndFailsUnderCi() {
    assertThrows(TestAbortedException.class, () -> RequiredTool.missing("what", false));
    assertEquals("what", RequiredTool.missing("what", true).getMessage());
  }

  @Test
  void whatIsInstalledIsFound() {
    assertTrue(Files.isExecutable(new RequiredTool("sh", "dash").path()));
  }

  @Test
  void whatIsNotInstalledEndsTheTestAndNamesItsPackage() {
    Throwable end =
        assertThrows(Throwable.class, () -> new RequiredTool("no-such-tool", "its-package").path());
    assertTrue(end instanceof TestAbortedException || end instanceof AssertionError);
    assertTrue(end.getMessage().contains("its-package"), end.getMessage());
  }
}
