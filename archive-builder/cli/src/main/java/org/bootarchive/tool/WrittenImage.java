package org.bootarchive.tool;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashFile;

/** What is said in JSON of every image that was written, built or patched. */
final class WrittenImage {
  private WrittenImage() {}

  static JsonObject toJson(Path out, ArchiveHash hash, long size) {
    JsonObject object = new JsonObject();
    object.addProperty("image", out.toString());
    object.addProperty("hashFile", HashFile.beside(out).toString());
    add(object, hash, size);
    return object;
  }

  static void add(JsonObject object, ArchiveHash hash, long size) {
    object.addProperty("hash", hash.hex());
    object.addProperty("size", size);
  }
}
