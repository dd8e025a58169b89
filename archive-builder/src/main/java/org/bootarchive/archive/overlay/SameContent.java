package org.bootarchive.archive.overlay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.ufs.volume.Vnode;

/** Compares what mid-boot reads with a file, as far as they are equal. */
final class SameContent extends OutputStream {
  private final InputStream file;
  private boolean equal = true;

  private SameContent(InputStream file) {
    this.file = file;
  }

  /** Returns whether mid-boot reads a file's bytes, from the first to the last. */
  static boolean of(Lookup.Found found, Vnode file) throws IOException {
    try (InputStream stream = file.volume().content(file.number()).openStream();
        SameContent comparison = new SameContent(stream)) {
      return found.readTo(comparison) instanceof Lookup.Found
          && comparison.equal
          && stream.read() < 0;
    }
  }

  @Override
  public void write(int value) throws IOException {
    equal = equal && file.read() == (value & 0xff);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (equal) {
      byte[] here = file.readNBytes(length);
      equal = Arrays.equals(here, 0, here.length, bytes, offset, offset + length);
    }
  }
}
