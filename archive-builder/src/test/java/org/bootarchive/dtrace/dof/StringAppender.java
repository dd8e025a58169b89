package org.bootarchive.dtrace.dof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.bootarchive.dtrace.dif.StringTable;

/** Puts strings at the end of a table, as the compiler does; it shares none but the empty one. */
final class StringAppender {
  private final StringTable before;
  private byte[] bytes;

  StringAppender(StringTable before) {
    this.before = before;
    this.bytes = before.toBytes();
  }

  int place(int old, String name) {
    long offset = Integer.toUnsignedLong(old);
    if (offset < before.length() && before.at(offset).equals(name)) {
      return old;
    }
    if (name.isEmpty() && before.length() > 0 && before.at(0).isEmpty()) {
      return 0;
    }
    int at = bytes.length;
    bytes = Arrays.copyOf(bytes, at + name.length() + 1);
    System.arraycopy(name.getBytes(ISO_8859_1), 0, bytes, at, name.length());
    return at;
  }

  boolean grew() {
    return bytes.length > before.length();
  }

  StringTable table() {
    return StringTable.of(bytes);
  }
}
