package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded configurations again, as {@code simulate --json} tells them. */
class RecordedSimulationsTest {
  @TempDir Path temporary;

  private static List<JsonObject> cases(String set) throws IOException {
    Path name = Path.of("testdata", "vectors", "bootconfig", set + ".jsonl.gz");
    Path file = Path.of("../..").resolve(name);
    List<JsonObject> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        cases.add(JsonParser.parseString(line).getAsJsonObject());
      }
    }
    return cases;
  }

  private Path root(JsonObject test) throws IOException {
    Path root = Files.createDirectories(temporary.resolve(test.get("id").getAsString()));
    JsonElement existing = test.get("existing");
    if (existing.isJsonArray()) {
      for (JsonElement path : existing.getAsJsonArray()) {
        write(root, path.getAsString(), "x");
      }
    } else {
      for (String path : existing.getAsJsonObject().keySet()) {
        write(root, path, "x".repeat(existing.getAsJsonObject().get(path).getAsInt()));
      }
    }
    return root;
  }

  private static void write(Path root, String path, String latin1) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.write(file, latin1.getBytes(ISO_8859_1));
  }

  private static void check(
      String id, boolean boots, String kernel, JsonElement modules, List<String> arguments) {
    CommandRun run = CommandRun.of(arguments.toArray());
    assertTrue(run.code() == 1 || run.code() == 3, () -> id + " ends with " + run.code());
    if (!boots) {
      return;
    }
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    JsonObject actual = json.getAsJsonObject("kernel");
    String options = actual.get("arguments").getAsString();
    assertEquals(
        kernel, actual.get("path").getAsString() + (options.isEmpty() ? "" : " " + options), id);
    List<String> expected = new ArrayList<>();
    for (JsonElement module : modules.getAsJsonArray()) {
      expected.add(module.getAsString().equals("S") ? "" : module.getAsString());
    }
    List<String> lines = new ArrayList<>();
    for (JsonElement module : json.getAsJsonArray("modules")) {
      lines.add(module.getAsJsonObject().get("commandLine").getAsString());
    }
    assertEquals(expected, lines, id);
  }

  @Test
  void ipxe() throws IOException {
    for (JsonObject test : cases("ipxe")) {
      Path root = root(test);
      JsonObject scripts = test.getAsJsonObject("scripts");
      for (String path : scripts.keySet()) {
        write(root, path, scripts.get(path).getAsString());
      }
      write(root, "/main.ipxe", test.get("script").getAsString());
      JsonObject expected = test.getAsJsonObject("expect");
      boolean boots = expected.get("end").getAsString().equals("boot");
      List<String> arguments = new ArrayList<>();
      Collections.addAll(arguments, "simulate", "--json", "--ipxe", root + "/main.ipxe");
      Collections.addAll(arguments, "--root", root.toString(), "--set", "next-server=10.0.0.1");
      Collections.addAll(arguments, "--set", "mac=02:00:00:00:00:01");
      Collections.addAll(arguments, "--set", "net0/mac=02:00:00:00:00:01");
      check(
          test.get("id").getAsString(),
          boots,
          boots ? expected.get("kernel").getAsString() : "",
          expected.get("modules"),
          arguments);
    }
  }

  @Test
  void grub() throws IOException {
    for (JsonObject test : cases("grub")) {
      Path root = root(test);
      write(root, "/boot/grub/menu.lst", test.get("menu").getAsString());
      JsonArray entries = test.getAsJsonObject("expect").getAsJsonArray("entries");
      for (int i = 0; i < entries.size(); i++) {
        JsonObject entry = entries.get(i).getAsJsonObject();
        boolean boots = entry.get("ends").getAsString().equals("boot");
        List<String> arguments = new ArrayList<>();
        Collections.addAll(arguments, "simulate", "--json", "--root", root.toString());
        Collections.addAll(arguments, "--menu", root + "/boot/grub/menu.lst");
        Collections.addAll(arguments, "--entry", Integer.toString(i));
        check(
            test.get("id").getAsString() + " " + i,
            boots,
            boots ? entry.get("kernel").getAsString() : "",
            boots ? entry.get("modules") : new JsonArray(),
            arguments);
      }
    }
  }

  @Test
  void loader() throws IOException {
    for (JsonObject test : cases("loader")) {
      Path root = root(test);
      JsonObject config = test.getAsJsonObject("config");
      for (String path : config.keySet()) {
        write(root, path, config.get(path).getAsString());
      }
      JsonObject expected = test.getAsJsonObject("expect");
      boolean boots = expected.get("boots").getAsBoolean();
      String options = boots ? expected.get("kernelArguments").getAsString() : "";
      String path = boots ? expected.get("kernel").getAsString() : "";
      check(
          test.get("id").getAsString(),
          boots,
          options.isEmpty() ? path : path + " " + options,
          expected.get("modules"),
          List.of("simulate", "--json", "--loader-conf", root.toString()));
    }
  }
}
