package org.bootarchive.archive.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import java.util.Arrays;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;

/** The path of an edit, in the archive: bytes, with or without a slash at the start. */
public final class EditPath {
  /** The root directory, below which a whole tree can be put. */
  public static final EditPath ROOT = new EditPath(new byte[0]);

  private final byte[] bytes;

  private EditPath(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns a path.
   *
   * @throws IllegalArgumentException if it has no name, or ends in "." or ".."
   */
  public static EditPath of(byte[] path) {
    int end = path.length;
    while (end > 0 && path[end - 1] == '/') {
      end--;
    }
    EditPath result = new EditPath(Arrays.copyOf(path, end));
    if (end == 0 || result.name().isDots()) {
      throw new IllegalArgumentException(
          "'" + EscapedBytes.escape(path) + "' is no path of a file in the archive");
    }
    return result;
  }

  /** Returns the path of a name in the directory that this is the path of. */
  EditPath child(FileName name) {
    byte[] last = name.toBytes();
    int slash = bytes.length == 0 ? 0 : 1;
    byte[] path = Arrays.copyOf(bytes, bytes.length + slash + last.length);
    if (slash > 0) {
      path[bytes.length] = '/';
    }
    System.arraycopy(last, 0, path, bytes.length + slash, last.length);
    return new EditPath(path);
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns the path of the directory that the name stands in. */
  byte[] parent() {
    return Arrays.copyOf(bytes, nameStart());
  }

  FileName name() {
    return FileName.of(bytes, nameStart(), bytes.length);
  }

  /** Returns whether the path lies below a directory of the root, or is that directory. */
  public boolean isBelow(String directory) {
    String text = CharMatcher.is('/').trimLeadingFrom(new String(bytes, ISO_8859_1));
    return text.equals(directory) || text.startsWith(directory + "/");
  }

  private int nameStart() {
    int at = bytes.length;
    while (at > 0 && bytes[at - 1] != '/') {
      at--;
    }
    return at;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EditPath that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the path with bytes that are not printable as \\xHH. */
  @Override
  public String toString() {
    return bytes.length == 0 ? "/" : EscapedBytes.escape(bytes);
  }
}
