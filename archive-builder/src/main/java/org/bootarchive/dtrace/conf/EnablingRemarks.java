package org.bootarchive.dtrace.conf;

import java.util.List;

/** What is odd about how an enabling stands in the file, though the kernel reads it. */
final class EnablingRemarks {
  private static final byte END_FOR_KERNEL = (byte) 0xff;

  private EnablingRemarks() {}

  static void add(byte[] bytes, List<DriverEntry> entries, int end, ConfRemarks findings) {
    int line = 1;
    int start = 0;
    int next = EnablingLines.endOfLine(bytes, 0);
    for (DriverEntry entry : entries) {
      line = entry.line();
      while (next <= entry.offset()) {
        start = next;
        next = EnablingLines.endOfLine(bytes, start);
      }
      if (EnablingLines.isAt(bytes, start)
          && entry.properties().stream().noneMatch(DriverProperty::isOfEnabling)) {
        findings.note(
            ConfCode.SHARES_LINE,
            entry.line(),
            entry.offset(),
            "an entry behind the enabling, which dtrace -A removes with its line");
      }
      for (DriverProperty property : entry.properties()) {
        remark(bytes, property, findings);
      }
    }
    if (end < bytes.length && bytes[end] == END_FOR_KERNEL) {
      findings.note(
          ConfCode.ENDS_AT_BYTE_FF, line, end, "the kernel reads no further than a byte 0xff");
    }
  }

  private static void remark(byte[] bytes, DriverProperty property, ConfRemarks findings) {
    if (!property.isOfEnabling()) {
      return;
    }
    if (!EnablingLines.isRemoved(bytes, property)) {
      findings.note(
          ConfCode.NOT_AT_LINE_START,
          property.line(),
          property.offset(),
          property.name() + " does not begin its line: dtrace -A leaves it");
    } else if (EnablingLines.isFolded(bytes, property)) {
      findings.note(
          ConfCode.FOLDED,
          property.line(),
          property.offset(),
          property.name() + " is folded over lines: dtrace -A removes the first of them");
    }
  }
}
