package org.bootarchive.ufs.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;
import org.bootarchive.ufs.internal.file.WriteFailure;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.jspecify.annotations.Nullable;

/**
 * A device over a file. Its size is the size that the file had when the device was made.
 *
 * <p>An interrupt ends the read of the thread that it is meant for, and no other's: the system's
 * channel is closed by it, and the file is opened anew for the others. A device that can be changed
 * heeds no interrupt: what was begun is brought to its end, and the thread stays interrupted.
 */
public final class FileBlockDevice implements WritableBlockDevice {
  private final Path file;
  private final Set<StandardOpenOption> options;
  private final long size;

  /** Whether closing is for good: the device was opened, not made of a file's name. */
  private final boolean closesForGood;

  /** Null while the file is not open; guarded by this when it is set. */
  private volatile @Nullable FileChannel channel;

  private @Nullable Object identity;
  private volatile boolean closed;

  private FileBlockDevice(
      Path file, Set<StandardOpenOption> options, long size, boolean closesForGood) {
    this.file = file;
    this.options = options;
    this.size = size;
    this.closesForGood = closesForGood;
  }

  /**
   * Opens a file to read it; writing to the device fails.
   *
   * @throws IOException if the file cannot be opened
   */
  public static FileBlockDevice open(Path file) throws IOException {
    return open(file, EnumSet.of(StandardOpenOption.READ));
  }

  /**
   * Opens an existing file to read and write it. While it is open no other writer can open it so,
   * where the file system has locks; a process loses its lock if it closes the file elsewhere.
   *
   * @throws IOException if the file cannot be opened, or another has it open for writing
   */
  public static FileBlockDevice openWritable(Path file) throws IOException {
    return open(file, EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /**
   * Returns the bytes of a file, which is opened when they are first read. Closing the device lets
   * go of the file; reading opens it again.
   *
   * @throws IOException if there is no such file
   */
  public static FileBlockDevice of(Path file) throws IOException {
    return new FileBlockDevice(file, EnumSet.of(StandardOpenOption.READ), Files.size(file), false);
  }

  private static FileBlockDevice open(Path file, Set<StandardOpenOption> options)
      throws IOException {
    FileChannel channel = FileChannel.open(file, options);
    try {
      if (options.contains(StandardOpenOption.WRITE)) {
        WriterLock.take(channel, file);
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return over(channel, file, options);
  }

  /**
   * Returns a device over an open file, which it closes, also if this fails.
   *
   * @param file the name of the file, to open it again where a thread that was interrupted closed
   *     it
   * @param options to open it again with; {@code WRITE} makes a device that can be changed
   * @throws IOException if the file's size cannot be read
   */
  public static FileBlockDevice over(
      FileChannel channel, Path file, Set<StandardOpenOption> options) throws IOException {
    try {
      FileBlockDevice device = new FileBlockDevice(file, options, channel.size(), true);
      device.channel = channel;
      device.identity = identity(file);
      return device;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** Returns what tells the file of a name from another that has taken its name since. */
  private static Object identity(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return key == null ? attributes.creationTime() : key;
  }

  private FileChannel channel() throws IOException {
    FileChannel known = channel;
    return known != null && known.isOpen() ? known : reopen();
  }

  private synchronized FileChannel reopen() throws IOException {
    FileChannel known = channel;
    if (known != null && known.isOpen()) {
      return known;
    }
    if (closed) {
      throw new ClosedChannelException();
    }
    FileChannel fresh = FileChannel.open(file, options);
    try {
      Object found = identity(file);
      if (identity != null && !identity.equals(found)) {
        throw new IOException(file + ": was replaced by another file while it was in use");
      }
      if (options.contains(StandardOpenOption.WRITE)) {
        WriterLock.take(fresh, file);
      }
      identity = found;
      channel = fresh;
      return fresh;
    } catch (IOException | RuntimeException | Error e) {
      fresh.close();
      throw e;
    }
  }

  /** One call of the system's channel. */
  private interface Call {
    long run(FileChannel channel) throws IOException;
  }

  /**
   * Not a lambda: it would be the only one of a short command, and setting up the first is slow.
   */
  private record Reading(ByteBuffer target, long start) implements Call {
    @Override
    public long run(FileChannel channel) throws IOException {
      return channel.read(target, start + target.position());
    }
  }

  private boolean isWritable() {
    return options.contains(StandardOpenOption.WRITE);
  }

  /** Makes a call, and again if the interrupt of another thread has closed the channel. */
  private long call(Call call) throws IOException {
    while (true) {
      FileChannel open = channel();
      try {
        return call.run(open);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException e) {
        if (open.isOpen() || closed) {
          throw e;
        }
      }
    }
  }

  /**
   * Makes a call that does no harm if it is made again; a device that can be changed makes it
   * whether its thread is interrupted or not.
   */
  private long callAgain(Call call) throws IOException {
    if (!isWritable()) {
      return call(call);
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return call(call);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    // Not from what a call returns: one that an interrupt ends may have read and return nothing.
    long start = offset - target.position();
    Reading reading = new Reading(target, start);
    while (target.hasRemaining()) {
      if (callAgain(reading) < 0) {
        throw new EOFException(
            file + ": was cut to " + (start + target.position()) + " bytes while it was read");
      }
    }
  }

  @Override
  public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
    checkRange(offset, bytes);
    for (long done = 0; done < bytes; ) {
      long from = offset + done;
      long left = bytes - done;
      long count = call(open -> WrittenFile.transfer(open, from, left, target));
      if (count <= 0) {
        throw new EOFException(file + ": was cut to " + from + " bytes while it was read");
      }
      done += count;
    }
  }

  @Override
  public void write(long offset, ByteBuffer source) throws IOException {
    checkRange(offset, source.remaining());
    long start = offset - source.position();
    while (source.hasRemaining()) {
      try {
        long unused = callAgain(open -> open.write(source, start + source.position()));
      } catch (IOException e) {
        throw WriteFailure.of(file, " for all of its " + size + " bytes", e);
      }
    }
  }

  @Override
  public void force() throws IOException {
    long unused =
        callAgain(
            open -> {
              open.force(false);
              return 0;
            });
  }

  @Override
  public synchronized void close() throws IOException {
    closed = closesForGood;
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
