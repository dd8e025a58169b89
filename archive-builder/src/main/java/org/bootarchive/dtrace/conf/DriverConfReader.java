package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.Set;
import org.bootarchive.ufs.device.CorruptImageException;
import org.jspecify.annotations.Nullable;

/** Reads driver.conf: {@code hwc_parse_now} of modsysfile.c. */
final class DriverConfReader {
  private final KernelLexer lexer;
  private final DriverConfLimits limits;
  private final ImmutableList.Builder<DriverEntry> entries = ImmutableList.builder();
  private final Set<String> globals = new HashSet<>();

  DriverConfReader(byte[] bytes, String name, ConfRemarks findings) {
    this.lexer = new KernelLexer(new KernelBuffer(bytes), EntryReader.TOKEN_BYTES, findings);
    this.limits = new DriverConfLimits(name);
  }

  /** Reads up to what the kernel takes for the end. */
  ImmutableList<DriverEntry> read() throws CorruptImageException {
    for (Token token = lexer.next(EntryReader.TOKEN_BYTES);
        token != Token.END;
        token = lexer.next(EntryReader.TOKEN_BYTES)) {
      switch (token) {
        case POUND -> lexer.findEndOfLine();
        case NEWLINE -> lexer.newline();
        case NAME -> keep(new EntryReader(lexer, limits).read());
        default -> lexer.warnUnexpected();
      }
    }
    return entries.build();
  }

  /** Returns where the kernel stopped reading, in bytes. */
  int end() {
    return lexer.tokenOffset();
  }

  private void keep(@Nullable EntryDraft draft) throws CorruptImageException {
    if (draft == null) {
      return;
    }
    limits.countProperty();
    if (draft.name == null && (draft.parent != null || draft.className != null)) {
      lexer.warn(ConfCode.MISSING_NAME, "missing name attribute");
    } else if (draft.name != null && draft.parent == null && draft.className == null) {
      lexer.warn(ConfCode.MISSING_PARENT, "missing parent or class attribute");
    } else {
      DriverEntry entry = draft.build(lexer.end());
      entries.add(entry);
      entry.properties().forEach(property -> check(entry, property));
    }
  }

  private void check(DriverEntry entry, DriverProperty property) {
    if (property.isStrings()) {
      if (property.isOfEnabling()) {
        note(
            ConfCode.NOT_INTEGERS,
            property,
            property.name() + " is not a list of integers: as if absent");
      }
    } else if (entry.isGlobal() && !globals.add(property.name())) {
      note(
          ConfCode.PROPERTY_REPEATED,
          property,
          property.name() + " given again: the first one counts");
    }
  }

  private void note(ConfCode code, DriverProperty property, String message) {
    lexer.findings().note(code, property.line(), property.offset(), message);
  }
}
