package org.bootarchive.tool;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** The standard output for bytes. */
final class StandardOutput {
  private static volatile boolean ofProcess;

  private StandardOutput() {}

  /** Makes the process's own output the one that is written to, and not {@code System.out}. */
  static void useProcess() {
    ofProcess = true;
  }

  /** Returns a channel to it, which is not to be closed. Unlike System.out it tells of errors. */
  static WritableByteChannel channel() {
    return ofProcess
        ? new FileOutputStream(FileDescriptor.out).getChannel()
        : Channels.newChannel(System.out);
  }

  /**
   * Returns a buffered stream to it; closing the stream writes what is left, and closes no more.
   */
  static OutputStream stream() {
    return new BufferedOutputStream(Channels.newOutputStream(channel()), 1 << 16) {
      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Returns whether writing failed because nobody reads any more, as behind {@code | head}. */
  static boolean isUnread(IOException exception) {
    return "Broken pipe".equals(exception.getMessage());
  }
}
