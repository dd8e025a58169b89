package org.bootarchive.ufs.text;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkPositionIndexes;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that are text without an encoding: a command line, a path, a name, the target of a link.
 *
 * <p>Immutable, ordered as unsigned bytes. Positions count bytes from 0. {@link #toString} is for
 * people and shows what is not printable ASCII as {@code \xHH}; {@link #latin1} and {@link #utf8}
 * give the bytes to what works with chars.
 */
public final class ByteString implements Comparable<ByteString> {
  /** The text without a byte. */
  public static final ByteString EMPTY = new ByteString(new byte[0]);

  private final byte[] bytes;
  private int hash;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns these bytes, which are copied. */
  public static ByteString of(byte[] bytes) {
    return new ByteString(bytes.clone());
  }

  /** Returns some of these bytes, which are copied. */
  public static ByteString of(byte[] bytes, int from, int to) {
    return new ByteString(Arrays.copyOfRange(bytes, from, to));
  }

  /** Returns the UTF-8 bytes of a text. */
  public static ByteString of(String text) {
    return new ByteString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the bytes that the chars of a text stand for, one each.
   *
   * @throws IllegalArgumentException if a char is beyond U+00FF
   */
  public static ByteString ofLatin1(String chars) {
    for (int i = 0; i < chars.length(); i++) {
      checkArgument(chars.charAt(i) <= 0xff, "the char at %s of %s stands for no byte", i, chars);
    }
    return new ByteString(chars.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns the bytes that a text which people typed means: {@link EscapedBytes#unescape}. */
  public static ByteString unescape(String text) {
    return new ByteString(EscapedBytes.unescape(text));
  }

  /** Returns the texts one behind the other with a separator between each two. */
  public static ByteString join(char separator, Iterable<ByteString> parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    boolean first = true;
    for (ByteString part : parts) {
      if (!first) {
        joined.write(separator);
      }
      joined.writeBytes(part.bytes);
      first = false;
    }
    return new ByteString(joined.toByteArray());
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Returns whether there is no byte. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Returns the byte at a position, from 0 to 255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /** Returns the bytes from a position to the end. */
  public ByteString substring(int from) {
    return substring(from, bytes.length);
  }

  /** Returns the bytes from a position to before another one. */
  public ByteString substring(int from, int to) {
    checkPositionIndexes(from, to, bytes.length);
    return from == 0 && to == bytes.length ? this : of(bytes, from, to);
  }

  /** Returns the bytes of this text and behind them those of another. */
  public ByteString concat(ByteString other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    byte[] both = Arrays.copyOf(bytes, Math.addExact(bytes.length, other.bytes.length));
    System.arraycopy(other.bytes, 0, both, bytes.length, other.bytes.length);
    return new ByteString(both);
  }

  /** Returns the bytes of this text and behind them the UTF-8 bytes of another. */
  public ByteString concat(String other) {
    return concat(of(other));
  }

  /** Returns whether the text begins with another. */
  public boolean startsWith(ByteString prefix) {
    return startsWith(prefix, 0);
  }

  /** Returns whether another text stands at a position, which may be any number. */
  public boolean startsWith(ByteString prefix, int at) {
    return at >= 0
        && at <= bytes.length - prefix.bytes.length
        && Arrays.equals(bytes, at, at + prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
  }

  /** Returns whether the text begins with the UTF-8 bytes of another. */
  public boolean startsWith(String prefix) {
    return startsWith(of(prefix));
  }

  /** Returns whether the text ends with another. */
  public boolean endsWith(ByteString suffix) {
    return startsWith(suffix, bytes.length - suffix.bytes.length);
  }

  /** Returns whether the text ends with the UTF-8 bytes of another. */
  public boolean endsWith(String suffix) {
    return endsWith(of(suffix));
  }

  /** Returns whether the text is the UTF-8 bytes of another. */
  public boolean equalsText(String text) {
    return equals(of(text));
  }

  /** Returns the first position of a byte, or -1. */
  public int indexOf(char value) {
    return indexOf(value, 0);
  }

  /** Returns the first position of a byte at or behind another position, or -1. */
  public int indexOf(char value, int from) {
    for (int i = Math.max(from, 0); i < bytes.length; i++) {
      if ((bytes[i] & 0xff) == value) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the first position of another text at or behind a position, or -1. */
  public int indexOf(ByteString other, int from) {
    for (int i = Math.max(from, 0); i <= bytes.length - other.bytes.length; i++) {
      if (startsWith(other, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the last position of a byte, or -1. */
  public int lastIndexOf(char value) {
    int at = bytes.length - 1;
    while (at >= 0 && (bytes[at] & 0xff) != value) {
      at--;
    }
    return at;
  }

  /** Returns whether a byte occurs. */
  public boolean contains(char value) {
    return indexOf(value) >= 0;
  }

  /** Returns whether the UTF-8 bytes of another text occur. */
  public boolean contains(String other) {
    return indexOf(of(other), 0) >= 0;
  }

  /** Returns the text as C sees it: all before the first NUL. */
  public ByteString beforeNul() {
    int nul = indexOf('\0');
    return nul < 0 ? this : substring(0, nul);
  }

  /** Returns what stands between the separators, the empty parts too; one part at least. */
  public ImmutableList<ByteString> split(char separator) {
    ImmutableList.Builder<ByteString> parts = ImmutableList.builder();
    int start = 0;
    for (int end = indexOf(separator); end >= 0; end = indexOf(separator, start)) {
      parts.add(substring(start, end));
      start = end + 1;
    }
    return parts.add(substring(start)).build();
  }

  /** Returns the names of a path: what stands between slashes, the empty ones left out. */
  public ImmutableList<ByteString> names() {
    ImmutableList.Builder<ByteString> names = ImmutableList.builder();
    for (ByteString part : split('/')) {
      if (!part.isEmpty()) {
        names.add(part);
      }
    }
    return names.build();
  }

  /** Returns the text without a byte's occurrences at the start. */
  public ByteString trimStart(char value) {
    int start = 0;
    while (start < bytes.length && at(start) == value) {
      start++;
    }
    return substring(start);
  }

  /** Returns the text without a byte's occurrences at the end. */
  public ByteString trimEnd(char value) {
    int end = bytes.length;
    while (end > 0 && at(end - 1) == value) {
      end--;
    }
    return substring(0, end);
  }

  /** Returns a char for each byte, U+0000 to U+00FF. */
  public String latin1() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns the bytes as UTF-8 text, what is none replaced by U+FFFD. */
  public String utf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns at most so many of the first bytes for people, with an ellipsis if there are more. */
  public String brief(int limit) {
    return bytes.length <= limit ? toString() : substring(0, limit) + "...";
  }

  /**
   * Returns the text as a word of a sentence: as {@link #toString}, cut behind 200 bytes, in quotes
   * if it is empty, cut or has a blank.
   */
  public String shown() {
    boolean quote = isEmpty() || bytes.length > SHOWN_BYTES || contains(' ');
    return quote ? "'" + brief(SHOWN_BYTES) + "'" : toString();
  }

  private static final int SHOWN_BYTES = 200;

  @Override
  public int compareTo(ByteString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(bytes);
      hash = known;
    }
    return known;
  }

  /** Returns printable ASCII as it is, every other byte and \ as {@code \xHH}. */
  @Override
  public String toString() {
    return EscapedBytes.escape(bytes);
  }
}
