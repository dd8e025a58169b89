package org.bootarchive.dtrace.types;

/**
 * A library of D: a file whose name ends in {@code .d} of {@code /usr/lib/dtrace}.
 *
 * @param path what messages call it: its directory, a slash, its name
 * @param text chars standing for bytes
 */
public record DLibrary(String path, String text) {
  /** Returns the name behind the last slash. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
