package org.bootarchive.report.page;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The report at a glance: file systems, hash, platform, sources. */
final class GlanceModel {
  private GlanceModel() {}

  static Map<String, Object> of(Values glance) {
    ImmutableList.Builder<Map<String, Object>> fileSystems = ImmutableList.builder();
    glance.child("root").map(root -> fileSystem("Root", root)).ifPresent(fileSystems::add);
    glance.child("usr").map(usr -> fileSystem("/usr", usr)).ifPresent(fileSystems::add);
    Map<String, Object> model = new HashMap<>();
    model.put("fileSystems", fileSystems.build());
    model.put("hash", glance.child("hash").map(GlanceModel::hash).orElse(null));
    model.put("platform", glance.child("platform").map(GlanceModel::platform).orElse(null));
    return model;
  }

  private static Map<String, Object> fileSystem(String name, Values values) {
    ImmutableList.Builder<Map<String, Object>> meters = ImmutableList.builder();
    OptionalLong size = values.number("size");
    OptionalLong free = values.number("free");
    if (size.isPresent() && free.isPresent()) {
      long used = Math.max(0, size.getAsLong() - free.getAsLong());
      meters.add(
          meter(
              "Space",
              used,
              size.getAsLong(),
              Amounts.bytes(free.getAsLong()) + " free of " + Amounts.bytes(size.getAsLong())));
    }
    OptionalLong inodes = values.number("inodes");
    OptionalLong freeInodes = values.number("freeInodes");
    if (inodes.isPresent() && freeInodes.isPresent()) {
      long used = Math.max(0, inodes.getAsLong() - freeInodes.getAsLong());
      meters.add(
          meter(
              "Inodes",
              used,
              inodes.getAsLong(),
              Amounts.count(freeInodes.getAsLong())
                  + " free of "
                  + Amounts.count(inodes.getAsLong())));
    }
    ImmutableList.Builder<Map<String, Object>> facts = ImmutableList.builder();
    if (meters.build().isEmpty()) {
      size.ifPresent(bytes -> facts.add(fact("size", Amounts.bytes(bytes))));
    }
    count(values, "files").ifPresent(facts::add);
    count(values, "directories").ifPresent(facts::add);
    bytes(values, "blockSize", "block size").ifPresent(facts::add);
    bytes(values, "fragmentSize", "fragment size").ifPresent(facts::add);
    count(values, "groups").ifPresent(facts::add);
    text(values, "clean", "clean")
        .map(clean -> fact("state", "true".equals(clean.get("value")) ? "clean" : "not clean"))
        .ifPresent(facts::add);
    text(values, "byteOrder", "byte order").ifPresent(facts::add);
    text(values, "image", "image").ifPresent(facts::add);
    bytes(values, "imageSize", "image size").ifPresent(facts::add);
    return Map.of(
        "name",
        name,
        "type",
        values.text("type"),
        "meters",
        meters.build(),
        "facts",
        facts.build());
  }

  private static Map<String, Object> meter(String label, long used, long whole, String text) {
    int percent = Amounts.percent(used, whole);
    return Map.of(
        "label",
        label,
        "percent",
        percent,
        "text",
        text,
        "look",
        percent >= 98 ? "error" : percent >= 90 ? "warning" : "good");
  }

  private static Optional<Map<String, Object>> count(Values values, String name) {
    OptionalLong number = values.number(name);
    return number.isPresent()
        ? Optional.of(fact(name, Amounts.count(number.getAsLong())))
        : Optional.empty();
  }

  private static Optional<Map<String, Object>> bytes(Values values, String name, String label) {
    OptionalLong number = values.number(name);
    return number.isPresent()
        ? Optional.of(fact(label, Amounts.bytes(number.getAsLong())))
        : Optional.empty();
  }

  private static Optional<Map<String, Object>> text(Values values, String name, String label) {
    return values.text(name).isEmpty()
        ? Optional.empty()
        : Optional.of(fact(label, values.text(name)));
  }

  private static Map<String, Object> fact(String label, String value) {
    return Map.of("label", label, "value", value);
  }

  private static Map<String, Object> hash(Values hash) {
    ImmutableList.Builder<Map<String, Object>> facts = ImmutableList.builder();
    text(hash, "expected", "expected").ifPresent(facts::add);
    text(hash, "found", "found").ifPresent(facts::add);
    return Map.of(
        "state",
        hash.text("state"),
        "look",
        hashLook(hash),
        "why",
        hash.text("why"),
        "facts",
        facts.build());
  }

  static String hashLook(Values hash) {
    return switch (hash.text("state")) {
      case "accepted" -> "good";
      case "mismatch", "panic" -> "error";
      default -> "warning";
    };
  }

  private static Map<String, Object> platform(Values platform) {
    List<Map<String, Object>> facts =
        platform.names().stream().map(name -> fact(words(name), platform.text(name))).toList();
    List<Map<String, Object>> repositories =
        platform.list("sources").stream().map(GlanceModel::repository).toList();
    return Map.of("facts", facts, "repositories", repositories);
  }

  private static Map<String, Object> repository(Values source) {
    String revision = source.text("revision");
    return Map.of(
        "repository",
        source.text("repository"),
        "branch",
        source.text("branch"),
        "revision",
        revision.substring(0, Math.min(12, revision.length())));
  }

  /** Returns the words of a name in camel case. */
  private static String words(String name) {
    StringBuilder words = new StringBuilder();
    for (int at = 0; at < name.length(); at++) {
      char letter = name.charAt(at);
      words.append(Ascii.isUpperCase(letter) ? " " : "").append(Ascii.toLowerCase(letter));
    }
    return words.toString();
  }

  static List<Map<String, Object>> sources(List<Values> sources) {
    return sources.stream().map(GlanceModel::source).toList();
  }

  private static Map<String, Object> source(Values source) {
    OptionalLong size = source.number("size");
    return Map.of(
        "role",
        source.text("role"),
        "path",
        source.text("path"),
        "kind",
        source.text("kind"),
        "size",
        size.orElse(0) > 0 ? Amounts.bytes(size.getAsLong()) : "",
        "sha1",
        source.text("sha1"));
  }
}
