package org.bootarchive.fuzz;

/** What Jazzer calls: the reader that the system property {@code bootarchive.fuzzed} names. */
public final class JazzerTarget {
  private static final FuzzedReader READER =
      FuzzedReader.valueOf(System.getProperty("bootarchive.fuzzed", FuzzedReader.IMAGE.name()));

  private JazzerTarget() {}

  /** Reads bytes; called by its name. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    READER.read(bytes);
  }
}
