package org.bootarchive.boot.config;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.io.ByteSource;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.ufs.finding.SourceLine;

/**
 * A configuration file in memory.
 *
 * @param name what messages and {@link SourceLine}s call it
 * @param text the content, chars standing for bytes; at most {@link #MAX_BYTES}
 */
public record ConfigFile(String name, String text) {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  private static final CharMatcher BYTES = CharMatcher.inRange('\0', '\u00ff');

  /** Checks that the chars stand for bytes. */
  public ConfigFile {
    checkArgument(BYTES.matchesAllOf(text), "the text of %s has chars beyond U+00FF", name);
  }

  /**
   * Makes a file of bytes.
   *
   * @throws ConfigException if there are more than {@link #MAX_BYTES}
   */
  public static ConfigFile of(String name, byte[] content) throws ConfigException {
    if (content.length > MAX_BYTES) {
      throw tooLarge(name);
    }
    return new ConfigFile(name, new String(content, StandardCharsets.ISO_8859_1));
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

  static ConfigFile read(String name, Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new ConfigException(
          name, Files.exists(path) ? "is not a regular file" : "does not exist");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return of(name, ByteStreams.toByteArray(ByteStreams.limit(in, MAX_BYTES + 1L)));
    }
  }

  /** Returns the content. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns a file of the same name with another content. */
  public ConfigFile withText(String newText) {
    return new ConfigFile(name, newText);
  }

  SourceLine line(int number) {
    return new SourceLine(name, number);
  }

  private static ConfigException tooLarge(String name) {
    return new ConfigException(name, "has more than " + MAX_BYTES + " bytes");
  }
}
