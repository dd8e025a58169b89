package org.bootarchive.ufs.volume;

import java.time.Instant;
import java.time.InstantSource;

/**
 * What changes to a volume depend on besides the volume.
 *
 * @param clock gives the times of changes
 * @param seed chooses the generation numbers of inodes that are freed; equal seeds give equal
 *     images
 */
public record WriteOptions(InstantSource clock, long seed) {

  /** Returns options for changes that happen now. */
  public static WriteOptions now() {
    return new WriteOptions(InstantSource.system(), 0);
  }

  /** Returns options for changes that all happen at one time, so that they can be repeated. */
  public static WriteOptions at(Instant time) {
    return new WriteOptions(InstantSource.fixed(time), 0);
  }
}
