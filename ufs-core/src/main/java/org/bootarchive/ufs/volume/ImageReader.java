package org.bootarchive.ufs.volume;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Superblock;

/** Reads structures from a device; a device that ends too early is a corrupt image. */
final class ImageReader {
  private final BlockDevice device;
  private final Superblock superblock;

  ImageReader(BlockDevice device, Superblock superblock) {
    this.device = device;
    this.superblock = superblock;
  }

  BlockDevice device() {
    return device;
  }

  /** Returns the superblock that says where everything is; its counts may be out of date. */
  Superblock geometry() {
    return superblock;
  }

  /**
   * Fills a buffer from a position of the device, in bytes, and rewinds it.
   *
   * @param structure what is read, for an exception
   */
  void read(long offset, ByteBuffer target, Structure structure) throws IOException {
    int start = target.position();
    try {
      device.read(offset, target);
    } catch (EOFException e) {
      throw beyondEnd(offset, structure.name(), e);
    }
    target.position(start);
  }

  /** What is read, for an exception: named only if there is one. */
  interface Structure {
    String name();
  }

  /** Returns some bytes from a position of the device, in a buffer of the image's byte order. */
  ByteBuffer read(long offset, int bytes, Structure structure) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(superblock.byteOrder());
    try {
      device.read(offset, buffer);
    } catch (EOFException e) {
      throw beyondEnd(offset, structure.name(), e);
    }
    return buffer.rewind();
  }

  CorruptImageException beyondEnd(long offset, String structure, EOFException cause) {
    CorruptImageException corrupt =
        new CorruptImageException(
            structure, offset, "lies beyond the image, which ends at byte " + device.size());
    corrupt.initCause(cause);
    return corrupt;
  }
}
