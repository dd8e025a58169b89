package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.boot.SystemLexer.Token;

/**
 * What {@code /etc/system} says of the modules that the kernel loads.
 *
 * <p>Source: {@code read_system_file} and {@code do_sysfile_cmd} of modsysfile.c.
 *
 * @param forceloads what forceload names, such as {@code drv/e1000g}, in order
 * @param moduleDirectories the value of the last moddir: directories between blanks; empty if there
 *     is none
 * @param rejected lines that the kernel warns of and passes over, as they begin
 */
record SystemFile(
    ImmutableList<String> forceloads,
    Optional<String> moduleDirectories,
    ImmutableList<String> rejected) {
  /** {@code MAXLINESIZE}, the room for a command. */
  private static final int COMMAND_BYTES = 80;

  /** {@code MOD_MAXPATH} and a NUL, the room for a value. */
  private static final int VALUE_BYTES = 257;

  /** More than this many of a kind are not kept. */
  private static final int MAX_KEPT = 1000;

  /** Reads a file's text, chars standing for bytes. */
  static SystemFile parse(String text) {
    return new Reader(text).read();
  }

  private static final class Reader {
    private final SystemLexer lexer;
    private final ImmutableList.Builder<String> forceloads = ImmutableList.builder();
    private final ImmutableList.Builder<String> rejected = ImmutableList.builder();
    private Optional<String> moduleDirectories = Optional.empty();
    private int kept;

    Reader(String text) {
      this.lexer = new SystemLexer(text);
    }

    SystemFile read() {
      boolean lineStarts = true;
      for (Token token = lexer.next(COMMAND_BYTES);
          token != Token.END;
          token = lexer.next(COMMAND_BYTES)) {
        if (token == Token.NEWLINE) {
          lineStarts = true;
        } else if (token == Token.NAME && lineStarts) {
          String command = lexer.value();
          if (!command(command)) {
            // The kernel's way: if the line had ended already, the next one is lost with it.
            reject(command);
            lexer.skipLine();
          }
          lineStarts = false;
        } else {
          if (token != Token.COMMENT) {
            reject(lexer.value());
          }
          lexer.skipLine();
        }
      }
      return new SystemFile(forceloads.build(), moduleDirectories, rejected.build());
    }

    private void reject(String what) {
      if (kept++ < MAX_KEPT) {
        rejected.add(what);
      }
    }

    private boolean command(String name) {
      return switch (name) {
        case "forceload", "FORCELOAD" -> module(true);
        case "include", "INCLUDE", "exclude", "EXCLUDE", "rootfs", "ROOTFS", "swapfs", "SWAPFS" ->
            module(false);
        case "moddir", "MODDIR" -> directories();
        case "rootdev", "ROOTDEV", "swapdev", "SWAPDEV" -> device();
        case "set", "SET", "set32", "SET32", "set64", "SET64" -> set();
        default -> false;
      };
    }

    /**
     * A colon, which may be left out at the price of a warning, and a name up to the next blank.
     */
    private boolean module(boolean forceload) {
      Token token = lexer.next(VALUE_BYTES);
      if (token == Token.COLON) {
        token = lexer.next(VALUE_BYTES);
      }
      if (token != Token.NAME) {
        return false;
      }
      String value = lexer.value() + lexer.word("");
      if (value.length() >= VALUE_BYTES) {
        return false;
      }
      if (forceload && kept++ < MAX_KEPT) {
        forceloads.add(value);
      }
      return true;
    }

    private boolean directories() {
      if (lexer.next(VALUE_BYTES) != Token.COLON) {
        return false;
      }
      StringBuilder path = new StringBuilder();
      for (Token token = lexer.next(VALUE_BYTES);
          token != Token.NEWLINE && token != Token.END;
          token = lexer.next(VALUE_BYTES)) {
        path.append(lexer.value()).append(lexer.word(":"));
        if (path.length() >= VALUE_BYTES) {
          return false;
        }
        path.append(' ');
        lexer.skipStop();
      }
      lexer.unreadNewline();
      moduleDirectories = Optional.of(path.toString().trim());
      return true;
    }

    private boolean device() {
      if (lexer.next(VALUE_BYTES) != Token.COLON) {
        return false;
      }
      lexer.skipBlanks();
      return lexer.word("").length() < VALUE_BYTES;
    }

    /** {@code [module:]variable = value}. */
    private boolean set() {
      if (lexer.next(VALUE_BYTES) != Token.NAME) {
        return false;
      }
      Token token = lexer.next(VALUE_BYTES);
      if (token == Token.COLON) {
        if (lexer.next(VALUE_BYTES) != Token.NAME) {
          return false;
        }
        token = lexer.next(VALUE_BYTES);
      }
      return token == Token.OPERATOR && lexer.next(VALUE_BYTES) == Token.VALUE;
    }
  }
}
