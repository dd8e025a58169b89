package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Reads system(4): {@code read_system_file} of modsysfile.c. */
final class SystemFileReader {
  /** {@code MAXLINESIZE}, the room for a keyword. */
  private static final int KEYWORD_BYTES = 80;

  private final KernelLexer lexer;
  private final SystemCommandReader commands;
  private final ImmutableList.Builder<SystemStatement> statements = ImmutableList.builder();

  SystemFileReader(byte[] bytes, ConfRemarks findings) {
    KernelBuffer buffer = new KernelBuffer(bytes);
    this.lexer = new KernelLexer(buffer, SystemCommandReader.VALUE_BYTES, findings);
    this.commands = new SystemCommandReader(buffer, lexer);
  }

  /** Reads up to what the kernel takes for the end. */
  ImmutableList<SystemStatement> read() {
    boolean lineStarts = true;
    for (Token token = lexer.next(KEYWORD_BYTES);
        token != Token.END;
        token = lexer.next(KEYWORD_BYTES)) {
      switch (token) {
        case STAR, POUND -> lexer.findEndOfLine();
        case NEWLINE -> {
          lexer.newline();
          lineStarts = true;
        }
        case NAME -> {
          command(lineStarts);
          lineStarts = false;
        }
        default -> {
          lexer.warn(ConfCode.UNEXPECTED_TOKEN, "Unexpected token '" + lexer.text() + "'");
          lexer.findEndOfLine();
        }
      }
    }
    return statements.build();
  }

  /** Returns where the kernel stopped reading, in bytes. */
  int end() {
    return lexer.tokenOffset();
  }

  private void command(boolean lineStarts) {
    if (!lineStarts) {
      lexer.warn(
          ConfCode.EXTRANEOUS_INPUT, "extraneous input ignored starting at '" + lexer.text() + "'");
      lexer.findEndOfLine();
      return;
    }
    @Nullable SystemStatement statement = commands.read(lexer.text(), lexer.tokenLine());
    if (statement != null) {
      statements.add(statement);
    }
  }
}
