package org.bootarchive.report.page;

import com.google.common.base.Ascii;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dry boot as a timeline: its steps by phase. */
final class BootModel {
  /** Steps of a phase that are shown at once, if nothing is wrong with any. */
  private static final int OPEN_STEPS = 24;

  private BootModel() {}

  static Map<String, Object> of(Values boot, FindingGroups findings) {
    Map<String, Object> model = new HashMap<>();
    Values kernel = boot.child("kernel").orElse(Values.EMPTY);
    model.put("verdict", verdict(boot));
    model.put("look", look(boot));
    model.put("loader", boot.text("loader"));
    model.put("kernel", kernel.text("path"));
    model.put("arguments", kernel.text("arguments"));
    Map<String, List<Values>> byPhase = new LinkedHashMap<>();
    for (Values step : boot.list("steps")) {
      byPhase.computeIfAbsent(step.text("phase"), any -> new ArrayList<>()).add(step);
    }
    List<Map<String, Object>> phases = new ArrayList<>();
    byPhase.forEach(
        (phase, steps) -> phases.add(phase("phase-" + phases.size(), phase, steps, findings)));
    model.put("phases", phases);
    return model;
  }

  private static Map<String, Object> phase(
      String id, String phase, List<Values> steps, FindingGroups findings) {
    String look = worst(steps);
    return Map.of(
        "id",
        id,
        "label",
        label(phase),
        "look",
        look,
        "count",
        steps.size() == 1 ? "1 step" : Amounts.count(steps.size()) + " steps",
        "open",
        steps.size() <= OPEN_STEPS || look.equals("error") || look.equals("warning"),
        "steps",
        steps.stream().map(step -> step(step, findings)).toList());
  }

  private static Map<String, Object> step(Values step, FindingGroups findings) {
    return Map.of(
        "title",
        step.text("title"),
        "answer",
        step.text("answer"),
        "detail",
        step.text("detail"),
        "look",
        look(step.text("state")),
        "findings",
        findings.anchors(step.numbers("findings")).stream()
            .map(
                anchor ->
                    Map.of("id", anchor.id(), "code", anchor.code(), "look", anchor.severity()))
            .toList());
  }

  private static String label(String phase) {
    return phase.contains("/")
        ? "/" + phase
        : Ascii.toUpperCase(phase.substring(0, Math.min(1, phase.length())))
            + phase.substring(Math.min(1, phase.length()));
  }

  /** Returns the look of the verdict. */
  static String look(Values boot) {
    return switch (boot.text("outcome")) {
      case "boots" -> "good";
      case "boots-otherwise" -> "warning";
      case "fails" -> "error";
      default -> worst(boot.list("steps"));
    };
  }

  /** Returns the verdict without the word that the text of a dry boot has before it. */
  static String verdict(Values boot) {
    String verdict = boot.text("verdict");
    return verdict.startsWith("verdict: ") ? verdict.substring("verdict: ".length()) : verdict;
  }

  private static String worst(List<Values> steps) {
    for (String state : List.of("error", "warning")) {
      if (steps.stream().anyMatch(step -> step.text("state").equals(state))) {
        return state;
      }
    }
    return "good";
  }

  private static String look(String state) {
    return switch (state) {
      case "good", "warning", "error" -> state;
      default -> "note";
    };
  }
}
