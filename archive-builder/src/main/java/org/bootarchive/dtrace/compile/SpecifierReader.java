package org.bootarchive.dtrace.compile;

import java.util.Optional;
import org.bootarchive.dtrace.KernelProbe;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;

/**
 * Takes a probe description apart, from its last colon on: {@code dtrace_xstr2desc}. In a part can
 * stand one macro, {@code $1} or {@code $target}.
 */
final class SpecifierReader {
  /** Name, function, module and provider can be given. */
  static final int ALL_PARTS = 4;

  /** The bytes of each part with its NUL, provider first. */
  private static final int[] TOO_LONG = {64, 64, 128, 64};

  private final Unit unit;

  SpecifierReader(Unit unit) {
    this.unit = unit;
  }

  ProbeSpecifier read(String text) {
    String[] parts = {"", "", "", ""};
    int part = unit.source.specifierParts();
    int end = text.length();
    while (true) {
      int colon = text.lastIndexOf(':', end - 1);
      String word = text.substring(colon + 1, end);
      String value = expanded(word, text);
      if (part == 0) {
        throw invalid(text, "Overspecified probe description");
      }
      part--;
      if (value.length() >= TOO_LONG[part]) {
        throw invalid(text, "File name too long");
      }
      parts[part] = value;
      if (colon <= 0) {
        break;
      }
      end = colon;
    }
    return new ProbeSpecifier(new KernelProbe(parts[0], parts[1], parts[2], parts[3]));
  }

  private DException invalid(String text, String trouble) {
    return unit.error(
        ErrorTag.D_PDESC_INVAL, "invalid probe description \"%s\": %s", text, trouble);
  }

  private String expanded(String word, String text) {
    int dollar = word.indexOf('$');
    if (dollar < 0) {
      return word;
    }
    String undefined = "Undefined macro variable in probe description";
    String name = word.substring(dollar + 1);
    if (name.length() > 1 && name.startsWith("$")) {
      name = name.substring(1);
    }
    String before = word.substring(0, dollar);
    int digits = 0;
    while (digits < name.length() && Character.digit(name.charAt(digits), 10) >= 0) {
      digits++;
    }
    if (digits > 0) {
      int number = digits > 9 ? Integer.MAX_VALUE : Integer.parseInt(name.substring(0, digits));
      if (number >= unit.source.arguments().size()) {
        throw invalid(text, undefined);
      }
      unit.argumentUsed[number] = true;
      return before + unit.source.arguments().get(number) + name.substring(digits);
    }
    Optional<Integer> value = MacroVariables.value(name);
    if (value.isEmpty()) {
      throw invalid(text, undefined);
    }
    return before + value.get();
  }
}
