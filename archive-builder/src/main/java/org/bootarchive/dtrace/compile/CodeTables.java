package org.bootarchive.dtrace.compile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The integers and strings of one object: {@code dt_inttab_t} and {@code dt_strtab_t}. */
final class CodeTables {
  /** {@code DIF_INTOFF_MAX} and {@code DIF_STROFF_MAX}. */
  private static final int LAST_INDEX = 0xffff;

  private final List<Long> integers = new ArrayList<>();
  private final Map<Long, Integer> shared = new HashMap<>();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final Map<String, Integer> offsets = new HashMap<>();

  CodeTables() {
    strings.write(0);
    offsets.put("", 0);
  }

  List<Long> integers() {
    return integers;
  }

  byte[] strings() {
    return strings.toByteArray();
  }

  /** Returns the place of an integer that may stand for several uses. */
  int integer(long value) {
    Integer known = shared.get(value);
    if (known != null) {
      return known;
    }
    int place = symbolValue(value);
    shared.put(value, place);
    return place;
  }

  /** Returns a place of its own for an integer. */
  int symbolValue(long value) {
    int place = integers.size();
    if (place > LAST_INDEX) {
      throw Unit.placeless("Integer constant table limit exceeded");
    }
    integers.add(value);
    return place;
  }

  int string(String text) {
    Integer known = offsets.get(text);
    if (known != null) {
      return known;
    }
    int offset = strings.size();
    if (offset > LAST_INDEX) {
      throw Unit.placeless("String constant table limit exceeded");
    }
    strings.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    strings.write(0);
    offsets.put(text, offset);
    return offset;
  }
}
