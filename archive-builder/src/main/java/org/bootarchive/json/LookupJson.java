package org.bootarchive.json;

import com.google.gson.JsonObject;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;

/** What the kernel answers for a path. */
final class LookupJson {
  private LookupJson() {}

  static JsonObject of(String path, Explanation explanation, Lookup.Read read) {
    JsonObject object = new JsonObject();
    object.addProperty("path", path);
    object.addProperty("result", read.lookup().word());
    if (read.lookup() instanceof Lookup.Found found) {
      object.addProperty("fs", found.fileSystem().kernelName());
      object.addProperty("size", Long.toUnsignedString(found.size()));
      object.addProperty("mode", Integer.toOctalString(found.mode()));
      object.addProperty("bytesRead", read.bytesRead());
      object.addProperty("sha1", read.sha1().orElse(null));
    } else {
      object.addProperty("reason", read.lookup().reason());
    }
    object.add(
        "steps", JsonValues.strings(explanation.steps().stream().map(Explanation.Step::text)));
    object.add("remarks", JsonValues.array(explanation.remarks(), LookupJson::remark));
    return object;
  }

  static JsonObject remark(Explanation.Remark remark) {
    JsonObject object = new JsonObject();
    object.addProperty("code", remark.code().code());
    object.addProperty("message", remark.text());
    return object;
  }
}
