package org.bootarchive.archive.extract;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.bootarchive.ufs.text.EscapedBytes;
import org.jspecify.annotations.Nullable;

/**
 * Names of an image as names on the target.
 *
 * <p>Java makes file names from characters, by the locale, so that not every string of bytes can be
 * one. A name that cannot is escaped, each byte that is not printable ASCII and each backslash as
 * {@code \xHH}; a name that looks like an escaped one is escaped too, so that no two names become
 * the same one.
 */
final class TargetNames {
  /** The longest name that file systems take, in bytes. */
  private static final int MAX_BYTES = 255;

  private static final int DIGEST_DIGITS = 16;

  private final Charset charset;

  private TargetNames(Charset charset) {
    this.charset = charset;
  }

  /** Returns the names of a file system: the default one's are encoded by the locale. */
  static TargetNames of(FileSystem fileSystem) {
    return fileSystem.equals(FileSystems.getDefault())
        ? of(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")))
        : of(StandardCharsets.UTF_8);
  }

  /** Returns the names of a file system that encodes them so. */
  static TargetNames of(Charset charset) {
    return new TargetNames(charset);
  }

  /** Returns whether a name of the image is the same on the target. */
  boolean holds(byte[] bytes) {
    return decode(bytes) != null;
  }

  /** Returns the name on the target for a name of the image. */
  String name(byte[] bytes) {
    String plain = decode(bytes);
    if (plain != null) {
      return plain;
    }
    String escaped = EscapedBytes.escape(bytes);
    if (escaped.length() <= MAX_BYTES) {
      return escaped;
    }
    String digest =
        HexFormat.of()
            .formatHex(Hashing.sha256().hashBytes(bytes).asBytes())
            .substring(0, DIGEST_DIGITS);
    return escaped.substring(0, MAX_BYTES - 1 - DIGEST_DIGITS) + "~" + digest;
  }

  /** Returns the text on the target for the text of a symbolic link: each of its names mapped. */
  String linkText(byte[] bytes) {
    String plain = decode(bytes);
    if (plain != null) {
      return plain;
    }
    return Splitter.on('/')
        .splitToStream(new String(bytes, StandardCharsets.ISO_8859_1))
        .map(name -> name(name.getBytes(StandardCharsets.ISO_8859_1)))
        .collect(Collectors.joining("/"));
  }

  private @Nullable String decode(byte[] bytes) {
    if (looksEscaped(bytes)) {
      return null;
    }
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return Arrays.equals(text.getBytes(charset), bytes) ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean looksEscaped(byte[] bytes) {
    for (int i = 0; i + 3 < bytes.length; i++) {
      if (bytes[i] == '\\'
          && bytes[i + 1] == 'x'
          && HexFormat.isHexDigit(bytes[i + 2])
          && HexFormat.isHexDigit(bytes[i + 3])) {
        return true;
      }
    }
    return false;
  }
}
