package org.bootarchive.dtrace.conf;

import java.util.Optional;
import java.util.function.BiFunction;
import org.bootarchive.dtrace.conf.SystemStatement.Operator;
import org.jspecify.annotations.Nullable;

/** Reads what is behind a keyword of system(4): {@code do_sysfile_cmd} of modsysfile.c. */
final class SystemCommandReader {
  /** {@code MOD_MAXPATH} and a NUL, the room for a value. */
  static final int VALUE_BYTES = 257;

  /** The room for an operator, and for the name of a module's variable. */
  private static final int SYMBOL_BYTES = 64;

  private final KernelBuffer buffer;
  private final KernelLexer lexer;

  SystemCommandReader(KernelBuffer buffer, KernelLexer lexer) {
    this.buffer = buffer;
    this.lexer = lexer;
  }

  /** Reads a command; null if the kernel passes over it, and over the rest of its line. */
  @Nullable SystemStatement read(String keyword, int line) {
    SystemStatement statement =
        switch (keyword) {
          case "forceload", "FORCELOAD" -> word(keyword, line, SystemStatement.Forceload::new);
          case "exclude", "EXCLUDE" -> word(keyword, line, SystemStatement.Exclude::new);
          case "include", "INCLUDE" -> word(keyword, line, SystemStatement.Include::new);
          case "rootfs", "ROOTFS" -> word(keyword, line, SystemStatement.RootFileSystem::new);
          case "swapfs", "SWAPFS" -> word(keyword, line, SystemStatement.SwapFileSystem::new);
          case "rootdev", "ROOTDEV" -> device(keyword, line, SystemStatement.RootDevice::new);
          case "swapdev", "SWAPDEV" -> device(keyword, line, SystemStatement.SwapDevice::new);
          case "moddir", "MODDIR" -> directories(keyword, line);
          case "set", "SET", "set64", "SET64" -> assignment(line, true);
          case "set32", "SET32" -> assignment(line, false);
          default -> bad(ConfCode.UNKNOWN_COMMAND, "unknown command '" + keyword + "'");
        };
    if (statement == null) {
      lexer.findEndOfLine();
    }
    return statement;
  }

  private @Nullable SystemStatement bad(ConfCode code, String text) {
    lexer.warn(code, text);
    return null;
  }

  private @Nullable SystemStatement tooLong() {
    return bad(ConfCode.VALUE_TOO_LONG, "value too long");
  }

  private static String colonMissing(String keyword) {
    return "A colon (:) must follow the '" + keyword + "' command";
  }

  /** A colon, which may be left out at the price of a warning, and a name up to the next blank. */
  private @Nullable SystemStatement word(
      String keyword, int line, BiFunction<Integer, String, SystemStatement> make) {
    Token token = lexer.next(VALUE_BYTES);
    if (token == Token.COLON) {
      token = lexer.next(VALUE_BYTES);
    } else {
      lexer.warn(ConfCode.MISSING_COLON, colonMissing(keyword));
    }
    if (token != Token.NAME) {
      return bad(ConfCode.VALUE_EXPECTED, "value expected");
    }
    StringBuilder value = new StringBuilder(lexer.text());
    int c = buffer.get();
    while (c != KernelBuffer.END && !KernelBytes.isBlank(c) && !KernelBytes.isNewline(c)) {
      if (value.length() >= VALUE_BYTES - 1) {
        return tooLong();
      }
      value.append((char) (c & 0xff));
      c = buffer.get();
    }
    if (c != KernelBuffer.END) {
      buffer.unget();
    }
    return make.apply(line, untilNul(value));
  }

  private @Nullable SystemStatement device(
      String keyword, int line, BiFunction<Integer, String, SystemStatement> make) {
    if (lexer.next(VALUE_BYTES) != Token.COLON) {
      return bad(ConfCode.UNEXPECTED_TOKEN, colonMissing(keyword));
    }
    int c = buffer.get();
    while (KernelBytes.isBlank(c)) {
      c = buffer.get();
    }
    StringBuilder path = new StringBuilder();
    while (c != KernelBuffer.END && !KernelBytes.isBlank(c) && !KernelBytes.isNewline(c)) {
      if (path.length() >= VALUE_BYTES - 1) {
        return tooLong();
      }
      path.append((char) (c & 0xff));
      c = buffer.get();
    }
    if (c != KernelBuffer.END) {
      buffer.unget();
    }
    return make.apply(line, untilNul(path));
  }

