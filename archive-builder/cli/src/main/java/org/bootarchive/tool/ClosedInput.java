package org.bootarchive.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The standard input of a process that was started without one, as far as the system shows that
 * (Linux). The first file that the JVM opens becomes descriptor 0 then: one of its own, which a
 * command would take for what comes in.
 */
final class ClosedInput extends InputStream {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @Override
  public int read() throws IOException {
    throw new IOException("standard input: it is closed; send something to it, or name a file");
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    return read();
  }

  /** Returns whether it is known that there is none. */
  static boolean isClosed() {
    try {
      if (!Files.isDirectory(DESCRIPTORS)) {
        return false;
      }
      Path input = DESCRIPTORS.resolve("0");
      Path file = Files.readSymbolicLink(input);
      return file.startsWith(Path.of(System.getProperty("java.home")).toRealPath())
          && !isOpenBesides(input, file);
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a user sends in is open once more if it is a file of the JVM's. */
  private static boolean isOpenBesides(Path input, Path file) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : all) {
        if (!descriptor.equals(input)
            && Files.isSymbolicLink(descriptor)
            && Files.readSymbolicLink(descriptor).equals(file)) {
          return true;
        }
      }
      return false;
    }
  }
}
