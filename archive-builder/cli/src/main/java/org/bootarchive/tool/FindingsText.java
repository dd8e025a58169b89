package org.bootarchive.tool;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;

/** Findings for people: a line each, and below it what to do. */
final class FindingsText {
  private final PrintWriter out;
  private final String indent;
  private final UnaryOperator<String> escape;

  private FindingsText(PrintWriter out, String indent, UnaryOperator<String> escape) {
    this.out = out;
    this.indent = indent;
    this.escape = escape;
  }

  /** Returns a printer of findings that stand by themselves, at the left margin. */
  static FindingsText atMargin(PrintWriter out) {
    return new FindingsText(out, "", Texts::line);
  }

  /** Returns a printer of findings below a title. */
  static FindingsText belowTitle(PrintWriter out) {
    return new FindingsText(out, "  ", Texts::line);
  }

  /** Returns a printer, below a title, of messages whose chars stand for bytes. */
  static FindingsText ofBytes(PrintWriter out) {
    return new FindingsText(out, "  ", Texts::printable);
  }

  /** Prints every finding, or the first few of those that are alike and how many more there are. */
  void print(List<Finding> findings, boolean all) {
    if (all) {
      print(findings);
      return;
    }
    // By what alike ones have in common. A record as the key would take longer than all the rest:
    // the run time makes its methods when they are first called.
    AlikeGroups<Finding> groups = new AlikeGroups<>();
    for (Finding finding : findings) {
      groups.add(finding, List.of(finding.code(), finding.severity(), finding.remedy()));
    }
    for (List<Finding> group : groups.all()) {
      print(AlikeGroups.shown(group));
      String more = AlikeGroups.more(group);
      if (!more.isEmpty()) {
        out.println(indent + more);
      }
    }
  }

  /** Prints every finding. */
  void print(List<Finding> findings) {
    for (Finding finding : findings) {
      print(finding.severity(), finding.code(), finding.message(), finding.remedy());
    }
  }

  /** Prints one. */
  void print(Severity severity, String code, String message, String remedy) {
    out.println(indent + severity.word() + " [" + code + "] " + escape.apply(message));
    String hint = Hints.ofFinding(code);
    String advice = remedy + (remedy.isEmpty() || hint.isEmpty() ? "" : "; ") + hint;
    if (!advice.isEmpty()) {
      out.println(indent + "  -> " + advice);
    }
  }
}
