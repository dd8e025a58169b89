package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayLayout;
import org.bootarchive.boot.config.edit.OverlayRules;

/**
 * Files as {@code boot_modules} in the boot parameters of Triton's CNAPI: objects of path, content
 * and type, which is always base64. Triton's booter lays them down below {@code /bootfs/<MAC>/} and
 * lists them in the menus.
 */
final class BootModulesJson {
  /** More than any file that is overlaid in this way; it stands in memory three times over. */
  private static final long MAX_BYTES = 16 << 20;

  private BootModulesJson() {}

  static JsonArray of(OverlayLayout layout) throws IOException {
    JsonArray modules = new JsonArray();
    for (OverlayFile file : layout.files()) {
      modules.add(of(file));
    }
    return modules;
  }

  private static JsonObject of(OverlayFile file) throws IOException {
    if (Files.size(file.source()) > MAX_BYTES) {
      throw new IOException(file.source() + ": too large to go into a list for CNAPI");
    }
    JsonObject module = new JsonObject();
    module.addProperty("path", OverlayRules.comparable(file.name()).utf8());
    module.addProperty(
        "content", Base64.getEncoder().encodeToString(Files.readAllBytes(file.source())));
    module.addProperty("type", "base64");
    return module;
  }
}
