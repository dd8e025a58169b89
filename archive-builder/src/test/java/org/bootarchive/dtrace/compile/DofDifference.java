package org.bootarchive.dtrace.compile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.Disassembly;
import org.bootarchive.dtrace.dof.Dof;
import org.bootarchive.dtrace.dof.DofContent;
import org.bootarchive.dtrace.dof.DofFormatException;
import org.bootarchive.dtrace.dof.DofSection;
import org.bootarchive.dtrace.dof.SectionType;

/** Tells where two DOFs differ first. */
final class DofDifference {
  private static final int AROUND = 3;
  private static final int AFTER = 5;

  private DofDifference() {}

  static String of(byte[] expected, byte[] actual) {
    List<String> left = lines(expected);
    List<String> right = lines(actual);
    int i = 0;
    while (i < left.size() && i < right.size() && left.get(i).equals(right.get(i))) {
      i++;
    }
    return "first difference at line "
        + i
        + "\n  EXPECTED\n"
        + around(left, i)
        + "\n  ACTUAL\n"
        + around(right, i);
  }

  private static String around(List<String> lines, int at) {
    int from = Math.max(0, Math.min(lines.size(), at - AROUND));
    int to = Math.min(lines.size(), at + AFTER);
    return String.join("\n", lines.subList(from, Math.max(from, to)));
  }

  static List<String> lines(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    if (bytes.length == 0) {
      lines.add("no DOF");
      return lines;
    }
    try {
      Dof dof = Dof.decode(bytes);
      int index = 0;
      for (DofSection section : dof.sections()) {
        Optional<SectionType> type = SectionType.of(section.type());
        DofContent content = dof.content(section);
        String what = type.map(Object::toString).orElse("" + section.type());
        if (type.isPresent() && type.get() == SectionType.DIFOHDR) {
          Difo difo = dof.difo(section);
          lines.add(index + " " + what + " " + content);
          lines.addAll(Disassembly.of(difo));
          difo.variables().forEach(variable -> lines.add(variable.toString()));
        } else if (type.isPresent() && type.get() == SectionType.ACTDESC) {
          lines.add(index + " " + what);
          ((DofContent.Actions) content).actions().forEach(a -> lines.add("  " + a));
        } else if (type.isPresent() && type.get() == SectionType.OPTDESC) {
          lines.add(index + " " + what);
          ((DofContent.Options) content).options().forEach(a -> lines.add("  " + a));
        } else if (type.isPresent() && type.get() == SectionType.DIF) {
          lines.add(index + " " + what);
        } else {
          ByteBuffer buffer = ByteBuffer.allocate(content.encodedLength());
          content.encode(buffer);
          String text = content.toString();
          if (content instanceof DofContent.Strings || content instanceof DofContent.Bytes) {
            text =
                new String(buffer.array(), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .replace("\0", "\\0");
          }
          lines.add(index + " " + what + " " + text);
        }
        index++;
      }
      for (DofSection section : dof.sections()) {
        lines.add(section.toString());
      }
      lines.add(dof.header().toString());
      for (int at = 0; at < bytes.length; at += 16) {
        lines.add(at + " " + HexFormat.of().formatHex(bytes, at, Math.min(at + 16, bytes.length)));
      }
    } catch (DofFormatException e) {
      lines.add("not DOF: " + e);
    }
    return lines;
  }
}
