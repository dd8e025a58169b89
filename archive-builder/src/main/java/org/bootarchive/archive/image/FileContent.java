package org.bootarchive.archive.image;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * The bytes of a file, or some of them.
 *
 * @param file the file
 * @param offset where the bytes start in it
 * @param size how many there are
 * @param whole whether they are all that the file has, so that it may not grow
 */
public record FileContent(Path file, long offset, long size, boolean whole) implements Content {

  /** Made once: of single options the system would make a set for each file. */
  private static final ImmutableSet<OpenOption> READ = ImmutableSet.of(StandardOpenOption.READ);

  /** Checks the ranges. */
  public FileContent {
    checkArgument(offset >= 0, "offset %s", offset);
    checkArgument(size >= 0, "size %s", size);
  }

  /** Returns all bytes of a file that has {@code size} of them. */
  public static FileContent ofWhole(Path file, long size) {
    return new FileContent(file, 0, size, true);
  }

  /** Returns some bytes of a file. */
  public static FileContent ofPart(Path file, long offset, long size) {
    return new FileContent(file, offset, size, false);
  }

  @Override
  public BlockDevice open() throws IOException {
    FileChannel channel = FileChannel.open(file, READ);
    try {
      FileRange range = new FileRange(channel);
      if (size == 0) {
        range.checkEnd();
      }
      return range;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private final class FileRange implements BlockDevice {
    private final FileChannel channel;

    FileRange(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
      if (position > size - target.remaining()) {
        throw new EOFException(
            file + ": " + target.remaining() + " bytes at byte " + position + " of " + size);
      }
      boolean toTheEnd = position + target.remaining() == size;
      long at = offset + position;
      while (target.hasRemaining()) {
        int count = channel.read(target, at);
        if (count < 0) {
          throw new ChangedSourceException(file.toString(), size, "was cut");
        }
        at += count;
      }
      if (toTheEnd) {
        checkEnd();
      }
    }

    private void checkEnd() throws IOException {
      if (whole && channel.size() > size) {
        throw new ChangedSourceException(file.toString(), size, "grew");
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
