package org.bootarchive.dtrace.dof;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.dif.Difo;

/** An enabling in the words of the recordings. */
final class RecordedText {
  private final List<String> lines = new ArrayList<>();

  private RecordedText() {}

  static List<String> ecbs(Enabling enabling) {
    RecordedText text = new RecordedText();
    text.lines.add("ecbs " + enabling.ecbs().size());
    for (int i = 0; i < enabling.ecbs().size(); i++) {
      text.add(i, enabling.ecbs().get(i));
    }
    return text.lines;
  }

  static List<String> options(Enabling enabling) {
    return enabling.options().set().entrySet().stream()
        .map(
            set ->
                "option "
                    + set.getKey().optionName()
                    + "("
                    + set.getKey().number()
                    + ")="
                    + set.getValue())
        .toList();
  }

  /** The records of each ECB, in order; what the recording's addresses say is left out. */
  static List<String> start(Enabling enabling) {
    List<String> lines = new ArrayList<>();
    List<Optional<EcbLayout>> layouts = enabling.start().layouts();
    for (int i = 0; i < layouts.size(); i++) {
      EcbLayout layout = layouts.get(i).orElseThrow();
      lines.add(
          "enable ecb %d: epid=%d size=%d needed=%d alignment=%d"
              .formatted(i, i + 1, layout.size(), layout.needed(), layout.alignment()));
      for (RecordLayout record : layout.records()) {
        lines.add(
            "  record action=0x%x offset=%d size=%d alignment=%d intuple=%d"
                .formatted(
                    record.kind(),
                    record.offset(),
                    record.size(),
                    record.alignment(),
                    record.inTuple() ? 1 : 0));
      }
    }
    return lines;
  }

  private void add(int index, Ecb ecb) {
    boolean predicate = ecb.predicate() != null;
    lines.add(
        "ecb "
            + index
            + " "
            + ecb.probe().text()
            + " uarg="
            + hex(ecb.uarg())
            + (predicate ? " predicate" : ""));
    if (predicate) {
      add("predicate", ecb.predicate());
    }
    for (EnabledAction action : ecb.actions()) {
      String kind = ActionKind.of(action.kind()).map(Enum::name).orElse("?");
      String what =
          action.string() == null
              ? " arg=" + hex(action.arg())
              : " format=\"" + action.string().replace("\n", "\\n") + "\"";
      lines.add(
          "  action "
              + kind
              + "("
              + hex(action.kind())
              + ") ntuple="
              + action.ntuple()
              + what
              + " uarg="
              + hex(action.uarg()));
      if (action.difo() != null) {
        add("action", action.difo());
      }
    }
  }

  private void add(String what, Difo difo) {
    lines.add(
        "    %s-difo instrs=%d ints=%d strtab=%d vars=%d rtype %s"
            .formatted(
                what,
                difo.text().length(),
                difo.integers().length(),
                difo.strings().length(),
                difo.variables().size(),
                type(difo.returnType())));
    for (int pc = 0; pc < difo.text().length(); pc++) {
      lines.add("      %03d: %s".formatted(pc, HexFormat.of().toHexDigits(difo.text().get(pc))));
    }
    for (int i = 0; i < difo.integers().length(); i++) {
      lines.add("      int[" + i + "] = " + hex(difo.integers().get(i)));
    }
    for (DifVariable variable : difo.variables()) {
      lines.add(
          "      var name=%d id=%d kind=%d scope=%d flags=0x%x type{%s}"
              .formatted(
                  variable.name(),
                  variable.id(),
                  variable.kind(),
                  variable.scope(),
                  variable.flags(),
                  type(variable.type())));
    }
  }

  private static String type(DifType type) {
    return "kind=%d ckind=%d flags=0x%x size=%d"
        .formatted(type.kind(), type.ckind(), type.flags(), type.size());
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
