package org.bootarchive.tool;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The standard output, for bytes and for text. Unlike {@code System.out} it tells of errors: output
 * that is lost is an error of its command, output that nobody reads any more is not.
 */
final class StandardOutput {
  private static final int BUFFER_BYTES = 1 << 16;

  private static @Nullable ProcessOutput ofProcess;

  private static @Nullable PrintWriter text;

  private StandardOutput() {}

  /** Nobody reads the output any more, as behind {@code | head}: the command may end quietly. */
  static final class UnreadException extends IOException {
    private static final long serialVersionUID = 1;

    private UnreadException(IOException cause) {
      super("standard output: nobody reads it any more", cause);
    }
  }

  /** Makes the process's own output the one that is written to, and not {@code System.out}. */
  static void useProcess() {
    ofProcess = new ProcessOutput(new FileOutputStream(FileDescriptor.out));
  }

  /** Returns a channel to it, which is not to be closed. */
  static WritableByteChannel channel() {
    return Channels.newChannel(bytes());
  }

  /**
   * Returns a buffered stream to it; closing the stream writes what is left, and closes no more.
   */
  static OutputStream stream() {
    return new BufferedOutputStream(bytes(), BUFFER_BYTES) {
      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Returns whether a user who names this file means the standard output. */
  static boolean isMeantBy(Path file) {
    return file.toString().equals("-");
  }

  /** Begins the run of a command: its text goes to what is the output now. */
  static PrintWriter begin() {
    PrintWriter begun = text(bytes());
    text = begun;
    return begun;
  }

  /**
   * Returns the writer of text to it, in UTF-8, which is flushed when the command ends; terminals
   * obey none of it.
   */
  static PrintWriter text() {
    PrintWriter begun = text;
    return begun != null ? begun : begin();
  }

  /** Has the text of the command go to the standard error: what goes here are bytes. */
  static void keepForBytes() {
    text = StandardError.text();
  }

  /** Returns a writer of text to a stream, as {@link #text()}. */
  static PrintWriter text(OutputStream stream) {
    return new PrintWriter(
        new ShownWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8))),
        false);
  }

  /** Returns a writer of our own text, in which a terminal may find what makes it bold. */
  static PrintWriter ownText() {
    return new PrintWriter(new OutputStreamWriter(bytes(), StandardCharsets.UTF_8), false);
  }

  /**
   * Fails if something that was written is lost.
   *
   * @throws UnreadException if nobody reads it any more
   * @throws IOException if it could not be written
   */
  static void check() throws IOException {
    ProcessOutput output = ofProcess;
    if (output != null && output.failure != null) {
      throw output.failure;
    }
  }

  private static OutputStream bytes() {
    ProcessOutput output = ofProcess;
    return output != null ? output : System.out;
  }

  /** Remembers its first failure, since writers of text keep theirs to themselves. */
  private static final class ProcessOutput extends OutputStream {
    private final FileOutputStream out;
    private @Nullable IOException failure;

    private ProcessOutput(FileOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (failure != null) {
        throw again(failure);
      }
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = hasPosition() ? lost(e) : new UnreadException(e);
        throw failure;
      }
    }

    /** Makes another exception of the same: who closes what failed must not meet the same one. */
    private static IOException again(IOException failure) {
      return failure instanceof UnreadException
          ? new UnreadException(failure)
          : new IOException(failure.getMessage(), failure);
    }

    private static IOException lost(IOException cause) {
      return new IOException(
          "standard output: " + cause.getMessage() + "; what was written is not complete", cause);
    }

    /**
     * Returns whether bytes have a position in what is written to: in a file and on a disk, but not
     * in a pipe, a socket or a terminal. Those fail only when nobody is at their other end.
     */
    private boolean hasPosition() {
      try {
        FileChannel channel = out.getChannel();
        return channel.position() >= 0;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
