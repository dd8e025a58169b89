package org.bootarchive.media.fat;

import com.google.common.base.Ascii;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import org.bootarchive.ufs.text.FileName;

/** Long names: UTF-16 on the disk, UTF-8 here. */
final class FatNames {
  /** The most UTF-16 units of a name. */
  static final int MAX_UNITS = 255;

  /** What pcfs refuses: what no system has in names, the yen sign, and two marks that turn text. */
  private static final String FORBIDDEN = "/\\:*?<>|\"\u00a5\u202d\u202e";

  private FatNames() {}

  /**
   * Returns the name of UTF-16 units; half of a surrogate pair is three bytes, as if it were one.
   */
  static FileName of(CharSequence units) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(units.length());
    for (int i = 0; i < units.length(); i++) {
      char c = units.charAt(i);
      if (c < 0x80) {
        bytes.write(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < units.length()
          && Character.isLowSurrogate(units.charAt(i + 1))) {
        String pair = units.subSequence(i, i + 2).toString();
        bytes.writeBytes(pair.getBytes(StandardCharsets.UTF_8));
        i++;
      } else if (Character.isSurrogate(c)) {
        bytes.write(0xe0 | c >>> 12);
        bytes.write(0x80 | (c >>> 6 & 0x3f));
        bytes.write(0x80 | (c & 0x3f));
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return FileName.of(bytes.toByteArray());
  }

  /**
   * Returns the UTF-16 text of a name that a new file can have.
   *
   * @throws FileSystemException if no file can have it; the message tells why
   */
  static String checked(FileName name) throws FileSystemException {
    String text;
    try {
      CharBuffer decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name.toBytes()));
      text = decoded.toString();
    } catch (CharacterCodingException e) {
      throw new FileSystemException(
          name.toString(), null, "a name on a FAT is Unicode, and this is no UTF-8");
    }
    if (text.length() > MAX_UNITS) {
      throw new FileSystemException(
          name.toString(), null, "a name on a FAT has at most 255 characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || FORBIDDEN.indexOf(c) >= 0) {
        throw new FileSystemException(
            name.toString(), null, "no name on a FAT has character " + (int) c);
      }
    }
    if (text.isEmpty() || text.endsWith(".") || text.endsWith(" ") || text.startsWith(" ")) {
      throw new FileSystemException(
          name.toString(), null, "a name on a FAT neither ends in a dot nor has a space around it");
    }
    return text;
  }

  /** Returns whether two names differ at most in the case of ASCII letters. */
  static boolean same(FileName one, FileName other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < one.length(); i++) {
      if (Ascii.toLowerCase((char) (one.at(i) & 0xff))
          != Ascii.toLowerCase((char) (other.at(i) & 0xff))) {
        return false;
      }
    }
    return true;
  }
}
