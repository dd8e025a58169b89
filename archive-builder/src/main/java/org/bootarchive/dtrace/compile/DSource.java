package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;

/**
 * A program in D as it is given.
 *
 * @param kind where it comes from
 * @param text chars standing for bytes
 * @param arguments what {@code $0}, {@code $1} ... stand for; {@code $0} is the file's name
 * @param zeroProbes whether descriptions may match no probe
 */
public record DSource(Kind kind, String text, ImmutableList<String> arguments, boolean zeroProbes) {
  /** Where a program comes from: an option of {@code dtrace}. */
  public enum Kind {
    /** {@code -P}: descriptions name providers. */
    PROVIDER,
    /** {@code -m}: descriptions end in a module. */
    MODULE,
    /** {@code -f}: descriptions end in a function. */
    FUNCTION,
    /** {@code -n}: descriptions end in a name. */
    NAME,
    /** {@code -s}: a file, so that messages name lines. */
    FILE
  }
}
