package org.bootarchive.ufs.device;

/**
 * An image is a file system of a kind that is recognised and not supported; the message names it.
 */
public final class UnsupportedImageException extends CorruptImageException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param byteOffset where in the image the kind shows, in bytes; -1 if no place does
   * @param kind what the image is, and why it is refused
   */
  public UnsupportedImageException(long byteOffset, String kind) {
    super("image", byteOffset, kind);
  }
}
