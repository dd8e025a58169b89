package org.bootarchive.boot.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.file.WrittenFile;

/** Modules as they are in memory when the boot loader unpacks gzip files on the way. */
public final class UnpackedContent {
  /** The most that a gzip file may come to: what a module's 32-bit addresses can hold. */
  private static final long MAX_BYTES = 1L << 32;

  private static final int PIECE_BYTES = 1 << 16;

  private UnpackedContent() {}

  /**
   * Returns a module's content unpacked, if it is a gzip file; a temporary file holds it until the
   * process ends.
   *
   * @throws IOException if it is a damaged one, or comes to more than 4 GiB
   */
  public static BlockDevice of(BlockDevice content) throws IOException {
    byte[] head = new byte[(int) Math.min(2, content.size())];
    content.read(0, ByteBuffer.wrap(head));
    if (!ConfigFiles.isGzip(head)) {
      return content;
    }
    Path file = new TemporaryFiles().createFile("module");
    byte[] piece = new byte[PIECE_BYTES];
    long total = 0;
    try (InputStream in = new GZIPInputStream(new DeviceStream(content), PIECE_BYTES);
        OutputStream out = new BufferedOutputStream(WrittenFile.stream(file))) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        total += n;
        if (total > MAX_BYTES) {
          throw new IOException("a gzip file of more than " + MAX_BYTES + " bytes unpacked");
        }
        out.write(piece, 0, n);
      }
    }
    return FileBlockDevice.of(file);
  }

  /** A device front to back. */
  private static final class DeviceStream extends InputStream {
    private final BlockDevice device;
    private long position;

    DeviceStream(BlockDevice device) {
      this.device = device;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = (int) Math.min(length, device.size() - position);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      device.read(position, ByteBuffer.wrap(target, offset, count));
      position += count;
      return count;
    }
  }
}
