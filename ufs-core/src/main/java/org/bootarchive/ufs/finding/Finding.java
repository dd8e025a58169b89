package org.bootarchive.ufs.finding;

import java.util.Optional;

/**
 * One thing that was found.
 *
 * @param code stable, such as {@code fragment-map}: what to search the documentation for
 * @param severity how much it matters
 * @param message what was found where, and what was expected; one line for people, in which bytes
 *     that are not printable are escaped
 * @param place what it is about, where that is known
 * @param remedy what to do about it, one line for people; empty if nothing has to be done, or only
 *     what the message says
 */
public record Finding(
    String code, Severity severity, String message, Optional<Place> place, String remedy) {

  /** Returns severity, code and message in one line: {@code error [fragment-map] ...}. */
  @Override
  public String toString() {
    return severity.word() + " [" + code + "] " + message;
  }
}
