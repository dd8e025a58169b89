package org.bootarchive.archive.tar;

import com.google.common.base.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The records of a pax extended header: {@code "LENGTH KEY=VALUE\n"} each, values being bytes.
 *
 * <p>Source: POSIX.1-2001, pax, "pax Extended Header".
 */
public final class PaxRecords {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a record with a value of ASCII. */
  public void add(String key, String value) {
    add(key, value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Adds a record. */
  public void add(String key, byte[] value) {
    int rest = key.length() + value.length + 3;
    int length = rest + Integer.toString(rest).length();
    // The length counts its own digits, which may be one more for that.
    if (Integer.toString(length).length() > Integer.toString(rest).length()) {
      length++;
    }
    bytes.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(value);
    bytes.write('\n');
  }

  /**
   * Adds bytes; such as are not UTF-8 only after a record that says that there are some.
   *
   * @param latin1 chars standing for bytes
   */
  public void addText(String key, String latin1) {
    byte[] text = latin1.getBytes(StandardCharsets.ISO_8859_1);
    if (!Utf8.isWellFormed(text)) {
      add("hdrcharset", "BINARY");
    }
    add(key, text);
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return bytes.size() == 0;
  }

  /** Returns them behind each other. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }
}
