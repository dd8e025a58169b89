package org.bootarchive.report.page;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings by severity, those of one code together. */
final class FindingGroups {
  /** The places of a code that are shown. */
  private static final int SHOWN = 200;

  private static final ImmutableMap<String, String> SEVERITIES =
      ImmutableMap.of("error", "Errors", "warning", "Warnings", "note", "Notes");

  /** Where findings of one kind stand in the page. */
  record Anchor(String id, String code, String severity) {}

  private record Kind(String severity, String section, String code) {}

  private final Map<Kind, List<Values>> findingsByKind = new LinkedHashMap<>();
  private final List<Kind> kindByIndex = new ArrayList<>();
  private final Map<Kind, String> idByKind = new HashMap<>();

  private FindingGroups() {}

  static FindingGroups of(List<Values> findings) {
    FindingGroups groups = new FindingGroups();
    for (Values finding : findings) {
      String severity = finding.text("severity");
      Kind kind =
          new Kind(
              SEVERITIES.containsKey(severity) ? severity : "note",
              finding.text("section"),
              finding.text("code"));
      groups.findingsByKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(finding);
      groups.idByKind.putIfAbsent(kind, "finding-" + groups.idByKind.size());
      groups.kindByIndex.add(kind);
    }
    return groups;
  }

  /** Returns where findings of the report stand, each place once. */
  List<Anchor> anchors(List<Long> indexes) {
    return indexes.stream()
        .filter(index -> index >= 0 && index < kindByIndex.size())
        .map(index -> kindByIndex.get(index.intValue()))
        .distinct()
        .map(
            kind ->
                new Anchor(Strings.nullToEmpty(idByKind.get(kind)), kind.code(), kind.severity()))
        .toList();
  }

  /** Returns the severity of the worst, as a look. */
  String look() {
    return SEVERITIES.keySet().stream()
        .filter(severity -> count(severity) > 0)
        .findFirst()
        .orElse("good");
  }

  /** Returns how many there are of each severity, in words. */
  String summary() {
    List<String> counts =
        SEVERITIES.keySet().stream()
            .filter(severity -> count(severity) > 0)
            .map(severity -> counted(count(severity), severity))
            .toList();
    return counts.isEmpty() ? "none" : String.join(", ", counts);
  }

  private static String counted(long count, String word) {
    return Amounts.count(count) + " " + word + (count == 1 ? "" : "s");
  }

  private long count(String severity) {
    return kindByIndex.stream().filter(kind -> kind.severity().equals(severity)).count();
  }

  List<Map<String, Object>> model() {
    ImmutableList.Builder<Map<String, Object>> model = ImmutableList.builder();
    SEVERITIES.forEach(
        (severity, heading) -> {
          if (count(severity) > 0) {
            model.add(
                Map.of(
                    "severity",
                    severity,
                    "heading",
                    heading,
                    "count",
                    Amounts.count(count(severity)),
                    "kinds",
                    kinds(severity)));
          }
        });
    return model.build();
  }

  private List<Map<String, Object>> kinds(String severity) {
    return findingsByKind.entrySet().stream()
        .filter(entry -> entry.getKey().severity().equals(severity))
        .map(entry -> kind(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Map<String, Object> kind(Kind kind, List<Values> findings) {
    Map<String, Object> model = new HashMap<>();
    model.put("id", idByKind.get(kind));
    model.put("severity", kind.severity());
    model.put("section", kind.section());
    model.put("code", kind.code());
    model.put("times", findings.size() > 1 ? Amounts.count(findings.size()) + " times" : "");
    model.put("first", finding(findings.get(0)));
    model.put("remedy", findings.get(0).text("remedy"));
    model.put(
        "others",
        findings.size() == 1
            ? null
            : Map.of(
                "count",
                Amounts.count(findings.size() - 1),
                "shown",
                findings.stream().skip(1).limit(SHOWN).map(FindingGroups::finding).toList(),
                "more",
                findings.size() - 1 > SHOWN
                    ? Amounts.count(findings.size() - 1 - SHOWN) + " more are in the data"
                    : ""));
    return model;
  }

  private static Map<String, Object> finding(Values finding) {
    return Map.of("message", finding.text("message"), "place", finding.text("place"));
  }
}
