package org.bootarchive.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.hash.HashFile;
import org.jspecify.annotations.Nullable;

/** What becomes of an enabling at the next boot, as JSON. */
final class AnonApplyJson {
  private AnonApplyJson() {}

  static JsonObject of(AnonApplyOutcome outcome, @Nullable Path target) throws IOException {
    AnonymousEnabling enabling = outcome.apply().found().enabling();
    JsonObject object = new JsonObject();
    object.addProperty("refused", outcome.refused());
    object.addProperty("accepted", outcome.apply().accepted());
    object.addProperty("refusal", enabling.refusal().orElse(null));
    object.addProperty("consequence", enabling.consequence());
    object.add("bootLines", Json.strings(outcome.bootLines().stream()));
    object.add("probes", Json.strings(enabling.probes().stream()));
    JsonObject verdict = new JsonObject();
    verdict.addProperty("boots", outcome.apply().boot().verdict().isGood());
    verdict.addProperty("text", outcome.apply().boot().verdict().toString());
    object.add("verdict", verdict);
    object.add("files", files(outcome));
    object.add("forceloads", Json.strings(outcome.input().system().forceloads().stream()));
    object.add(
        "configuration",
        outcome
            .apply()
            .plan()
            .flatMap(OverlayPlan::edit)
            .<JsonElement>map(OverlayOutput::toJson)
            .orElse(JsonNull.INSTANCE));
    object.add(
        "patched",
        outcome
            .patched()
            .<JsonElement>map(report -> patched(report, String.valueOf(target)))
            .orElse(JsonNull.INSTANCE));
    object.add("findings", findings(outcome));
    return object;
  }

  private static JsonArray files(AnonApplyOutcome outcome) throws IOException {
    JsonArray files = new JsonArray();
    for (OverlayFile file : outcome.sources().files()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", file.name().latin1());
      one.addProperty("source", outcome.sources().given(file).map(Path::toString).orElse(null));
      if (outcome.apply().plan().isPresent()) {
        OverlayPlan plan = outcome.apply().plan().get();
        one.addProperty("target", plan.layout().target(file).toString());
      }
      files.add(one);
    }
    return files;
  }

  private static JsonObject patched(PatchReport report, String image) {
    JsonObject object = new JsonObject();
    object.addProperty("image", image);
    object.addProperty("hashFile", HashFile.beside(Path.of(image)).toString());
    object.addProperty("hash", report.hash().hex());
    return object;
  }

  private static JsonArray findings(AnonApplyOutcome outcome) {
    JsonArray all = new JsonArray();
    all.addAll(Json.findings(outcome.apply().enablingFindings()));
    ConfRemarkJson.of(outcome.input().changedSource())
        .forEach(
            finding -> {
              finding.getAsJsonObject().addProperty("severity", "warning");
              all.add(finding);
            });
    all.addAll(Json.findings(outcome.apply().bootFindings()));
    return all;
  }
}
