package org.bootarchive.boot.config;

import com.google.common.io.ByteSource;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * A configuration file in memory.
 *
 * @param name what messages and {@link SourceLine}s call it
 * @param content its bytes; at most {@link #MAX_BYTES} if it was read
 */
public record ConfigFile(String name, ByteString content) {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  /**
   * Makes a file of bytes.
   *
   * @throws ConfigException if there are more than {@link #MAX_BYTES}
   */
  public static ConfigFile of(String name, byte[] content) throws ConfigException {
    if (content.length > MAX_BYTES) {
      throw new ConfigException(name, "has more than " + MAX_BYTES + " bytes");
    }
    return new ConfigFile(name, ByteString.of(content));
  }

  /**
   * Reads a source to its end.
   *
   * @throws ConfigException if it has more than {@link #MAX_BYTES}
   * @throws IOException if it cannot be read
   */
  public static ConfigFile of(String name, ByteSource source) throws IOException {
    try (InputStream in = source.openStream()) {
      return of(name, ByteStreams.toByteArray(ByteStreams.limit(in, MAX_BYTES + 1L)));
    }
  }

  /**
   * Reads a file; its name is the path's text.
   *
   * @throws ConfigException if it has more than {@link #MAX_BYTES} or is not a regular file
   * @throws IOException if it cannot be read
   */
  public static ConfigFile read(Path path) throws IOException {
    return read(path.toString(), path);
  }

  /**
   * Reads a file under another name.
   *
   * @throws ConfigException if it has more than {@link #MAX_BYTES} or is not a regular file
   * @throws IOException if it cannot be read
   */
  public static ConfigFile read(String name, Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new ConfigException(
          name, Files.exists(path) ? "is not a regular file" : "does not exist");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return of(name, ByteStreams.toByteArray(ByteStreams.limit(in, MAX_BYTES + 1L)));
    }
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return content.toBytes();
  }

  /** Returns a char for each byte, as the parsers take it: {@link ByteString#latin1}. */
  public String text() {
    return content.latin1();
  }

  /** Returns a file of the same name with another content. */
  public ConfigFile withContent(ByteString newContent) {
    return new ConfigFile(name, newContent);
  }

  /** Returns the place of a line, counted from 1. */
  public SourceLine line(int number) {
    return new SourceLine(name, number);
  }
}
