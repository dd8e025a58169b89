package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bootarchive.archive.overlay.ModuleLines;
import org.bootarchive.archive.overlay.OverlayAnswer;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.boot.OverlayReader;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;

/** Shows what an overlay is and does. */
final class OverlayOutput {
  private OverlayOutput() {}

  static void print(
      PrintWriter out, OverlayPlan plan, BootLoader loader, boolean refused, boolean json)
      throws IOException {
    if (json) {
      Json.print(out, toJson(plan, loader, refused));
    } else {
      printText(out, plan, loader, refused);
    }
  }

  static void printEdit(PrintWriter out, ConfigEdit edit, boolean json) {
    if (json) {
      Json.print(out, toJson(edit));
    } else {
      printEdit(out, edit);
    }
  }

  private static void printText(
      PrintWriter out, OverlayPlan plan, BootLoader loader, boolean refused) throws IOException {
    if (!plan.findings().isEmpty()) {
      out.println("findings:");
      FindingsText.ofBytes(out).print(plan.findings());
    }
    if (!plan.earlier().isEmpty()) {
      out.println("wrong without the overlay too:");
      FindingsText.ofBytes(out).print(plan.earlier());
    }
    if (refused) {
      out.println("refused: nothing was written; see the errors above, or --force");
      return;
    }
    out.println("files:");
    for (OverlayFile file : plan.layout().files()) {
      out.printf(Locale.ROOT, "  %s <- %s%n", plan.layout().target(file), file.source());
    }
    out.println("lines for " + Json.lower(loader) + ":");
    for (String line : ModuleLines.of(loader, plan.modules())) {
      out.println("  " + Texts.printable(line));
    }
    plan.edit().ifPresent(edit -> printEdit(out, edit));
    if (!plan.answers().isEmpty()) {
      out.println("what the kernel answers:");
    }
    for (OverlayAnswer answer : plan.answers()) {
      out.println("  " + Texts.printable(answer.name()));
      out.println("    before:     " + describe(answer.before()));
      out.println("    after:      " + describe(answer.after()));
      out.println("    after boot: " + describeLookup(answer.afterBoot(), "/system/boot"));
      String readers =
          answer.readers().stream()
              .map(reader -> Texts.printable(reader.toString()))
              .collect(Collectors.joining("; "));
      out.println("    read by:    " + (readers.isEmpty() ? "nobody that is known" : readers));
    }
  }

  private static String describe(Optional<Explanation> explanation) {
    if (explanation.isEmpty()) {
      return "no answer: the kernel does not come up, or a module is not there";
    }
    StringBuilder text =
        new StringBuilder(describeLookup(explanation.map(Explanation::lookup), "mid-boot"));
    for (Explanation.Remark remark : explanation.get().remarks()) {
      text.append("; ").append(remark.text()).append(" [").append(remark.code().code()).append(']');
    }
    return text.toString();
  }

  private static String describeLookup(Optional<Lookup> lookup, String place) {
    if (lookup.isEmpty()) {
      return "no answer";
    }
    if (lookup.get() instanceof Lookup.Found found) {
      return found.fileSystem().kernelName()
          + " answers with "
          + Long.toUnsignedString(found.size())
          + " bytes";
    }
    if (lookup.get() instanceof Lookup.Failed failed) {
      return "not found in " + place + ": " + failed.reason();
    }
    if (lookup.get() instanceof Lookup.Hang hang) {
      return "THE KERNEL HANGS: " + hang.reason();
    }
    return "THE KERNEL CRASHES: " + ((Lookup.Crash) lookup.get()).reason();
  }

  private static void printEdit(PrintWriter out, ConfigEdit edit) {
    if (!edit.changes()) {
      out.println(edit.file() + ": nothing to change");
      return;
    }
    out.println(edit.file() + ":");
    for (String line : LineDifference.between(edit.before().text(), edit.after().text())) {
      out.println("  " + Texts.printable(line));
    }
  }

  static JsonObject toJson(ConfigEdit edit) {
    JsonObject object = new JsonObject();
    object.addProperty("file", edit.file().toString());
    object.addProperty("changed", edit.changes());
    object.add(
        "lines",
        Json.strings(LineDifference.between(edit.before().text(), edit.after().text()).stream()));
    return object;
  }

  private static JsonObject toJson(OverlayPlan plan, BootLoader loader, boolean refused)
      throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty("refused", refused);
    JsonArray files = new JsonArray();
    for (OverlayFile file : plan.layout().files()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", file.name().latin1());
      one.addProperty("source", file.source().toString());
      one.addProperty("target", plan.layout().target(file).toString());
      files.add(one);
    }
    object.add("files", files);
    object.addProperty("loader", Json.lower(loader));
    object.add("lines", Json.strings(lines(plan, loader).stream()));
    object.add(
        "configuration",
        plan.edit().<JsonElement>map(OverlayOutput::toJson).orElse(JsonNull.INSTANCE));
    JsonArray answers = new JsonArray();
    for (OverlayAnswer answer : plan.answers()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", answer.name().latin1());
      one.addProperty("before", describe(answer.before()));
      one.addProperty("after", describe(answer.after()));
      one.addProperty("afterBoot", describeLookup(answer.afterBoot(), "/system/boot"));
      one.add("readBy", Json.strings(answer.readers().stream().map(OverlayReader::toString)));
      answers.add(one);
    }
    object.add("answers", answers);
    object.add("findings", Json.findings(plan.findings()));
    object.add("earlier", Json.findings(plan.earlier()));
    return object;
  }

  private static List<String> lines(OverlayPlan plan, BootLoader loader) throws IOException {
    return plan.isRefused() ? ImmutableList.of() : ModuleLines.of(loader, plan.modules());
  }
}
