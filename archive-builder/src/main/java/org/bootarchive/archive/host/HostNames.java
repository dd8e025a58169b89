package org.bootarchive.archive.host;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.bootarchive.ufs.text.EscapedBytes;
import org.jspecify.annotations.Nullable;

/**
 * Names of bytes, as an image or a tar has them, as names on the system this runs on: each of them
 * one name below its directory, and nothing else.
 *
 * <p>Java makes file names from characters, by the locale, so that not every string of bytes can be
 * one; and Windows has its own separators, streams, devices and forms that it cuts. A name that
 * cannot be is escaped: each byte that is in the way as {@code \xHH}, on Windows as {@code %HH}. A
 * name that looks like an escaped one is escaped too, so that no two names become the same one.
 *
 * <p>Source of Windows' rules: "Naming Files, Paths, and Namespaces" in Microsoft's documentation
 * of the file systems.
 */
public final class HostNames {
  /** The longest name that file systems take, in bytes. */
  private static final int MAX_BYTES = 255;

  private static final int DIGEST_DIGITS = 16;

  /** What no name has on Windows; the backslash and the colon lead elsewhere. */
  private static final String WINDOWS_FORBIDDEN = "<>:\"/\\|?*";

  /** Devices on Windows, in every directory and with any extension. */
  private static final ImmutableSet<String> WINDOWS_DEVICES =
      ImmutableSet.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$");

  private static final ImmutableSet<String> WINDOWS_PORTS = ImmutableSet.of("COM", "LPT");

  /** The digits of ports, with the superscripts that Windows takes for digits as well. */
  private static final String PORT_DIGITS = "0123456789\u00b9\u00b2\u00b3";

  /** Printable ASCII. */
  private static final byte FIRST_PLAIN = ' ';

  private static final byte LAST_PLAIN = '~';

  private final Charset charset;
  private final boolean windows;

  /** Whether names of printable ASCII need no look at the charset. */
  private final boolean keepsAscii;

  private HostNames(Charset charset, boolean windows) {
    this.charset = charset;
    this.windows = windows;
    this.keepsAscii = !windows && keepsAscii(charset);
  }

