package org.bootarchive.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.ufs.text.EscapedBytes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The arguments of the process as bytes.
 *
 * <p>The JVM decodes them by the locale and loses what that cannot express, while names in archives
 * and command lines of modules are bytes. So the commands get their arguments in a form that loses
 * nothing: ASCII stands for itself, any other byte is the char U+DC00 and its value. Where the
 * system shows the arguments as they were given (Linux, illumos' /proc is another), the bytes are
 * taken from there, each argument by its position; else they are what UTF-8 makes of the arguments.
 */
final class ByteArguments {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  /** How the JVM decodes arguments and encodes the names of files. */
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private static final char BYTE = 0xdc00;

  private static volatile Charset charset = StandardCharsets.UTF_8;

  private ByteArguments() {}

  /** Returns the process's arguments in the form that loses nothing. */
  static String[] ofProcess(String... arguments) {
    if (areSurelyAscii(arguments)) {
      return arguments;
    }
    List<byte[]> raw = behindMain(readCommandLine(), arguments);
    charset = raw.isEmpty() ? StandardCharsets.UTF_8 : NATIVE;
    return raw.isEmpty() ? ofTexts(arguments) : ofBytes(raw);
  }

  /** Returns arguments in the form that loses nothing, where nothing shows them as bytes. */
  static String[] ofTexts(String... arguments) {
    return ofBytes(
        Arrays.stream(arguments).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** Returns arguments in the form that loses nothing. */
  static String[] ofBytes(List<byte[]> arguments) {
    return arguments.stream().map(ByteArguments::kept).toArray(String[]::new);
  }

  private static String kept(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      text.append(b >= 0 ? (char) b : (char) (BYTE + (b & 0xff)));
    }
    return text.toString();
  }

  /** In the C locale the JVM makes a question mark of what is not ASCII. */
  private static boolean areSurelyAscii(String... arguments) {
    for (String argument : arguments) {
      for (int i = 0; i < argument.length(); i++) {
        if (argument.charAt(i) >= 0x80 || argument.charAt(i) == '?') {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Returns those of a command line that the arguments are, empty if it is not theirs: what is
   * ASCII there must be the same here.
   */
  static List<byte[]> behindMain(List<byte[]> commandLine, String... arguments) {
    int skip = commandLine.size() - arguments.length;
    if (skip < 0) {
      return List.of();
    }
    List<byte[]> raw = commandLine.subList(skip, commandLine.size());
    for (int i = 0; i < arguments.length; i++) {
      String text = kept(raw.get(i));
      if (text.chars().allMatch(c -> c < BYTE) && !text.equals(arguments[i])) {
        return List.of();
      }
    }
    return raw;
  }

  private static List<byte[]> readCommandLine() {
    byte[] all;
    try {
      all = Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return List.of();
    }
    List<byte[]> arguments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == 0) {
        arguments.add(Arrays.copyOfRange(all, start, i));
        start = i + 1;
      }
    }
    return arguments;
  }

  /** Returns an argument's bytes as chars U+0000 to U+00FF. */
  static String bytes(String argument) {
    return new String(toBytes(argument), StandardCharsets.ISO_8859_1);
  }

  private static byte[] toBytes(String argument) {
    byte[] bytes = new byte[argument.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) argument.charAt(i);
    }
    return bytes;
  }

  /** Returns the bytes of a path that was typed, with {@code \xHH} as that byte, as chars. */
  static String path(String argument) {
    return new String(EscapedBytes.unescape(toBytes(argument)), StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the bytes of a path that was typed; those that were as {@code \xHH} have {@link
   * NamePattern#ESCAPED} added.
   */
  static int[] escapes(String argument) {
    byte[] typed = toBytes(argument);
    int[] bytes = new int[typed.length];
    int count = 0;
    for (int i = 0; i < typed.length; i++) {
      bytes[count] = typed[i] & 0xff;
      if (EscapedBytes.isEscape(typed, i)) {
        byte[] one = EscapedBytes.unescape(Arrays.copyOfRange(typed, i, i + 4));
        bytes[count] = NamePattern.ESCAPED + (one[0] & 0xff);
        i += 3;
      }
      count++;
    }
    return Arrays.copyOf(bytes, count);
  }

  /** Returns a text with arguments in it for people; what is no text in the locale is replaced. */
  static String text(String withArguments) {
    StringBuilder text = new StringBuilder(withArguments.length());
    int i = 0;
    while (i < withArguments.length()) {
      int end = i;
      while (end < withArguments.length() && isByte(withArguments.charAt(end))) {
        end++;
      }
      if (end > i) {
        text.append(new String(toBytes(withArguments.substring(i, end)), charset));
        i = end;
      } else {
        text.append(withArguments.charAt(i++));
      }
    }
    return text.toString();
  }

  private static boolean isByte(char c) {
    return c >= BYTE + 0x80 && c <= BYTE + 0xff;
  }

  /**
   * Returns the host's file of a name.
   *
   * @throws InvalidPathException if the host cannot have the name, or the locale not express it
   */
  static Path file(String argument) {
    try {
      return Path.of(charset.newDecoder().decode(ByteBuffer.wrap(toBytes(argument))).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidPathException(
          EscapedBytes.escape(toBytes(argument)),
          "the locale cannot express this name; run in one of UTF-8, as LC_ALL=C.UTF-8");
    }
  }

  /** Makes paths of arguments. */
  static final class PathConverter implements ITypeConverter<Path> {
    @Override
    public Path convert(String argument) {
      if (argument.isEmpty()) {
        throw new TypeConversionException("'' is no name of a file");
      }
      try {
        return file(argument);
      } catch (InvalidPathException e) {
        throw new TypeConversionException(e.getInput() + ": " + e.getReason());
      }
    }
  }
}
