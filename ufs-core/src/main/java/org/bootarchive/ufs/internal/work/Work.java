package org.bootarchive.ufs.internal.work;

import java.io.IOException;

/**
 * What a thread is to do.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface Work<T> {

  /**
   * Does it.
   *
   * @throws IOException as whoever waits for the result is to get it
   */
  T run() throws IOException;

  /** Work of which nothing comes. */
  @FunctionalInterface
  interface Action {

    /**
     * Does it.
     *
     * @throws IOException as whoever waits for the end is to get it
     */
    void run() throws IOException;

    /** Returns this as work with a result that says nothing. */
    default Work<Boolean> asWork() {
      return () -> {
        run();
        return true;
      };
    }
  }
}
