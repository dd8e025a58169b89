package org.bootarchive.archive.overlay.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.ufs.volume.Vnode;

/** Compares what mid-boot reads with a file, as far as they are equal. */
final class SameContent extends OutputStream {
  private final InputStream file;

  private SameContent(InputStream file) {
    this.file = file;
  }

  /** Returns whether mid-boot reads a file's bytes, from the first to the last. */
  static boolean of(Lookup.Found found, Vnode file) throws IOException {
    if (found.size() != file.inode().size()) {
      return false;
    }
    try (InputStream stream = file.volume().content(file.number()).openStream();
        SameContent comparison = new SameContent(stream)) {
      return found.readTo(comparison) instanceof Lookup.Found && stream.read() < 0;
    } catch (DifferentException e) {
      return false;
    }
  }

  /** Ends the reading at the first byte that differs: a hostile file may have no end in sight. */
  private static final class DifferentException extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void write(int value) throws IOException {
    if (file.read() != (value & 0xff)) {
      throw new DifferentException();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] here = file.readNBytes(length);
    if (!Arrays.equals(here, 0, here.length, bytes, offset, offset + length)) {
      throw new DifferentException();
    }
  }
}
