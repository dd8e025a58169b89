package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.bootarchive.archive.anon.AnonymousApply;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.dtrace.conf.ConfRemark;
import org.bootarchive.ufs.finding.Severity;
import org.jspecify.annotations.Nullable;

/** What becomes of an enabling at the next boot, for people: what the kernel prints comes first. */
final class AnonApplyText {
  private final PrintWriter out;
  private final PrintWriter errors;

  AnonApplyText(PrintWriter out, PrintWriter errors) {
    this.out = out;
    this.errors = errors;
  }

  void print(AnonymousApply.Outcome outcome, @Nullable Path target) throws IOException {
    ImmutableList<String> lines = outcome.bootLines();
    lines.forEach(line -> out.println(Texts.printable(line)));
    if (lines.isEmpty()) {
      out.println("the kernel will say nothing of an enabling");
    }
    out.println(Texts.line(outcome.apply().boot().verdict().toString()));
    findings(outcome);
    if (outcome.refused()) {
      out.flush();
      errors.println(OverlayOutput.REFUSED);
      errors.flush();
      return;
    }
    out.println("files:");
    for (OverlayFile file : outcome.sources().files()) {
      String source =
          outcome
              .sources()
              .given(file)
              .map(Path::toString)
              .orElse("the archive's own, with what dtrace -A adds");
      out.printf(Locale.ROOT, "  %s <- %s%n", place(outcome, file, target), source);
    }
    if (outcome.apply().plan().isPresent()) {
      outcome.apply().plan().get().edit().ifPresent(e -> OverlayOutput.printEdit(out, e, false));
    }
    outcome.patched().ifPresent(this::patched);
  }

  private static String place(
      AnonymousApply.Outcome outcome, OverlayFile file, @Nullable Path target) throws IOException {
    if (outcome.apply().plan().isPresent()) {
      OverlayPlan plan = outcome.apply().plan().get();
      return plan.layout().target(file).toString();
    }
    return target + ":" + file.name();
  }

  private void findings(AnonymousApply.Outcome outcome) {
    FindingsText text = FindingsText.ofBytes(out);
    text.print(outcome.apply().enablingFindings());
    for (ConfRemark remark : outcome.input().changedSource()) {
      text.print(
          Severity.WARNING,
          remark.code().code(),
          "line " + remark.line() + ": " + remark.message(),
          remark.code().remedy());
    }
    text.print(outcome.apply().bootFindings());
  }

  private void patched(AnonymousApply.Patched patched) {
    out.println(patched.report().hash().hex());
  }
}
