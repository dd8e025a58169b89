package org.bootarchive.boot.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.grub.GrubConfiguration;
import org.bootarchive.boot.config.ipxe.IpxeConfiguration;
import org.bootarchive.boot.config.loader.LoaderConfiguration;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that the loaders' own code was run on: testdata/vectors/bootconfig. */
final class RecordedConfigurationsTest {
  @TempDir Path temporary;

  static List<JsonObject> cases(String set) throws IOException {
    Path file = Path.of("..", "testdata", "vectors", "bootconfig", set + ".jsonl.gz");
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

  @TestFactory
  Stream<DynamicTest> ipxeStartsWhatWasRecorded() throws IOException {
    return cases("ipxe").stream()
        .map(test -> DynamicTest.dynamicTest(test.get("id").getAsString(), () -> ipxe(test)));
  }

  private void ipxe(JsonObject test) throws IOException {
    Path root = root(test);
    JsonObject scripts = test.getAsJsonObject("scripts");
    for (String path : scripts.keySet()) {
      write(root, path, scripts.get(path).getAsString());
    }
    write(root, "/main.ipxe", test.get("script").getAsString());
    BootChoices machine =
        BootChoices.DEFAULTS.withSettings(
            ImmutableMap.of(
                ByteString.of("next-server"), ByteString.of("10.0.0.1"),
                ByteString.of("mac"), ByteString.of("02:00:00:00:00:01"),
                ByteString.of("net0/mac"), ByteString.of("02:00:00:00:00:01")));
    BootRoot files = BootRoot.of(root);
    ConfiguredBoot boot = IpxeConfiguration.read(root.resolve("main.ipxe"), files, machine).boot();
    JsonObject expected = test.getAsJsonObject("expect");
    check(
        boot,
        files,
        expected.get("end").getAsString().equals("boot"),
        expected.get("kernel"),
        expected.getAsJsonArray("modules"));
  }

  @TestFactory
  Stream<DynamicTest> grubStartsWhatWasRecorded() throws IOException {
    return cases("grub").stream()
        .map(test -> DynamicTest.dynamicTest(test.get("id").getAsString(), () -> grub(test)));
  }

  private void grub(JsonObject test) throws IOException {
    Path root = root(test);
    write(root, "/boot/grub/menu.lst", test.get("menu").getAsString());
    if (!test.get("default_file").isJsonNull()) {
      write(root, "/boot/grub/default", test.get("default_file").getAsString());
    }
    BootRoot files = BootRoot.of(root);
    Path menu = root.resolve("boot/grub/menu.lst");
    JsonObject expected = test.getAsJsonObject("expect");
    JsonArray entries = expected.getAsJsonArray("entries");
    for (int i = 0; i < entries.size(); i++) {
      JsonObject entry = entries.get(i).getAsJsonObject();
      BootChoices choice = BootChoices.DEFAULTS.withEntry(ByteString.of(Integer.toString(i)));
      ConfiguredBoot boot = GrubConfiguration.read(menu, files, choice).boot();
      boolean boots = entry.get("ends").getAsString().equals("boot");
      check(
          boot,
          files,
          boots,
          entry.get("kernel"),
          boots ? entry.getAsJsonArray("modules") : new JsonArray());
    }
    int chosen = expected.get("default").getAsInt();
    if (chosen < entries.size()) {
      BootChoices choice = BootChoices.DEFAULTS.withEntry(ByteString.of(Integer.toString(chosen)));
      assertEquals(
          GrubConfiguration.read(menu, files, choice).boot(),
          GrubConfiguration.read(menu, files, BootChoices.DEFAULTS).boot());
    }
  }

  @TestFactory
  Stream<DynamicTest> theLoaderStartsWhatWasRecorded() throws IOException {
    return cases("loader").stream()
        .map(test -> DynamicTest.dynamicTest(test.get("id").getAsString(), () -> loader(test)));
  }

  private void loader(JsonObject test) throws IOException {
    Path root = root(test);
    JsonObject config = test.getAsJsonObject("config");
    for (String path : config.keySet()) {
      write(root, path, config.get(path).getAsString());
    }
    BootRoot files = BootRoot.of(root);
    JsonObject expected = test.getAsJsonObject("expect");
    boolean boots = expected.get("boots").getAsBoolean();
    String arguments = boots ? expected.get("kernelArguments").getAsString() : "";
    JsonElement kernel =
        !boots
            ? expected.get("kernel")
            : new JsonPrimitive(
                expected.get("kernel").getAsString()
                    + (arguments.isEmpty() ? "" : " " + arguments));
    check(
        LoaderConfiguration.of(files).boot(),
        files,
        boots,
        kernel,
        boots ? expected.getAsJsonArray("modules") : new JsonArray());
  }

  private static void check(
      ConfiguredBoot boot, BootRoot files, boolean boots, JsonElement kernel, JsonArray modules)
      throws IOException {
    LoadedBoot loaded = LoadedBoot.load(boot, files);
    boolean started = boot.kernel().isPresent() && !loaded.stopsInLoader();
    if (!boots) {
      assertFalse(started, () -> "boots: " + boot);
      return;
    }
    assertEquals(kernel.getAsString(), line(boot.kernel().orElseThrow()), boot::toString);
    List<String> expected = new ArrayList<>();
    for (JsonElement module : modules) {
      // A module behind the end of iPXE's buffer is called by whatever lies there in memory.
      expected.add(module.getAsString().equals("S") ? "" : module.getAsString());
    }
    assertEquals(
        expected, loaded.modules().stream().map(module -> module.commandLine().latin1()).toList());
  }

  private static String line(ConfiguredKernel kernel) {
    String path = kernel.path().latin1();
    return kernel.arguments().isEmpty() ? path : path + " " + kernel.arguments().latin1();
  }
}