  private @Nullable SystemStatement directories(String keyword, int line) {
    if (lexer.next(VALUE_BYTES) != Token.COLON) {
      return bad(ConfCode.UNEXPECTED_TOKEN, colonMissing(keyword));
    }
    StringBuilder path = new StringBuilder();
    Token token = lexer.next(VALUE_BYTES);
    while (token != Token.NEWLINE && token != Token.END) {
      if (token == Token.UNEXPECTED) {
        return tooLong();
      }
      path.append(lexer.text());
      int c = buffer.get();
      while (c != KernelBuffer.END
          && !KernelBytes.isBlank(c)
          && !KernelBytes.isNewline(c)
          && c != ':') {
        if (path.length() >= VALUE_BYTES - 1) {
          return tooLong();
        }
        path.append((char) (c & 0xff));
        c = buffer.get();
      }
      if (KernelBytes.isNewline(c)) {
        buffer.unget();
      } else {
        path.append(' ');
      }
      token = lexer.next(VALUE_BYTES - path.length());
    }
    buffer.unget();
    return new SystemStatement.ModuleDirectories(line, untilNul(path));
  }

  /** {@code [module:]variable = value}. */
  private @Nullable SystemStatement assignment(int line, boolean obeyed) {
    if (lexer.next(VALUE_BYTES) != Token.NAME) {
      return bad(ConfCode.VALUE_EXPECTED, "value expected");
    }
    String symbol = lexer.text();
    Optional<String> module = Optional.empty();
    Token token = lexer.next(SYMBOL_BYTES);
    // The kernel's message names what it read last into the smaller room: with a module, that is
    // the variable.
    String named = lexer.text();
    if (token == Token.COLON) {
      module = Optional.of(symbol);
      if (lexer.next(SYMBOL_BYTES) != Token.NAME) {
        return bad(ConfCode.VALUE_EXPECTED, "value expected");
      }
      symbol = lexer.text();
      named = symbol;
      token = lexer.next(VALUE_BYTES);
    }
    Operator operator;
    switch (token) {
      case EQUALS -> operator = Operator.ASSIGN;
      case AMPERSAND -> operator = Operator.AND;
      case BIT_OR -> operator = Operator.OR;
      default -> {
        return bad(ConfCode.BAD_OPERATOR, "unsupported operator " + named);
      }
    }
    return value(new Target(line, module, symbol, operator, obeyed));
  }

  private record Target(
      int line, Optional<String> module, String symbol, Operator operator, boolean obeyed) {
    SystemStatement to(Optional<String> text, long number, boolean hexadecimal) {
      return new SystemStatement.Assignment(
          line, module, symbol, operator, text, number, hexadecimal, obeyed);
    }
  }

  private @Nullable SystemStatement value(Target target) {
    Token token = lexer.next(VALUE_BYTES);
    String text = lexer.text();
    SystemStatement statement;
    if (token == Token.STRING) {
      if (target.operator() != Operator.ASSIGN) {
        return bad(ConfCode.BAD_OPERATOR, "illegal operator '" + text + "' used on a string");
      }
      statement = target.to(Optional.of(SystemStrings.unescape(text)), 0, false);
    } else if (token == Token.DECIMAL || token == Token.HEXADECIMAL) {
      KernelNumber number = lexer.number();
      if (!number.valid()) {
        return bad(ConfCode.BAD_VALUE, "invalid number '" + text + "'");
      }
      statement = target.to(Optional.empty(), number.value(), token == Token.HEXADECIMAL);
    } else {
      return bad(ConfCode.BAD_VALUE, "bad rvalue '" + text + "'");
    }
    if (!target.obeyed()) {
      lexer
          .findings()
          .note(
              ConfCode.NOT_FOR_THIS_KERNEL,
              target.line(),
              lexer.tokenOffset(),
              "a 64-bit kernel passes over set32");
    }
    return statement;
  }

  private static String untilNul(StringBuilder text) {
    int nul = text.indexOf("\0");
    return nul < 0 ? text.toString() : text.substring(0, nul);
  }
}
