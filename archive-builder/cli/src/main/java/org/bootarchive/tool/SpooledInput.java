package org.bootarchive.tool;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.device.UnpackLimit;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;
import org.bootarchive.ufs.internal.file.WrittenFile;

/**
 * A file that can be read at any place, whatever a user names: the standard input ({@code -}) and
 * pipes are read to their end into a temporary file first.
 *
 * @param path the file; its name ends in {@code .tgz} if a gzipped tar came through a pipe
 * @param temporary what goes away with it
 */
record SpooledInput(Path path, Closeable temporary) implements Closeable {
  private static final Path STANDARD_INPUT = Path.of("-");
  private static final String STANDARD_INPUT_NAME = "standard input";

  /** What users know the temporary files of this run by. */
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  /** What comes from a pipe at most, in bytes, unless the user says another limit. */
  private static final long MOST_BYTES = 16L << 30;

  private static final int BUFFER_BYTES = 1 << 20;
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final int TAR_BYTES = 512;
  private static final int TAR_MAGIC_AT = 257;
  private static final String TAR_MAGIC = "ustar";

  /**
   * Returns the file that holds what is named.
   *
   * @throws UnpackedTooLargeException if more comes from a pipe than {@link UnpackLimit} lets
   * @throws IOException if it cannot be read or kept
   */
  static SpooledInput of(Path named) throws IOException {
    if (isStandardInput(named)) {
      return spool("standard-input", STANDARD_INPUT_NAME, standardInput());
    }
    if (isPipe(named)) {
      try (InputStream in = Files.newInputStream(named)) {
        return spool("pipe", nameOf(named), in);
      }
    }
    return new SpooledInput(named, () -> {});
  }

  /** Returns whether the standard input is meant. */
  static boolean isStandardInput(Path named) {
    return named.equals(STANDARD_INPUT);
  }

  /** Returns whether what is named must be read to its end before it can be read at any place. */
  static boolean isStream(Path named) throws IOException {
    return isStandardInput(named) || isPipe(named);
  }

  private static boolean isPipe(Path named) throws IOException {
    return Files.exists(named)
        && !Files.isRegularFile(named)
        && !Files.isDirectory(named)
        && named.getFileSystem().supportedFileAttributeViews().contains("unix")
        && ((int) Files.getAttribute(named, "unix:mode") & TYPE) == FIFO;
  }

  /** Returns what users know a file by that they name. */
  static String nameOf(Path named) {
    return isStandardInput(named) ? STANDARD_INPUT_NAME : named.toString();
  }

  /** Returns a message in which temporary files are called what they came from. */
  static String shown(String message) {
    String shown = message;
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      shown = shown.replace(name.getKey(), name.getValue());
      String twice = name.getValue() + ": " + name.getValue();
      shown = shown.startsWith(twice) ? shown.substring(name.getValue().length() + 2) : shown;
    }
    return shown;
  }

  /** Forgets the names of a run. */
  static void reset() {
    NAMES.clear();
  }

  /** Returns the standard input; reading fails if the process was started without one. */
  static InputStream standardInput() {
    return ClosedInput.isClosed() ? new ClosedInput() : System.in;
  }

  private static SpooledInput spool(String name, String shown, InputStream in) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    boolean isDone = false;
    try {
      Path file = temporary.createDirectory("input").resolve(name);
      copy(shown, in, file);
      if (isGzippedTar(file)) {
        file = Files.move(file, file.resolveSibling(name + ".tgz"));
      }
      NAMES.put(file.toString(), shown);
      isDone = true;
      return new SpooledInput(file, temporary);
    } finally {
      if (!isDone) {
        temporary.close();
      }
    }
  }

  private static int read(String name, InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(name) ? e : new IOException(name + ": " + message, e);
    }
  }

  private static void copy(String name, InputStream in, Path file) throws IOException {
    long limit = UnpackLimit.or(MOST_BYTES);
    byte[] buffer = new byte[BUFFER_BYTES];
    long done = 0;
    try (OutputStream out = WrittenFile.stream(file)) {
      for (int count = read(name, in, buffer); count >= 0; count = read(name, in, buffer)) {
        done += count;
        if (done > limit) {
          throw new UnpackedTooLargeException(
              name, "more than " + limit + " bytes come from it, which is the limit");
        }
        out.write(buffer, 0, count);
      }
    }
  }

  /** Platforms are told from archives by the names of their files, which a pipe has not. */
  private static boolean isGzippedTar(Path file) throws IOException {
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      byte[] header = in.readNBytes(TAR_BYTES);
      return header.length == TAR_BYTES
          && new String(header, TAR_MAGIC_AT, TAR_MAGIC.length(), StandardCharsets.US_ASCII)
              .equals(TAR_MAGIC);
    } catch (ZipException | EOFException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
