package org.bootarchive.boot.module;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The content of a file. */
final class FileContent implements ModuleContent {
  private final Path file;
  private final long size;

  /** Closed by the JDK when nobody can reach it any more, as nothing says when a boot is over. */
  private @Nullable FileChannel channel;

  FileContent(Path file, long size) {
    this.file = file;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    checkArgument(offset >= 0, "negative offset: %s", offset);
    if (offset > size - target.remaining()) {
      throw new EOFException(file + ": the module of " + size + " bytes ends before that");
    }
    FileChannel open = channel();
    long at = offset;
    while (target.hasRemaining()) {
      int count = open.read(target, at);
      if (count < 0) {
        throw new EOFException(file + ": cut to " + at + " bytes while it was read");
      }
      at += count;
    }
  }

  /** Returns the open channel; opens it anew if an interrupt of a reader has closed it. */
  private synchronized FileChannel channel() throws IOException {
    FileChannel known = channel;
    if (known == null || !known.isOpen()) {
      known = FileChannel.open(file, StandardOpenOption.READ);
      channel = known;
    }
    return known;
  }
}
