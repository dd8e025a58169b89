package org.bootarchive.json;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.check.CheckReport;

/** What checks found. */
final class CheckJson {
  private CheckJson() {}

  static JsonObject of(CheckReport report) {
    JsonObject object = new JsonObject();
    object.add("findings", FindingsJson.placed(report.findings()));
    object.addProperty("clean", report.clean());
    return object;
  }

  static JsonObject of(PlatformCheckReport report) {
    JsonObject checked = new JsonObject();
    checked.addProperty("usr", report.hasUsr());
    checked.addProperty("files", report.files());
    checked.addProperty("manifestLines", report.manifestLines());
    JsonObject object = new JsonObject();
    object.add("findings", FindingsJson.placed(report.findings()));
    object.addProperty("clean", report.clean());
    object.add("checked", checked);
    return object;
  }

  static JsonObject of(HashCheck check, Path archive) throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty("result", check.word());
    object.addProperty("hash", check.actualHash().map(ArchiveHash::hex).orElse(null));
    object.addProperty("detail", check.detail(archive).orElse(null));
    return object;
  }
}
