package org.bootarchive.dtrace.conf;

import java.util.Optional;

/** A command of system(4) that the kernel takes. */
public sealed interface SystemStatement {
  /** Returns the line that its keyword is in, from 1. */
  int line();

  /**
   * A module to load when the root is mounted; a driver is attached too.
   *
   * @param module such as {@code drv/dtrace}
   */
  record Forceload(int line, String module) implements SystemStatement {}

  /**
   * A module not to load.
   *
   * @param module such as {@code misc/nfs}
   */
  record Exclude(int line, String module) implements SystemStatement {}

  /**
   * A module that may be loaded; the kernel reads this and forgets it.
   *
   * @param module such as {@code misc/nfs}
   */
  record Include(int line, String module) implements SystemStatement {}

  /**
   * The type of the root file system.
   *
   * @param type such as {@code ufs}
   */
  record RootFileSystem(int line, String type) implements SystemStatement {}

  /**
   * The device of the root file system.
   *
   * @param path empty if the line has none
   */
  record RootDevice(int line, String path) implements SystemStatement {}

  /**
   * The type of the file system to swap to.
   *
   * @param type such as {@code swapfs}
   */
  record SwapFileSystem(int line, String type) implements SystemStatement {}

  /**
   * The device to swap to.
   *
   * @param path empty if the line has none
   */
  record SwapDevice(int line, String path) implements SystemStatement {}

  /**
   * Where modules are looked for.
   *
   * @param path directories between blanks
   */
  record ModuleDirectories(int line, String path) implements SystemStatement {}

  /**
   * A variable of the kernel or of a module that is changed: {@code set}, {@code set32} or {@code
   * set64}.
   *
   * @param module empty for the kernel's own variable
   * @param text a string's text; empty for a number
   * @param number a number's value, of 64 bits without a sign; 0 for a string
   * @param hexadecimal whether the number is written with 0x
   * @param obeyed false for {@code set32}, which a 64-bit kernel passes over
   */
  record Assignment(
      int line,
      Optional<String> module,
      String symbol,
      Operator operator,
      Optional<String> text,
      long number,
      boolean hexadecimal,
      boolean obeyed)
      implements SystemStatement {}

  /** How an assignment changes a variable. */
  enum Operator {
    /** {@code =}. */
    ASSIGN,
    /** {@code &}. */
    AND,
    /** {@code |}. */
    OR
  }
}
