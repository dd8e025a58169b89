package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.util.Optional;

/** The files that a kernel finds while it boots, found the way it looks for them. */
public interface KernelFiles {

  /**
   * A file that was found.
   *
   * @param path the path that the kernel asked for
   * @param content what it reads there
   */
  record Found(String path, ByteSource content) {}

  /**
   * Returns the file at a path; empty if the kernel does not get it.
   *
   * @throws IOException if the file is there and cannot be read
   */
  Optional<Found> file(String path) throws IOException;

  /**
   * Returns a module as krtld finds it along its module path; empty if it finds none.
   *
   * @param name such as {@code drv/fbt}, {@code genunix} or {@code unix}
   * @throws IOException if the file is there and cannot be read
   */
  Optional<Found> module(String name) throws IOException;

  /**
   * Returns a driver's driver.conf; empty if the kernel finds none.
   *
   * @param driver such as {@code fbt}
   * @throws IOException if the file is there and cannot be read
   */
  Optional<Found> driverConf(String driver) throws IOException;

  /**
   * Returns the names of the modules that krtld could find, each once: {@code unix}, {@code
   * genunix} and then the others.
   *
   * @throws IOException if the directories cannot be read
   */
  ImmutableList<String> moduleNames() throws IOException;

  /** Returns whether {@link #moduleNames} are all, so that another one cannot be there. */
  boolean namesAreComplete();
}
