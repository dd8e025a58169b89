package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleProperty;
import org.bootarchive.ufs.text.ByteString;

/** What dboot hands over to the kernel; chars of names stand for bytes. */
final class HandoverJson {
  private HandoverJson() {}

  static JsonObject of(ModuleHandover handover) {
    JsonObject object = new JsonObject();
    if (handover instanceof ModuleHandover.Panic panic) {
      object.addProperty("panic", panic.message().latin1());
    } else {
      ModuleHandover.Accepted accepted = (ModuleHandover.Accepted) handover;
      object.add("panic", JsonNull.INSTANCE);
      object.addProperty("ramdisk", JsonValues.orNull(accepted.ramdisk()));
      object.add("properties", properties(accepted));
      object.add(
          "hashes",
          JsonValues.strings(
              accepted.hashes().stream().map(h -> h.map(ByteString::latin1).orElse(null))));
      object.add(
          "types", JsonValues.strings(accepted.types().stream().map(type -> type.keyword())));
      object.add("names", JsonValues.bytes(accepted.names()));
    }
    object.add("messages", JsonValues.bytes(handover.messages()));
    return object;
  }

  /** Returns what the kernel is told of the modules. */
  static JsonArray properties(ModuleHandover.Accepted handover) {
    return JsonValues.array(handover.properties(), HandoverJson::property);
  }

  private static JsonObject property(ModuleProperty property) {
    JsonObject object = new JsonObject();
    object.addProperty("name", property.name().latin1());
    object.addProperty("module", property.module());
    object.addProperty("size", property.size());
    return object;
  }
}
