package org.bootarchive.ufs.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;

/** A file of zeros beside the place that it takes when it is complete; otherwise it vanishes. */
final class FreshFile implements AutoCloseable {
  private static final int ATTEMPTS = 1000;

  private final Path target;
  private final Path temporary;
  private final FileBlockDevice device;

  private FreshFile(Path target, Path temporary, FileBlockDevice device) {
    this.target = target;
    this.temporary = temporary;
    this.device = device;
  }

  /**
   * Creates the file under its temporary name.
   *
   * @param bytes its length, above 0
   */
  static FreshFile create(Path target, long bytes) throws IOException {
    Path temporary = reserve(target, bytes);
    try {
      return new FreshFile(target, temporary, FileBlockDevice.openWritable(temporary));
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private static Path reserve(Path target, long bytes) throws IOException {
    for (int attempt = 0; ; attempt++) {
      Path temporary = target.resolveSibling("." + target.getFileName() + "." + attempt + ".tmp");
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        extend(channel, bytes, temporary);
        return temporary;
      } catch (FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void extend(FileChannel channel, long bytes, Path temporary) throws IOException {
    try {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  WritableBlockDevice device() {
    return device;
  }

  /** Puts the file in its place. */
  void commit() throws IOException {
    device.force();
    device.close();
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    device.close();
    Files.deleteIfExists(temporary);
  }
}
