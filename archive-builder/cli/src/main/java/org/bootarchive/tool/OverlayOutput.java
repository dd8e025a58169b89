package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bootarchive.archive.overlay.OverlayAnswer;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.archive.overlay.internal.ModuleLines;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.internal.text.KebabCase;

/** Shows what an overlay is and does. */
final class OverlayOutput {
  private OverlayOutput() {}

  /** What stands behind the errors of what is not done. */
  static final String REFUSED =
      "archive-tool: refused: nothing was written; do what the errors above say, or --force";

  /**
   * Shows a plan: one that is refused is an error, but for JSON, which tells it by itself.
   *
   * @param refused whether it is not carried out
   */
  static void print(OverlayPlan plan, BootLoader loader, boolean refused, boolean json)
      throws IOException {
    if (json) {
      StandardOutput.text().println(ResultJson.of(plan, loader, refused));
    } else if (refused) {
      PrintWriter errors = StandardError.text();
      printFindings(errors, plan);
      errors.println(REFUSED);
      errors.flush();
    } else {
      printText(StandardOutput.text(), plan, loader);
    }
  }

  static void printEdit(PrintWriter out, ConfigEdit edit, boolean json) {
    if (json) {
      out.println(ResultJson.of(edit));
    } else {
      printEdit(out, edit);
    }
  }

  private static void printFindings(PrintWriter out, OverlayPlan plan) {
    if (!plan.findings().isEmpty()) {
      out.println("findings:");
      FindingsText.ofBytes(out).print(plan.findings());
    }
    if (!plan.earlier().isEmpty()) {
      out.println("wrong without the overlay too:");
      FindingsText.ofBytes(out).print(plan.earlier());
    }
  }

  private static void printText(PrintWriter out, OverlayPlan plan, BootLoader loader)
      throws IOException {
    printFindings(out, plan);
    out.println("files:");
    for (OverlayFile file : plan.layout().files()) {
      out.printf(Locale.ROOT, "  %s <- %s%n", plan.layout().target(file), file.source());
    }
    out.println("lines for " + KebabCase.of(loader) + ":");
    for (String line : ModuleLines.of(loader, plan.modules(), plan.edit())) {
      out.println("  " + Texts.printable(line));
    }
    plan.edit().ifPresent(edit -> printEdit(out, edit));
    if (!plan.answers().isEmpty()) {
      out.println("what the kernel answers:");
    }
    for (OverlayAnswer answer : plan.answers()) {
      out.println("  " + Texts.printable(answer.name()));
      out.println("    before:     " + answer.beforeText());
      out.println("    after:      " + answer.afterText());
      out.println("    after boot: " + answer.afterBootText());
      String readers =
          answer.readers().stream()
              .map(reader -> Texts.printable(reader.toString()))
              .collect(Collectors.joining("; "));
      out.println("    read by:    " + (readers.isEmpty() ? "nobody that is known" : readers));
    }
  }

  private static void printEdit(PrintWriter out, ConfigEdit edit) {
    if (!edit.changes()) {
      out.println(edit.file() + ": nothing to change");
      return;
    }
    out.println(edit.file() + ":");
    for (String line : edit.changedLines()) {
      out.println("  " + Texts.printable(line));
    }
  }
}
