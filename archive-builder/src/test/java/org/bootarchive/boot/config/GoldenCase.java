package org.bootarchive.boot.config;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Place;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.ByteString;

/**
 * A folder of testdata/config: input or volume, expected (what would be started), edit (what to
 * add), and edited (the file afterwards).
 */
record GoldenCase(Path folder) {
  static Stream<GoldenCase> all(String format) throws IOException {
    try (Stream<Path> folders = Files.list(Testdata.of("config", format))) {
      return folders.sorted().map(GoldenCase::new).toList().stream();
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  ConfigFile input() throws IOException {
    return ConfigFile.read("input", folder.resolve("input"));
  }

  String expected() throws IOException {
    return text("expected");
  }

  String edited() throws IOException {
    return text("edited");
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
  }

  /** The words behind each {@code key} of the file edit. */
  List<List<String>> edit(String key) throws IOException {
    List<List<String>> out = new ArrayList<>();
    for (String line : Splitter.on('\n').omitEmptyStrings().split(text("edit"))) {
      List<String> words = Splitter.on(' ').splitToList(line);
      if (words.get(0).equals(key)) {
        out.add(words.subList(1, words.size()));
      }
    }
    return out;
  }

  boolean hashExists() throws IOException {
    return !edit("hash").isEmpty();
  }

  List<OverlayModule> overlays() throws IOException {
    ImmutableList.Builder<OverlayModule> out = ImmutableList.builder();
    for (List<String> words : edit("overlay")) {
      out.add(
          words.size() > 2
              ? OverlayModule.of(words.get(0), words.get(1), words.get(2))
              : OverlayModule.of(words.get(0), words.get(1)));
    }
    return out.build();
  }

  /** Writes a boot down as the file expected does. */
  static String describe(ConfiguredBoot boot) {
    StringBuilder out = new StringBuilder();
    boot.kernel()
        .ifPresent(
            kernel ->
                out.append("kernel " + shown(kernel.path()) + " | " + shown(kernel.arguments()))
                    .append('\n'));
    for (ConfiguredModule module : boot.modules()) {
      out.append("module " + module.source() + " " + shown(module.path()))
          .append(" | " + shown(module.commandLine()) + "\n");
    }
    for (Finding finding : boot.findings()) {
      out.append("finding " + finding.place().map(Place::toString).orElse("-"))
          .append(" " + Ascii.toUpperCase(finding.code().replace('-', '_')) + "\n");
    }
    return out.toString();
  }

  private static String shown(ByteString bytes) {
    return bytes.toString();
  }
}
