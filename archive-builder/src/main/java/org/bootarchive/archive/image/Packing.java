package org.bootarchive.archive.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A form that an archive's bytes get on the way into its file. */
@FunctionalInterface
public interface Packing {
  /** The bytes as they are. */
  Packing NONE = KeptOpen::new;

  /**
   * Returns a channel that packs what it takes; closing it writes what is left, and leaves the file
   * open.
   *
   * @param file takes the packed bytes
   * @throws IOException if the start cannot be written
   */
  WritableByteChannel into(WritableByteChannel file) throws IOException;

  /** A channel whose closing is the caller's. */
  record KeptOpen(WritableByteChannel target) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      return target.write(source);
    }

    @Override
    public boolean isOpen() {
      return target.isOpen();
    }

    @Override
    public void close() {}
  }
}
