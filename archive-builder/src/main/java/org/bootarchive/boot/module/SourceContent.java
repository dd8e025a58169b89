package org.bootarchive.boot.module;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.io.ByteSource;
import com.google.common.io.ByteStreams;
import com.google.common.io.CountingInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.function.LongConsumer;
import org.bootarchive.hash.ArchiveHash;

/** The content of a byte source. */
final class SourceContent implements ModuleContent {
  private final ByteSource source;
  private final long size;

  SourceContent(ByteSource source, long size) {
    this.source = source;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    checkArgument(offset >= 0, "negative offset: %s", offset);
    long end = offset + target.remaining();
    if (end > size) {
      throw endsBefore(end);
    }
    try (InputStream stream = source.slice(offset, target.remaining()).openStream();
        ReadableByteChannel channel = Channels.newChannel(stream)) {
      while (target.hasRemaining()) {
        if (channel.read(target) < 0) {
          throw endsBefore(end);
        }
      }
    }
  }

  /** Returns the hash, in one go through the source. */
  ArchiveHash hash(LongConsumer progress) throws IOException {
    try (InputStream stream = source.openStream();
        CountingInputStream counted = new CountingInputStream(ByteStreams.limit(stream, size))) {
      ArchiveHash hash = ArchiveHash.of(counted, progress);
      if (counted.getCount() < size) {
        throw endsBefore(size);
      }
      return hash;
    }
  }

  private EOFException endsBefore(long end) {
    return new EOFException(source + " of " + size + " bytes ends before byte " + end);
  }
}
