package org.bootarchive.ufs.internal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is open to be written; what goes wrong there is said with its name. */
public final class WrittenFile extends ForwardingFileChannel {
  private final Path file;

  private WrittenFile(Path file, FileChannel channel) {
    super(channel);
    this.file = file;
  }

  /** Returns a file that is open, and is closed with this. */
  public static FileChannel of(Path file, FileChannel channel) {
    return new WrittenFile(file, channel);
  }

  /**
   * Opens a file to write it; it is made if it is not there, and what is in it stays.
   *
   * @throws IOException if it cannot be opened
   */
  public static FileChannel open(Path file) throws IOException {
    return of(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  /**
   * Opens a file to give it another content.
   *
   * @throws IOException if it cannot be opened
   */
  public static OutputStream stream(Path file) throws IOException {
    return Channels.newOutputStream(
        of(
            file,
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)));
  }

  /**
   * Gives a file another content, which is small.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, byte[] content) throws IOException {
    try (OutputStream out = stream(file)) {
      out.write(content);
    }
  }

  /**
   * Copies bytes of a file, by the system itself where it can.
   *
   * @return how many were copied; not always all
   * @throws IOException if they cannot be read or written
   */
  public static long transfer(
      FileChannel source, long position, long count, WritableByteChannel target)
      throws IOException {
    if (!(target instanceof WrittenFile written)) {
      return source.transferTo(position, count, target);
    }
    // The system's own channel: for another, Java would copy piece by piece.
    try {
      return source.transferTo(position, count, written.channel);
    } catch (IOException e) {
      throw WriteFailure.isNoSpace(e) ? written.failure(e) : e;
    }
  }

  private IOException failure(IOException failure) throws IOException {
    return channel.isOpen()
        ? WriteFailure.of(file, " after " + channel.size() + " bytes", failure)
        : failure;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    try {
      return channel.write(source);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    try {
      return channel.write(source, position);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    try {
      return channel.write(sources, offset, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void force(boolean withAttributes) throws IOException {
    try {
      channel.force(withAttributes);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    try {
      return channel.transferFrom(source, position, count);
    } catch (IOException e) {
      throw WriteFailure.isNoSpace(e) ? failure(e) : e;
    }
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return transfer(channel, position, count, target);
  }
}
