package org.bootarchive.boot.config.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.ufs.testing.Testdata;

/**
 * A configuration that a real boot loader carried out, and what the kernel was given, of
 * testdata/vectors/bootconfig. Strings have a char for each byte.
 *
 * @param json the whole record
 */
public record RecordedBoot(JsonObject json) {

  /** Returns all records of a boot loader. */
  public static Stream<RecordedBoot> all(String loader) {
    Path file = Testdata.of("vectors", "bootconfig", loader, "cases.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<RecordedBoot> records =
          lines
              .lines()
              .map(line -> new RecordedBoot(JsonParser.parseString(line).getAsJsonObject()))
              .toList();
      return records.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String id() {
    return json.get("id").getAsString();
  }

  public String text(String name) {
    return json.get(name).getAsString();
  }

  /** Returns the paths of the configuration, the one that is read first in front. */
  public ImmutableList<String> configurations() {
    return ImmutableList.copyOf(json.getAsJsonObject("config").keySet());
  }

  private JsonObject expected() {
    return json.getAsJsonObject("expect");
  }

  public boolean boots() {
    return expected().get("boots").getAsBoolean();
  }

  public String kernel() {
    return expected().get("kernel").getAsString();
  }

  public String kernelString() {
    return expected().get("kernelArguments").getAsString();
  }

  public List<String> moduleStrings() {
    return expected().getAsJsonArray("modules").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  /** Returns how many bytes of each module were in memory. */
  public List<Long> moduleSizes() {
    return expected().getAsJsonArray("sizes").asList().stream()
        .map(JsonElement::getAsLong)
        .toList();
  }

  /** Returns whether a path is one of the files that are a kernel. */
  public boolean isKernel(String path) {
    return json.getAsJsonArray("kernels").asList().stream()
        .anyMatch(kernel -> path.endsWith(kernel.getAsString()));
  }

  /** Lays out the boot volume. */
  public void writeTo(Path directory) throws IOException {
    for (Map.Entry<String, JsonElement> file : json.getAsJsonObject("existing").entrySet()) {
      int size = file.getValue().getAsInt();
      write(directory, file.getKey(), content(file.getKey(), size));
    }
    for (Map.Entry<String, JsonElement> file : json.getAsJsonObject("config").entrySet()) {
      String text = file.getValue().getAsString();
      write(directory, file.getKey(), text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** The gzip files inflate to what was recorded. */
  private static byte[] content(String path, int size) throws IOException {
    Integer inflated = ImmutableMap.of("/overlay/a.gz", 5000, "/unix.gz", 21720).get(path);
    if (inflated == null) {
      return new byte[size];
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[inflated]);
    }
    return packed.toByteArray();
  }

  /** Lays out a volume's files of given sizes. */
  public static void write(Path directory, JsonObject sizes) throws IOException {
    for (Map.Entry<String, JsonElement> file : sizes.entrySet()) {
      write(directory, file.getKey(), new byte[file.getValue().getAsInt()]);
    }
  }

  private static void write(Path directory, String path, byte[] content) throws IOException {
    Path file =
        directory.resolve(
            new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .substring(1));
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  @Override
  public String toString() {
    return id() + " " + text("note");
  }
}
