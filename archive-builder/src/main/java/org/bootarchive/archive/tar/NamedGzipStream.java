package org.bootarchive.archive.tar;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.bootarchive.ufs.device.CorruptImageException;

/** What a gzip file holds; failures name the file and what is wrong with it. */
final class NamedGzipStream extends FilterInputStream {
  private final Path file;

  NamedGzipStream(Path file, InputStream gzip) {
    super(gzip);
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    try {
      return super.read(target, offset, count);
    } catch (EOFException e) {
      throw named("the gzip file is cut; fetch it again", e);
    } catch (IOException e) {
      throw named("the gzip file is damaged; fetch it again (" + e.getMessage() + ")", e);
    }
  }

  private CorruptImageException named(String reason, IOException cause) {
    CorruptImageException named = new CorruptImageException(file.toString(), -1, reason);
    named.initCause(cause);
    return named;
  }
}
