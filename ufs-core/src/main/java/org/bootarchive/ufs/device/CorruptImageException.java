package org.bootarchive.ufs.device;

import java.io.IOException;

/** An image holds something that cannot be: which structure, where, and what was found there. */
public class CorruptImageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String structure;
  private final long byteOffset;
  private final String reason;

  /**
   * Creates an exception.
   *
   * @param structure the structure that is damaged, for people: {@code superblock}, {@code inode
   *     12}
   * @param byteOffset where it lies in the image, in bytes; -1 if that is not known
   * @param reason what was found and what was expected
   */
  public CorruptImageException(String structure, long byteOffset, String reason) {
    super(
        byteOffset < 0
            ? structure + ": " + reason
            : structure + " at byte " + byteOffset + ": " + reason);
    this.structure = structure;
    this.byteOffset = byteOffset;
    this.reason = reason;
  }

  /**
   * Returns the same with the name of the file that the image is in; this itself if it begins with
   * it.
   *
   * @param file as the user knows it
   */
  public CorruptImageException in(String file) {
    String message = String.valueOf(getMessage());
    if (message.startsWith(file)
        && (message.length() == file.length()
            || !Character.isLetterOrDigit(message.charAt(file.length())))) {
      return this;
    }
    CorruptImageException named =
        new CorruptImageException(file + ": " + structure, byteOffset, reason);
    named.initCause(this);
    return named;
  }

  /** Returns the structure that is damaged, for people. */
  public String structure() {
    return structure;
  }

  /** Returns where the structure lies in the image in bytes, or -1 if that is not known. */
  public long byteOffset() {
    return byteOffset;
  }

  /** Returns what was found and what was expected. */
  public String reason() {
    return reason;
  }
}