  private static boolean keepsAscii(Charset charset) {
    byte[] plain = new byte[LAST_PLAIN - FIRST_PLAIN + 1];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) (FIRST_PLAIN + i);
    }
    return Arrays.equals(new String(plain, StandardCharsets.US_ASCII).getBytes(charset), plain);
  }

  /** Returns whether a name is without doubt one of this system, as nearly all are. */
  private boolean isPlain(byte[] name) {
    if (!keepsAscii || name.length == 0 || (name[0] == '.' && name.length <= 2)) {
      return false;
    }
    for (byte b : name) {
      if (b < FIRST_PLAIN || b > LAST_PLAIN || b == '/' || b == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Returns the names of a file system; the default one's are encoded by the locale on Unix. */
  public static HostNames of(FileSystem fileSystem) {
    if (fileSystem.getSeparator().equals("\\")) {
      return windows();
    }
    return fileSystem.equals(FileSystems.getDefault())
        ? unix(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")))
        : unix(StandardCharsets.UTF_8);
  }

  /** Returns the names of a Unix that encodes them so. */
  static HostNames unix(Charset charset) {
    return new HostNames(charset, false);
  }

  /** Returns the names of Windows, which are of Unicode in any locale. */
  static HostNames windows() {
    return new HostNames(StandardCharsets.UTF_8, true);
  }

  /** Returns whether {@link #name} gives a name as it is, and not escaped. */
  public boolean holds(byte[] bytes) {
    return isPlain(bytes) || unescaped(bytes) != null;
  }

  /** Returns the name on this system for a name of bytes. */
  public String name(byte[] bytes) {
    String plain = unescaped(bytes);
    if (plain != null) {
      return plain;
    }
    String escaped = windows ? escapeForWindows(bytes) : EscapedBytes.escape(bytes);
    if (escaped.length() <= MAX_BYTES) {
      return escaped;
    }
    String digest =
        HexFormat.of()
            .formatHex(Hashing.sha256().hashBytes(bytes).asBytes())
            .substring(0, DIGEST_DIGITS);
    return escaped.substring(0, MAX_BYTES - 1 - DIGEST_DIGITS) + "~" + digest;
  }

  /**
   * Returns the place of a file in a directory, by the name that {@link #name} gives.
   *
   * @throws IOException if the name is none below the directory
   */
  public Path in(Path directory, byte[] name) throws IOException {
    return isPlain(name)
        ? directory.resolve(new String(name, StandardCharsets.US_ASCII))
        : child(directory, name(name));
  }

  /**
   * Returns the place of a file below a directory.
   *
   * @param path names with slashes between them, of which several count as one; each name has to be
   *     one that this system can have
   * @throws IOException if one cannot be, or leads elsewhere
   */
  public Path below(Path top, byte[] path) throws IOException {
    Path place = top;
    for (String part : split(path)) {
      if (part.isEmpty()) {
        continue;
      }
      String name = decode(part.getBytes(StandardCharsets.ISO_8859_1));
      if (name == null) {
        throw new IOException(
            EscapedBytes.escape(path) + ": cannot be the name of a file on this system");
      }
      place = child(place, name);
    }
    return place;
  }

  /** Resolves a name, and makes sure of where that leads. */
  private static Path child(Path directory, String name) throws IOException {
    try {
      Path path = directory.resolve(name);
      // The empty path, which is the current directory, counts as one name and is in front of none.
      boolean current = directory.toString().isEmpty();
      if (name.isEmpty()
          || name.equals(".")
          || name.equals("..")
          || path.getNameCount() != (current ? 1 : directory.getNameCount() + 1)
          || (current ? path.isAbsolute() : !path.startsWith(directory))) {
        throw new IOException("'" + name + "' is no name of a file below " + directory);
      }
      return path;
    } catch (InvalidPathException e) {
      throw new IOException("'" + name + "' cannot be the name of a file on this system", e);
    }
  }

  /** Returns the text on this system for the text of a symbolic link: each of its names mapped. */
  public String linkText(byte[] bytes) {
    return split(bytes).stream()
        .map(
            name ->
                name.isEmpty() || name.equals(".") || name.equals("..")
                    ? name
                    : name(name.getBytes(StandardCharsets.ISO_8859_1)))
        .collect(Collectors.joining("/"));
  }

  private static List<String> split(byte[] path) {
    return Splitter.on('/').splitToList(new String(path, StandardCharsets.ISO_8859_1));
  }

  private @Nullable String unescaped(byte[] bytes) {
    return looksEscaped(bytes) ? null : decode(bytes);
  }

  /** Returns a name's characters, null if this system cannot have them as a name. */
  private @Nullable String decode(byte[] bytes) {
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return Arrays.equals(text.getBytes(charset), bytes)
              && text.indexOf('\0') < 0
              && !(windows && isRefusedByWindows(text))
          ? text
          : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isRefusedByWindows(String name) {
    return name.chars().anyMatch(c -> isForbiddenOnWindows((char) c))
        || name.endsWith(".")
        || name.endsWith(" ")
        || isDevice(name);
  }

  private static boolean isForbiddenOnWindows(char c) {
    return c < ' ' || WINDOWS_FORBIDDEN.indexOf(c) >= 0;
  }

  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String base = Ascii.toUpperCase(dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    return WINDOWS_DEVICES.contains(base)
        || (base.length() == 4
            && WINDOWS_PORTS.contains(base.substring(0, 3))
            && PORT_DIGITS.indexOf(base.charAt(3)) >= 0);
  }

  /** Escapes what is in the way; of a device's name the first byte. */
  private String escapeForWindows(byte[] bytes) {
    boolean device = isDevice(new String(bytes, StandardCharsets.UTF_8));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean last = i == bytes.length - 1;
      if (c >= 0x7f
          || isForbiddenOnWindows(c)
          || c == '%'
          || (last && (c == '.' || c == ' '))
          || (i == 0 && device)) {
        text.append('%').append(HexFormat.of().toHexDigits((byte) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private boolean looksEscaped(byte[] bytes) {
    int digits = windows ? 1 : 2;
    for (int i = 0; i + digits + 1 < bytes.length; i++) {
      if ((windows ? bytes[i] == '%' : bytes[i] == '\\' && bytes[i + 1] == 'x')
          && HexFormat.isHexDigit(bytes[i + digits])
          && HexFormat.isHexDigit(bytes[i + digits + 1])) {
        return true;
      }
    }
    return false;
  }
}
