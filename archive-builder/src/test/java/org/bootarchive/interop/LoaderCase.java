package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.OverlayModule;

/**
 * A configuration that overlays are written to, and that a real boot loader then carries out.
 *
 * @param name what is particular about it
 * @param text the configuration before
 */
record LoaderCase(String name, String text) {

  /** Reads the configuration that is being tested. */
  interface Reader {
    BootConfiguration read() throws IOException;
  }

  /** Boots what was laid out. */
  interface Machine {
    Handover boot() throws IOException;
  }

  /** Adds overlays, boots, and compares what arrived with what is said to arrive. */
  void agree(BootDirectory directory, Reader reader, Machine machine, List<OverlayModule> overlays)
      throws IOException {
    ConfigEdit edit = reader.read().add(overlays);
    assertTrue(edit.changes(), name);
    edit.write();
    assertFalse(reader.read().add(overlays).changes(), "a second run changes nothing");
    Handover said = Handover.ofConfiguration(reader.read().boot(), directory.root());
    assertEquals(said.toString(), machine.boot().toString(), name);
    for (OverlayModule overlay : overlays) {
      String line = overlay.commandLine().toString();
      assertTrue(
          said.moduleStrings().stream().anyMatch(s -> s.equals(line) || s.startsWith(line + " ")),
          line);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
