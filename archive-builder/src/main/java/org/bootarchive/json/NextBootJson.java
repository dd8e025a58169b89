package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.archive.anon.AnonymousApply;
import org.bootarchive.archive.anon.AnonymousStrip;
import org.bootarchive.archive.anon.StrippedFile;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.conf.ConfRemark;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.finding.Severity;

/** What becomes of an anonymous enabling that is given to the next boot, or taken from it. */
final class NextBootJson {
  private NextBootJson() {}

  static JsonObject of(AnonymousApply.Outcome outcome) throws IOException {
    AnonymousApply apply = outcome.apply();
    AnonymousEnabling enabling = apply.found().enabling();
    JsonObject object = new JsonObject();
    object.addProperty("refused", outcome.refused());
    object.addProperty("accepted", apply.accepted());
    object.addProperty("refusal", enabling.refusal().orElse(null));
    object.addProperty("consequence", enabling.consequence());
    object.add("bootLines", JsonValues.strings(outcome.bootLines().stream()));
    object.add("probes", JsonValues.strings(enabling.probes().stream()));
    JsonObject verdict = new JsonObject();
    verdict.addProperty("boots", apply.boot().verdict().isGood());
    verdict.addProperty("text", apply.boot().verdict().toString());
    object.add("verdict", verdict);
    object.add("files", files(outcome));
    object.add("forceloads", JsonValues.strings(outcome.input().system().forceloads().stream()));
    object.add(
        "configuration",
        JsonValues.orNull(apply.plan().flatMap(OverlayPlan::edit).map(OverlayJson::of)));
    object.add("patched", JsonValues.orNull(outcome.patched().map(NextBootJson::patched)));
    object.add("findings", findings(outcome));
    return object;
  }

  private static JsonArray files(AnonymousApply.Outcome outcome) throws IOException {
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

  private static JsonObject patched(AnonymousApply.Patched patched) {
    JsonObject object = new JsonObject();
    object.addProperty("image", patched.image().toString());
    object.addProperty("hashFile", HashFile.beside(patched.image()).toString());
    object.addProperty("hash", patched.report().hash().hex());
    return object;
  }

  private static JsonArray findings(AnonymousApply.Outcome outcome) {
    JsonArray all = FindingsJson.of(outcome.apply().enablingFindings());
    for (ConfRemark remark : outcome.input().changedSource()) {
      JsonObject one = FindingsJson.of(remark);
      one.addProperty("severity", Severity.WARNING.word());
      all.add(one);
    }
    all.addAll(FindingsJson.of(outcome.apply().bootFindings()));
    return all;
  }

  static JsonObject of(AnonymousStrip strip, Optional<Path> directory) {
    JsonObject object = new JsonObject();
    object.addProperty("changed", strip.changes());
    object.add("files", JsonValues.array(strip.files(), file -> file(file, directory)));
    object.add("configuration", JsonValues.orNull(strip.edit().map(OverlayJson::of)));
    return object;
  }

  private static JsonObject file(StrippedFile file, Optional<Path> directory) {
    Path target = directory.map(to -> AnonymousStrip.target(to, file)).orElse(file.file());
    JsonObject one = new JsonObject();
    one.addProperty("file", file.file().toString());
    one.addProperty("target", target.toString());
    one.addProperty("changed", file.changed());
    one.addProperty("message", file.message());
    one.add("findings", JsonValues.array(file.findings(), FindingsJson::of));
    return one;
  }
}
