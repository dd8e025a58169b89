package org.bootarchive.tool;

/** Lets tests of other packages run commands. */
public final class MainAccess {
  private MainAccess() {}

  /** Runs a command on the standard streams and returns its exit code. */
  public static int run(String... arguments) {
    return Main.run(arguments);
  }
}
