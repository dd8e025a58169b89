package org.bootarchive.boot.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Module sets with the answers that illumos's own code gave; see the README beside them. */
class ModuleVectorsTest {
  private static final Path CASES = Testdata.of("vectors", "modules", "cases.jsonl");

  @TestFactory
  Stream<DynamicTest> dbootAnswersAsRecorded() throws IOException {
    List<String> lines = Files.readAllLines(CASES);
    assertEquals(109, lines.size());
    return lines.stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .map(
            test ->
                DynamicTest.dynamicTest(test.get("name").getAsString(), () -> assertAgrees(test)));
  }

  private static void assertAgrees(JsonObject test) throws IOException {
    List<BootModule> modules = new ArrayList<>();
    for (JsonElement module : test.getAsJsonArray("modules")) {
      modules.add(module(module.getAsJsonObject()));
    }
    assertEquals(test.get("expect"), json(ModuleSet.of(modules).handOver()));
  }

  private static BootModule module(JsonObject module) {
    JsonElement line = module.get("cmdline");
    return new BootModule(
        line.isJsonNull() ? null : ByteString.ofLatin1(line.getAsString()),
        MemoryBlockDevice.of(content(module)));
  }

  private static byte[] content(JsonObject module) {
    if (module.has("text")) {
      return module.get("text").getAsString().getBytes(ISO_8859_1);
    }
    if (module.has("hex")) {
      return HexFormat.of().parseHex(module.get("hex").getAsString());
    }
    byte[] bytes = new byte[module.get("size").getAsInt()];
    Arrays.fill(bytes, (byte) module.get("fill").getAsInt());
    return bytes;
  }

  private static JsonObject json(ModuleHandover handover) {
    JsonObject json = new JsonObject();
    if (handover instanceof ModuleHandover.Panic panic) {
      json.addProperty("panic", panic.message().latin1());
    } else if (handover instanceof ModuleHandover.Accepted accepted) {
      if (accepted.ramdisk().isPresent()) {
        json.addProperty("ramdisk", accepted.ramdisk().getAsInt());
      } else {
        json.add("ramdisk", JsonNull.INSTANCE);
      }
      json.add("properties", properties(accepted));
      JsonArray hashes = new JsonArray();
      accepted.hashes().forEach(hash -> hashes.add(hash.map(ByteString::latin1).orElse(null)));
      json.add("hashes", hashes);
      json.add("types", strings(accepted.types().stream().map(ModuleType::keyword).toList()));
      json.add("names", strings(accepted.names().stream().map(ByteString::latin1).toList()));
    }
    json.add("messages", strings(handover.messages().stream().map(ByteString::latin1).toList()));
    return json;
  }

  private static JsonArray properties(ModuleHandover.Accepted accepted) {
    JsonArray properties = new JsonArray();
    for (ModuleProperty property : accepted.properties()) {
      JsonObject json = new JsonObject();
      json.addProperty("name", property.name().latin1());
      json.addProperty("module", property.module());
      json.addProperty("size", property.size());
      properties.add(json);
    }
    return properties;
  }

  private static JsonArray strings(List<String> strings) {
    JsonArray json = new JsonArray();
    strings.forEach(json::add);
    return json;
  }
}
