package org.bootarchive.report.page;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the template asks for, by its names there; made from a report's summary. */
final class PageModel {
  /** Paths of the difference that are listed without script. */
  private static final int LISTED = 200;

  private PageModel() {}

  static Map<String, Object> of(JsonObject summary) {
    Values report = Values.of(summary);
    FindingGroups findings = FindingGroups.of(report.list("findings"));
    Map<String, Object> model = new HashMap<>();
    model.put("title", report.text("title"));
    model.put("generator", report.text("generator"));
    model.put("sources", GlanceModel.sources(report.list("sources")));
    model.put("glance", GlanceModel.of(report.child("glance").orElse(Values.EMPTY)));
    model.put("findings", findings.model());
    model.put("noFindings", findings.model().isEmpty());
    model.put("boot", report.child("boot").map(boot -> BootModel.of(boot, findings)).orElse(null));
    model.put("enabling", report.child("enabling").map(PageModel::enabling).orElse(null));
    model.put("difference", report.child("difference").map(PageModel::difference).orElse(null));
    model.put("answers", answers(report, findings));
    return model;
  }

  /** The answers that stand at the very top: hash, findings, boot, enabling. */
  private static List<Map<String, Object>> answers(Values report, FindingGroups findings) {
    ImmutableList.Builder<Map<String, Object>> answers = ImmutableList.builder();
    report
        .child("glance")
        .flatMap(glance -> glance.child("hash"))
        .ifPresent(
            hash ->
                answers.add(
                    answer("Hash", hash.text("state"), GlanceModel.hashLook(hash), "#glance")));
    answers.add(answer("Findings", findings.summary(), findings.look(), "#findings"));
    report
        .child("boot")
        .ifPresent(
            boot ->
                answers.add(
                    answer("Boot", BootModel.verdict(boot), BootModel.look(boot), "#boot")));
    report
        .child("enabling")
        .ifPresent(
            enabling ->
                answers.add(
                    answer(
                        "Tracing",
                        enabling.isTrue("accepted") ? "accepted" : "refused",
                        enabling.isTrue("accepted") ? "good" : "error",
                        "#enabling")));
    report
        .child("difference")
        .ifPresent(
            difference -> {
              int count = difference.list("entries").size();
              String text = count == 1 ? "1 path" : Amounts.count(count) + " paths";
              answers.add(answer("Difference", text, "note", "#difference"));
            });
    return answers.build();
  }

  private static Map<String, Object> answer(String of, String text, String look, String link) {
    return Map.of("of", of, "text", text, "look", look, "link", link);
  }

  private static Map<String, Object> enabling(Values enabling) {
    Map<String, Object> model = new HashMap<>();
    boolean accepted = enabling.isTrue("accepted");
    model.put("look", accepted ? "good" : "error");
    String consequence = enabling.text("consequence");
    model.put(
        "answer",
        !consequence.isEmpty()
            ? consequence
            : accepted ? "the kernel takes the enabling" : "the kernel refuses the enabling");
    model.put("refusal", enabling.text("refusal"));
    model.put("kernelLines", enabling.texts("kernelLines"));
    model.put(
        "options",
        enabling.list("options").stream()
            .map(option -> Map.of("label", option.text("name"), "value", option.text("value")))
            .toList());
    model.put(
        "programs", enabling.list("programs").stream().map(program -> program.text("d")).toList());
    model.put("probes", enabling.list("probes").stream().map(PageModel::probe).toList());
    return model;
  }

  private static Map<String, Object> probe(Values probe) {
    String exists = probe.text("exists");
    return Map.of(
        "name",
        probe.text("name"),
        "look",
        exists.equals("true") ? "good" : exists.equals("false") ? "error" : "note",
        "answer",
        exists.equals("true") ? "exists" : exists.equals("false") ? "does not exist" : "not known");
  }

  private static Map<String, Object> difference(Values difference) {
    List<Values> entries = difference.list("entries");
    Map<String, Object> model = new HashMap<>();
    model.put("old", difference.child("old").orElse(Values.EMPTY).text("path"));
    model.put("count", Amounts.count(entries.size()));
    model.put(
        "listed",
        entries.stream()
            .limit(LISTED)
            .map(entry -> Map.of("kind", entry.text("kind"), "path", entry.text("path")))
            .toList());
    long leftOut = difference.number("leftOut").orElse(0);
    long unlisted = Math.max(0, entries.size() - LISTED) + leftOut;
    model.put("more", unlisted > 0 ? Amounts.count(unlisted) + " more" : "");
    model.put(
        "leftOut",
        leftOut > 0 ? Amounts.count(leftOut) + " more paths differ, and are only counted." : "");
    return model;
  }
}
