package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.bootarchive.archive.overlay.OverlayAnswer;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.archive.overlay.internal.ModuleLines;
import org.bootarchive.boot.OverlayReader;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.ufs.internal.text.KebabCase;

/** What an overlay is and does, and what edits of configurations change. */
final class OverlayJson {
  private OverlayJson() {}

  static JsonObject of(ConfigEdit edit) {
    JsonObject object = new JsonObject();
    object.addProperty("file", edit.file().toString());
    object.addProperty("changed", edit.changes());
    object.add("lines", JsonValues.strings(edit.changedLines().stream()));
    return object;
  }

  static JsonObject of(OverlayPlan plan, BootLoader loader, boolean refused) throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty("refused", refused);
    object.add("files", files(plan));
    object.addProperty("loader", KebabCase.of(loader));
    List<String> lines =
        plan.isRefused() ? List.of() : ModuleLines.of(loader, plan.modules(), plan.edit());
    object.add("lines", JsonValues.strings(lines.stream()));
    object.add("configuration", JsonValues.orNull(plan.edit().map(OverlayJson::of)));
    object.add("answers", JsonValues.array(plan.answers(), OverlayJson::of));
    object.add("findings", FindingsJson.of(plan.findings()));
    object.add("earlier", FindingsJson.of(plan.earlier()));
    return object;
  }

  private static JsonArray files(OverlayPlan plan) throws IOException {
    JsonArray files = new JsonArray();
    for (OverlayFile file : plan.layout().files()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", file.name().latin1());
      one.addProperty("source", file.source().toString());
      one.addProperty("target", plan.layout().target(file).toString());
      files.add(one);
    }
    return files;
  }

  private static JsonObject of(OverlayAnswer answer) {
    JsonObject one = new JsonObject();
    one.addProperty("name", answer.name().latin1());
    one.addProperty("before", answer.beforeText());
    one.addProperty("after", answer.afterText());
    one.addProperty("afterBoot", answer.afterBootText());
    one.add("readBy", JsonValues.strings(answer.readers().stream().map(OverlayReader::toString)));
    return one;
  }
}
