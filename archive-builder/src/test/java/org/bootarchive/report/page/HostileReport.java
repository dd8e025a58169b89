package org.bootarchive.report.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;

/** Reports whose every text tries to be more than text. */
final class HostileReport {
  /** Each would set a flag of the window if the page took it for anything but text. */
  static final List<String> TEXTS =
      List.of(
          "</script><script>window.hostile=1</script>",
          "<img src=x onerror=window.hostile=1>",
          "\"'><svg onload=window.hostile=1>",
          "<!--<script>window.hostile=1</script>",
          "{{{script}}}{{#json}}{{/json}}&lt;b&gt;",
          "javascript:window.hostile=1",
          "__proto__",
          "line\u2028separator\u2029and \u202etxt.exe\u202c",
          "bell\u0007 and escape\u001b[31m",
          "long".repeat(2000));

  private HostileReport() {}

  /** Returns the sample, with a hostile text at the end of each text that an image has a say in. */
  static JsonObject ofSample() {
    JsonObject report = SampleReport.platform();
    int[] next = {0};
    for (String part : List.of("title", "sources", "findings", "difference", "boot", "enabling")) {
      report.add(part, hostile("", report.get(part), next));
    }
    JsonArray trees = new JsonArray();
    trees.add(tree().toJson());
    report.add("trees", trees);
    return report;
  }

  static SampleTree tree() {
    SampleTree tree = new SampleTree("root");
    for (String text : TEXTS) {
      int directory = tree.directory(0, text.replace('/', '|') + "d");
      tree.text(directory, text.replace('/', '|'), text + "\n" + text);
      tree.link(directory, "link", text);
      tree.binary(directory, text.replace('/', '|') + ".so", 40_000);
    }
    return tree.equal(2, 6);
  }

  private static JsonElement hostile(String name, JsonElement value, int[] next) {
    if (value instanceof JsonObject object) {
      JsonObject made = new JsonObject();
      object
          .entrySet()
          .forEach(
              entry -> made.add(entry.getKey(), hostile(entry.getKey(), entry.getValue(), next)));
      return made;
    }
    if (value instanceof JsonArray array) {
      JsonArray made = new JsonArray();
      array.forEach(element -> made.add(hostile(name, element, next)));
      return made;
    }
    boolean isWord =
        List.of("code", "section", "severity", "kind", "state", "phase", "tree", "role")
            .contains(name);
    boolean isText = value instanceof JsonPrimitive primitive && primitive.isString();
    // A text of one character is the sign of a row of two texts.
    return isText && !isWord && value.getAsString().length() > 1
        ? new JsonPrimitive(value.getAsString() + TEXTS.get(next[0]++ % TEXTS.size()))
        : value;
  }

  /** Returns directories in one another, and a file in the innermost. */
  static JsonObject deep(int levels) {
    SampleTree tree = new SampleTree("root");
    int directory = 0;
    for (int level = 0; level < levels; level++) {
      directory = tree.directory(directory, "d" + level);
    }
    tree.text(directory, "bottom.txt", "at the bottom\n");
    return of(tree);
  }

  static JsonObject of(SampleTree tree) {
    JsonObject report = SampleReport.bare("tree");
    JsonArray trees = new JsonArray();
    trees.add(tree.toJson());
    report.add("trees", trees);
    return report;
  }
}
