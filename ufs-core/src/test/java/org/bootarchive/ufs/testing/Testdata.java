package org.bootarchive.ufs.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a checkout's testdata lies, from whichever module's directory a test runs in. */
public final class Testdata {
  /** The checkout's top directory, relative to the working directory. */
  public static final Path CHECKOUT = checkout();

  private Testdata() {}

  private static Path checkout() {
    Path top = Path.of("..");
    while (!Files.isDirectory(top.resolve("testdata"))) {
      top = top.resolve("..");
      if (top.getNameCount() > 8) {
        throw new IllegalStateException("no testdata above " + Path.of("").toAbsolutePath());
      }
    }
    return top;
  }

  /** Returns the path of a file below testdata. */
  public static Path of(String... names) {
    Path path = CHECKOUT.resolve("testdata");
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }
}
