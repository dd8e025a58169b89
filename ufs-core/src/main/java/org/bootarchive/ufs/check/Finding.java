package org.bootarchive.ufs.check;

import com.google.common.base.Ascii;
import java.util.OptionalLong;

/**
 * One thing that was found.
 *
 * @param kind what it is; its name is the stable code
 * @param message what was found where, and what was expected
 * @param inode the inode that it is about
 * @param group the cylinder group that it is about, from 0
 * @param fragment the fragment that it is about, counted from the start of the image
 * @param offset where the structure that it is about lies in the image, in bytes
 */
public record Finding(
    FindingKind kind,
    String message,
    OptionalLong inode,
    OptionalLong group,
    OptionalLong fragment,
    OptionalLong offset) {

  /** Returns the stable code of what was found, such as {@code fragment-map}. */
  public String code() {
    return Ascii.toLowerCase(kind.name()).replace('_', '-');
  }

  /** Returns how bad it is. */
  public Severity severity() {
    return kind.severity();
  }

  /** Returns severity, code and message in one line. */
  @Override
  public String toString() {
    return severity() + " " + code() + ": " + message;
  }
}
