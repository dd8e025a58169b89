package org.bootarchive.boot.vfs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The buffer in which the kernel keeps a path while it follows it ({@code lpath} of {@code find} in
 * ufsops.c), and puts the texts of links in.
 *
 * <p>It is 1024 bytes on the kernel's stack. What lies behind the end of a path stays there when a
 * path gets shorter, and is moved when it gets longer again.
 */
final class PathBuffer {
  /** The buffer, and a NUL behind it: a garbled path may have lost its own. */
  private final byte[] bytes = new byte[KernelPath.MAX_BYTES + 1];

  /** Creates a buffer with a path of at most 1023 bytes. */
  PathBuffer(String path) {
    for (int i = 0; i < path.length(); i++) {
      bytes[i] = (byte) path.charAt(i);
    }
  }

  private PathBuffer(byte[] bytes) {
    System.arraycopy(bytes, 0, this.bytes, 0, bytes.length);
  }

  PathBuffer copy() {
    return new PathBuffer(bytes);
  }

  /** Returns whether this holds the same bytes as another one, those behind the path included. */
  boolean sameAs(PathBuffer other) {
    return Arrays.equals(bytes, other.bytes);
  }

  boolean isEndAt(int position) {
    return bytes[position] == 0;
  }

  /** Returns the position of the first byte from {@code position} on that is no slash. */
  int skipSlashes(int position) {
    int at = position;
    while (bytes[at] == '/') {
      at++;
    }
    return at;
  }

  /** Returns where the component ends that starts at {@code position}. */
  int endOfComponent(int position) {
    int at = position;
    while (bytes[at] != '/' && bytes[at] != 0) {
      at++;
    }
    return at;
  }

  String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** Returns the path. */
  String path() {
    return text(0, lengthFrom(0));
  }

  /**
   * Puts a link's text in the place of a component, or of everything up to it if the text starts
   * with a slash, and moves the rest of the path.
   *
   * @return whether the rest came out as it was
   * @throws KernelStopException if that writes behind the buffer
   */
  boolean substitute(int start, int end, byte[] link) throws KernelStopException {
    byte separator = bytes[end];
    int target = link.length > 0 && link[0] == '/' ? 0 : start;
    int rest = lengthFrom(end + 1);
    bytes[end] = 0;
    checkRoom(target + link.length, separator == 0 && rest == 0 ? 1 : rest + 2);
    byte[] before = Arrays.copyOfRange(bytes, end + 1, Math.min(end + 1 + rest, bytes.length));
    ForwardCopy.copy(bytes, end, target + link.length, rest + 2);
    bytes[target + link.length] = separator;
    System.arraycopy(link, 0, bytes, target, link.length);
    int moved = target + link.length + 1;
    return separator == 0
        || (lengthFrom(moved) == rest
            && Arrays.equals(before, 0, rest, bytes, moved, moved + rest));
  }

  private static void checkRoom(int target, int count) throws KernelStopException {
    if (target + count > KernelPath.MAX_BYTES) {
      throw KernelStopException.crash(
          "the text of a link makes the path overflow the kernel's buffer of 1024 bytes");
    }
  }

  private int lengthFrom(int position) {
    int at = position;
    while (at < bytes.length && bytes[at] != 0) {
      at++;
    }
    return Math.max(0, at - position);
  }
}
