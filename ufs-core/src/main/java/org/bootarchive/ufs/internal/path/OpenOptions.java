package org.bootarchive.ufs.internal.path;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/** What a file is opened for; options that are for writing count only where it is written. */
public record OpenOptions(Set<StandardOpenOption> options, boolean followLinks) {

  /**
   * Returns the meaning of options.
   *
   * @throws IllegalArgumentException if they contradict each other
   * @throws UnsupportedOperationException if one of them is not known here
   */
  public static OpenOptions of(Set<? extends OpenOption> given) {
    Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
    boolean followLinks = true;
    for (OpenOption option : given) {
      if (option instanceof StandardOpenOption standard) {
        options.add(standard);
      } else if (option == LinkOption.NOFOLLOW_LINKS) {
        followLinks = false;
      } else {
        throw new UnsupportedOperationException("no option " + option);
      }
    }
    boolean append = options.contains(StandardOpenOption.APPEND);
    checkArgument(
        !append || !options.contains(StandardOpenOption.READ), "READ does not go with APPEND");
    checkArgument(
        !append || !options.contains(StandardOpenOption.TRUNCATE_EXISTING),
        "TRUNCATE_EXISTING does not go with APPEND");
    return new OpenOptions(options, followLinks);
  }

  private boolean has(StandardOpenOption option) {
    return options.contains(option);
  }

  public boolean writes() {
    return has(StandardOpenOption.WRITE) || appends();
  }

  public boolean reads() {
    return !writes() || has(StandardOpenOption.READ);
  }

  public boolean appends() {
    return has(StandardOpenOption.APPEND);
  }

  public boolean creates() {
    return writes() && has(StandardOpenOption.CREATE);
  }

  public boolean createsNew() {
    return writes() && has(StandardOpenOption.CREATE_NEW);
  }

  public boolean truncates() {
    return writes() && has(StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Returns whether what is skipped while writing becomes a hole. */
  public boolean isSparse() {
    return writes() && has(StandardOpenOption.SPARSE);
  }

  /** Returns whether every change is to reach the device at once. */
  public boolean isSynchronous() {
    return has(StandardOpenOption.SYNC) || has(StandardOpenOption.DSYNC);
  }

  public boolean deletesOnClose() {
    return has(StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Returns whether opening the file, or closing it, may change the file system. */
  public boolean mayChange() {
    return writes() || deletesOnClose();
  }
}
