package org.bootarchive.tool;

import com.google.common.base.Strings;
import com.google.common.collect.Multimaps;
import java.io.PrintWriter;
import java.util.List;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.Disassembly;
import org.bootarchive.dtrace.dof.DtraceOption;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnabledAction;
import org.bootarchive.dtrace.dof.OptionText;
import org.bootarchive.dtrace.text.ShownClause;
import org.bootarchive.dtrace.text.ShownProgram;
import org.jspecify.annotations.Nullable;

/** An anonymous enabling for people: first of all what the kernel will print. */
final class AnonymousText {
  private static final int NAME_WIDTH = 14;
  private static final int VALUE_WIDTH = 12;

  private final PrintWriter out;

  AnonymousText(PrintWriter out) {
    this.out = out;
  }

  void print(AnonymousBoot boot, boolean disassemble) {
    AnonymousEnabling enabling = boot.enabling();
    summary(boot, "");
    programs(enabling.enabling().ecbs(), disassemble);
    options(enabling);
    if (!enabling.forceloads().isEmpty()) {
      section("force-loaded by etc/system");
      enabling.forceloads().forEach(module -> out.println("  " + Texts.printable(module)));
    }
    if (!enabling.findings().isEmpty()) {
      section("findings");
      FindingsText.ofBytes(out).print(enabling.findings());
    }
  }

  /**
   * Prints what the kernel prints, and whether it takes the enabling.
   *
   * @param indent what each line begins with
   */
  void summary(AnonymousBoot boot, String indent) {
    AnonymousEnabling enabling = boot.enabling();
    enabling.bootLines().forEach(line -> out.println(indent + Texts.printable(line)));
    if (!enabling.bootLines().isEmpty()) {
      out.println();
    }
    if (!enabling.isPresent()) {
      out.println(indent + "no anonymous enabling: nothing is traced");
    } else {
      String verdict =
          enabling.accepted() ? "accepted" : enabling.refusal().isPresent() ? "refused" : "panics";
      out.println(indent + verdict + ": " + enabling.consequence());
    }
    boot.driverConf()
        .ifPresent(path -> out.println(indent + "  read from " + Texts.printable(path)));
  }

  private void programs(List<Ecb> ecbs, boolean disassemble) {
    for (List<Ecb> program :
        Multimaps.index(ecbs, Ecb::property).asMap().values().stream().map(List::copyOf).toList()) {
      section("dof-data-" + program.get(0).property());
      ShownProgram shown = ShownProgram.of(program);
      shown.declarations().forEach(line -> out.println("  " + line));
      for (ShownClause clause : shown.clauses()) {
        clause.lines().forEach(line -> out.println("  " + line.replace("\t", "  ")));
        if (disassemble) {
          clause.ecbs().forEach(this::disassembly);
        }
      }
    }
  }

  private void disassembly(Ecb ecb) {
    listing("predicate", ecb.predicate());
    int number = 0;
    for (EnabledAction action : ecb.actions()) {
      listing("action " + number++, action.difo());
    }
  }

  private void listing(String title, @Nullable Difo difo) {
    if (difo != null) {
      out.println();
      out.println("    " + title);
      for (String line : Disassembly.of(difo)) {
        out.println(line.isEmpty() ? "" : "    " + printableButTabs(line));
      }
    }
  }

  private static String printableButTabs(String line) {
    return String.join("\t", List.of(line.split("\t", -1)).stream().map(Texts::printable).toList());
  }

  private void options(AnonymousEnabling enabling) {
    if (enabling.options().isEmpty()) {
      return;
    }
    section("options");
    enabling
        .options()
        .forEach(
            (option, value) ->
                out.println(
                    "  "
                        + Strings.padEnd(option.optionName(), NAME_WIDTH, ' ')
                        + Strings.padStart(Long.toString(value), VALUE_WIDTH, ' ')
                        + meaning(option, value)));
  }

  private static String meaning(DtraceOption option, long value) {
    String text = OptionText.of(option, value);
    return text.equals(Long.toString(value)) ? "" : "  " + text;
  }

  private void section(String title) {
    out.println();
    out.println(title);
  }
}
