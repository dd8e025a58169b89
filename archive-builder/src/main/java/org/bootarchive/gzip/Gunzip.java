package org.bootarchive.gzip;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;
import org.bootarchive.ufs.internal.work.FilledBuffers;

/** Unpacks gzip files of one member or of several. */
public final class Gunzip {
  private static final int BUFFERS = 4;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int INPUT_BYTES = 1 << 17;

  private Gunzip() {}

  /**
   * Returns whether a file starts as a gzip file does.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(3);
      return start.length == 3 && start[0] == 0x1f && start[1] == (byte) 0x8b && start[2] == 8;
    }
  }

  /**
   * Unpacks a file into an empty one, with holes for zeros.
   *
   * @param most the most bytes that may come of it
   * @param progress is told the bytes done
   * @return the file as it was written, which knows its holes
   * @throws CorruptImageException if the file is damaged, or more comes of it
   * @throws IOException if it cannot be read, or the target not be written
   */
  public static SparseFile unpack(Path file, FileChannel target, long most, LongConsumer progress)
      throws IOException {
    SparseFile sparse = new SparseFile(target);
    List<ByteBuffer> buffers =
        Stream.generate(() -> ByteBuffer.allocate(BUFFER_BYTES)).limit(BUFFERS).toList();
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), INPUT_BYTES);
        InputStream in = new GZIPInputStream(packed, INPUT_BYTES);
        FilledBuffers filled = FilledBuffers.start("gunzip", buffers, buffer -> fill(in, buffer))) {
      for (ByteBuffer next = filled.next(); next.hasRemaining(); next = filled.next()) {
        if (sparse.size() + next.remaining() > most) {
          throw new UnpackedTooLargeException(
              file.toString(), "more than " + most + " bytes come of it");
        }
        sparse.write(next);
        progress.accept(sparse.size());
      }
    } catch (EOFException e) {
      throw cut(file, e);
    } catch (ZipException e) {
      throw damaged(file, e);
    }
    sparse.finish();
    return sparse;
  }

  /**
   * Returns the first bytes that come of a file.
   *
   * @param most how many they are, or fewer if no more come of it, or it is damaged behind them
   * @throws CorruptImageException if nothing comes of it
   * @throws IOException if it cannot be read
   */
  public static byte[] head(Path file, int most) throws IOException {
    byte[] head = new byte[most];
    int count = 0;
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), INPUT_BYTES);
        InputStream in = new GZIPInputStream(packed, INPUT_BYTES)) {
      int more = 0;
      while (more >= 0 && count < most) {
        count += more;
        more = in.read(head, count, most - count);
      }
    } catch (EOFException | ZipException e) {
      // What came before the damage is what is asked for.
      if (count == 0) {
        throw damaged(file, "the gzip file is damaged; fetch it again", e);
      }
    }
    return Arrays.copyOf(head, count);
  }

  private static void fill(InputStream in, ByteBuffer buffer) throws IOException {
    int count = in.readNBytes(buffer.array(), buffer.arrayOffset(), buffer.capacity());
    buffer.position(count);
  }

  private static CorruptImageException cut(Path file, EOFException cause) {
    return damaged(file, "the gzip file is cut; fetch it again", cause);
  }

  private static CorruptImageException damaged(Path file, ZipException cause) {
    return damaged(
        file, "the gzip file is damaged; fetch it again (" + cause.getMessage() + ")", cause);
  }

  private static CorruptImageException damaged(Path file, String reason, IOException cause) {
    CorruptImageException damaged = new CorruptImageException(file.toString(), -1, reason);
    damaged.initCause(cause);
    return damaged;
  }
}
