package org.bootarchive.boot.vfs;

/**
 * A name as bootfs compares it ({@code canonicalise} of bootfsops.c), and the memory that the next
 * one is made in.
 *
 * <p>The kernel's function keeps its squeezed text in a static buffer, and reads behind the end of
 * it when the name is exactly {@code system/boot}. So the object remembers what names left there.
 */
final class CanonicalName {
  private static final String PREFIX = "system/boot/";

  private final char[] scratch;

  private CanonicalName(char[] scratch) {
    this.scratch = scratch;
  }

  /** Returns a maker of names whose memory is all zero. */
  static CanonicalName fresh() {
    return new CanonicalName(new char[KernelPath.MAX_BYTES]);
  }

  /** Returns a maker of names whose memory is a copy of this one's. */
  CanonicalName copy() {
    return new CanonicalName(scratch.clone());
  }

  /**
   * Returns whether a name is canonical once its leading slash is gone: the common case, which
   * needs no memory.
   */
  static boolean isPlain(String name) {
    int start = !name.isEmpty() && name.charAt(0) == '/' ? 1 : 0;
    if (name.startsWith("system/boot", start) || name.length() >= KernelPath.MAX_BYTES) {
      return false;
    }
    boolean componentStarts = true;
    for (int i = start; i < name.length(); i++) {
      char c = name.charAt(i);
      if (componentStarts && (c == '/' || c == '.')) {
        return false;
      }
      componentStarts = c == '/';
    }
    return true;
  }

  /** Returns whether the kernel would read what earlier names left in memory. */
  static boolean readsStaleMemory(String name) {
    return squeeze(name).equals("system/boot");
  }

  /**
   * Returns the canonical form of a name.
   *
   * @throws KernelStopException if the squeezed name overflows the kernel's buffer
   */
  String of(String name) throws KernelStopException {
    if (isPlain(name)) {
      return remember(name.startsWith("/") ? name.substring(1) : name);
    }
    String squeezed = squeeze(name);
    store(squeezed);
    int start = squeezed.startsWith(PREFIX) || squeezed.equals("system/boot") ? PREFIX.length() : 0;
    int end = start;
    while (end < scratch.length && scratch[end] != 0) {
      end++;
    }
    String rest = new String(scratch, start, end - start);
    splitFrom(start, end);
    return join(rest);
  }

  private String remember(String plain) throws KernelStopException {
    store(plain);
    splitFrom(0, plain.length());
    return plain;
  }

  private void store(String squeezed) throws KernelStopException {
    if (squeezed.length() >= KernelPath.MAX_BYTES) {
      throw KernelStopException.crash(
          "a name of " + squeezed.length() + " bytes overflows bootfs's buffer of 1024");
    }
    squeezed.getChars(0, squeezed.length(), scratch, 0);
    scratch[squeezed.length()] = 0;
  }

  /** Leaves what strsep leaves: NULs in place of slashes. */
  private void splitFrom(int start, int end) {
    for (int i = start; i < end; i++) {
      if (scratch[i] == '/') {
        scratch[i] = 0;
      }
    }
  }

  private static String squeeze(String name) {
    StringBuilder squeezed = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean repeated = squeezed.length() == 0 || squeezed.charAt(squeezed.length() - 1) == '/';
      if (c != '/' || !repeated) {
        squeezed.append(c);
      }
    }
    return squeezed.toString();
  }

  /**
   * Treats the dots. A ".." goes back to the slash before the last component and stays there, so
   * that the next ".." finds the slash at once and drops nothing.
   */
  private static String join(String rest) {
    char[] out = new char[rest.length() + 2];
    int at = 0;
    for (String component : rest.split("/", -1)) {
      if (component.equals(".")) {
        continue;
      }
      if (component.equals("..")) {
        while (at > 0 && out[at] != '/') {
          at--;
        }
        continue;
      }
      if (at > 0) {
        out[at++] = '/';
      }
      component.getChars(0, component.length(), out, at);
      at += component.length();
      out[at] = 0;
    }
    return new String(out, 0, at);
  }
}
