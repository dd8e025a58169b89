package org.bootarchive.dtrace.compile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program in D as {@code dtrace} is given it. Texts are bytes to D: here each char stands for
 * one, U+0000 to U+00FF; a text with others cannot be compiled.
 */
public final class DSource {
  /** No program in D is longer, in bytes. */
  static final int MOST_BYTES = 4 << 20;

  /** What a program is: an option of {@code dtrace}. */
  enum Kind {
    PROVIDERS(1),
    MODULES(2),
    FUNCTIONS(3),
    NAMES(4),
    SCRIPT(SpecifierReader.ALL_PARTS);

    /** How many parts of a probe description can be given. */
    final int parts;

    Kind(int parts) {
      this.parts = parts;
    }
  }

  private interface Text {
    String read() throws IOException;
  }

  private final Kind kind;
  private final String name;
  private final Text text;

  private DSource(Kind kind, String name, Text text) {
    this.kind = kind;
    this.name = name;
    this.text = text;
  }

  /** Returns the program of {@code -n}: descriptions end in a name of probes, {@code BEGIN}. */
  public static DSource ofNames(String text) {
    return new DSource(Kind.NAMES, text, () -> text);
  }

  /** Returns the program of {@code -P}: descriptions name providers. */
  public static DSource ofProviders(String text) {
    return new DSource(Kind.PROVIDERS, text, () -> text);
  }

  /** Returns the program of {@code -m}: descriptions end in a module. */
  public static DSource ofModules(String text) {
    return new DSource(Kind.MODULES, text, () -> text);
  }

  /** Returns the program of {@code -f}: descriptions end in a function. */
  public static DSource ofFunctions(String text) {
    return new DSource(Kind.FUNCTIONS, text, () -> text);
  }

  /**
   * Returns a script, whose errors name lines.
   *
   * @param name what messages call it, and {@code $0}
   * @param text what is in it
   */
  public static DSource script(String name, String text) {
    return new DSource(Kind.SCRIPT, name, () -> text);
  }

  /** Returns the script of {@code -s}: a file, which is read when it is compiled. */
  public static DSource file(Path file) {
    String name =
        new String(file.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return new DSource(Kind.SCRIPT, name, () -> read(file));
  }

  /**
   * Returns a script that is read from a stream when it is compiled, once.
   *
   * @param name what messages call it, and {@code $0}
   * @param in the stream; stays open
   */
  public static DSource read(String name, InputStream in) {
    return new DSource(Kind.SCRIPT, name, () -> read(in));
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readNBytes(MOST_BYTES + 1), StandardCharsets.ISO_8859_1);
  }

  Kind kind() {
    return kind;
  }

  /** Returns the file's name, or the whole program. */
  String name() {
    return name;
  }

  String text() throws IOException {
    return text.read();
  }
}
