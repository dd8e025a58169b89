package org.bootarchive.tool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.ufs.internal.device.TemporaryFiles;

/**
 * The file that a command writes: where the user names it, or, for {@code -}, on its way to the
 * standard output, which it goes to when it is whole. What else the command prints goes to the
 * standard error then.
 *
 * @param path where it is written
 * @param isForOutput whether it goes to the standard output
 * @param temporary what goes away with it
 */
record OutputFile(Path path, boolean isForOutput, TemporaryFiles temporary) implements Closeable {
  /**
   * Returns the file to write.
   *
   * @param named what the user names
   * @param name that the file has on its way to the output: the form of some is told by it
   */
  static OutputFile of(Path named, String name) throws IOException {
    return of("--out", named, name);
  }

  /**
   * Returns the file to write.
   *
   * @param option what names it; empty if whoever writes it looks for its directory
   * @param named what the user names
   * @param name that the file has on its way to the output
   * @throws IOException if the directory is not there that it is to be in
   */
  static OutputFile of(String option, Path named, String name) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    if (!StandardOutput.isMeantBy(named)) {
      if (!option.isEmpty()) {
        OutName.requireDirectory(option, named);
      }
      return new OutputFile(named, false, temporary);
    }
    StandardOutput.keepForBytes();
    return new OutputFile(temporary.createDirectory("output").resolve(name), true, temporary);
  }

  /** Sends the file to the output if it goes there, and if it was written. */
  void send() throws IOException {
    if (isForOutput && Files.exists(path)) {
      Files.copy(path, Channels.newOutputStream(StandardOutput.channel()));
    }
  }

  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
