package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statements of one line, and of further ones as far as a construct goes on: parser.y.
 *
 * <p>Nothing is read ahead of need: whether a further line belongs to the statement depends on the
 * constructs that are open at that moment.
 */
final class ScriptParser {
  /** Deeper nesting is refused; no script of a person has it. */
  private static final int MAX_DEPTH = 200;

  private final ScriptLexer lexer;
  private final Map<String, Statement> functions;
  private @Nullable Token peeked;
  private int depth;

  private ScriptParser(ScriptLexer lexer, Map<String, Statement> functions) {
    this.lexer = lexer;
    this.functions = functions;
  }

  /**
   * Reads the statements that begin on a line.
   *
   * @param first the line
   * @param lines what follows it
   * @param functions where a function goes that is defined
   * @throws ScriptSyntaxException if the line is none; no statement of it counts then, and reading
   *     goes on behind the line on which the error was seen
   */
  static Statement.Sequence parse(
      ScriptLine first, LineReader lines, Map<String, Statement> functions)
      throws ScriptSyntaxException {
    return new ScriptParser(new ScriptLexer(first, lines), functions).script();
  }

  private Statement.Sequence script() throws ScriptSyntaxException {
    ImmutableList.Builder<Statement> statements = ImmutableList.builder();
    newlines();
    while (peek().kind() != Token.Kind.END) {
      if (peek().isReserved("function")) {
        function();
      } else {
        statements.add(command());
      }
      if (!peek().isDelimiter()) {
        throw unexpected(peek());
      }
      next();
      newlines();
    }
    return new Statement.Sequence(statements.build());
  }

  private void function() throws ScriptSyntaxException {
    next();
    String name = expect(Token.Kind.NAME).text();
    lexer.open();
    newlines();
    expect(Token.Kind.LEFT_BRACE);
    Statement body = delimited();
    expect(Token.Kind.RIGHT_BRACE);
    functions.put(name, body);
    lexer.close();
  }

  private Statement command() throws ScriptSyntaxException {
    Token token = peek();
    if (++depth > MAX_DEPTH) {
      throw new ScriptSyntaxException(token.where(), "nested more than " + MAX_DEPTH + " deep");
    }
    Statement statement =
        switch (token.kind()) {
          case NAME, WORD -> simpleCommand();
          case RESERVED ->
              switch (token.text()) {
                case "if" -> ifCommand();
                case "for" -> forCommand();
                case "while", "until" -> whileCommand();
                default -> throw unexpected(token);
              };
          default -> throw unexpected(token);
        };
    depth--;
    return statement;
  }

  private Statement simpleCommand() throws ScriptSyntaxException {
    SourceLine where = peek().where();
    ImmutableList<Word> words = words();
    ImmutableList<ScriptLine> block = null;
    if (peek().kind() == Token.Kind.LEFT_BRACE) {
      next();
      lexer.open();
      lexer.startRecording();
      commands();
      expect(Token.Kind.RIGHT_BRACE);
      block = lexer.stopRecording();
      lexer.close();
    }
    return new Statement.Command(words, block, where);
  }

  private Statement ifCommand() throws ScriptSyntaxException {
    next();
    lexer.open();
    Statement clause = ifClause();
    expectReserved("fi");
    lexer.close();
    return clause;
  }

  private Statement ifClause() throws ScriptSyntaxException {
    Statement condition = delimited();
    expectReserved("then");
    Statement then = delimited();
    if (peek().isReserved("else")) {
      next();
      return new Statement.If(condition, then, delimited());
    }
    if (!peek().isReserved("elif")) {
      return new Statement.If(condition, then, null);
    }
    Token elif = next();
    if (++depth > MAX_DEPTH) {
      throw new ScriptSyntaxException(elif.where(), "nested more than " + MAX_DEPTH + " deep");
    }
    Statement otherwise = ifClause();
    depth--;
    return new Statement.If(condition, then, otherwise);
  }

  private Statement forCommand() throws ScriptSyntaxException {
    SourceLine where = next().where();
    String name = expect(Token.Kind.NAME).text();
    lexer.open();
    expectReserved("in");
    ImmutableList<Word> words = words();
    delimiters();
    expectReserved("do");
    Statement body = delimited();
    expectReserved("done");
    lexer.close();
    return new Statement.For(name, words, body, where);
  }

  private Statement whileCommand() throws ScriptSyntaxException {
    Token token = next();
    lexer.open();
    Statement condition = delimited();
    expectReserved("do");
    Statement body = delimited();
    expectReserved("done");
    lexer.close();
    return new Statement.While(condition, token.text().equals("until"), body, token.where());
  }

  private ImmutableList<Word> words() throws ScriptSyntaxException {
    ImmutableList.Builder<Word> words = ImmutableList.builder();
    while (peek().isArgument()) {
      Token token = next();
      if (token.word() != null) {
        words.add(token.word());
      }
    }
    return words.build();
  }

  /** Reads commands that must have a delimiter behind the last one. */
  private Statement delimited() throws ScriptSyntaxException {
    Commands commands = commands();
    if (!commands.delimited) {
      throw unexpected(peek());
    }
    return commands.sequence;
  }

  /**
   * Commands.
   *
   * @param delimited whether a delimiter stands behind the last one
   */
  private record Commands(Statement sequence, boolean delimited) {}

  /** Reads commands up to what is none: rule {@code commands1}, and the delimiters behind it. */
  private Commands commands() throws ScriptSyntaxException {
    ImmutableList.Builder<Statement> statements = ImmutableList.builder();
    newlines();
    boolean delimited;
    do {
      statements.add(command());
      delimited = peek().isDelimiter();
      if (delimited) {
        delimiters();
      }
    } while (delimited && startsCommand(peek()));
    return new Commands(new Statement.Sequence(statements.build()), delimited);
  }

  private static boolean startsCommand(Token token) {
    return token.kind() == Token.Kind.NAME
        || token.kind() == Token.Kind.WORD
        || token.isReserved("if")
        || token.isReserved("for")
        || token.isReserved("while")
        || token.isReserved("until");
  }

  private void delimiters() throws ScriptSyntaxException {
    if (!peek().isDelimiter()) {
      throw unexpected(peek());
    }
    next();
    newlines();
  }

  private void newlines() throws ScriptSyntaxException {
    while (peek().kind() == Token.Kind.NEWLINE) {
      next();
    }
  }

  private Token expect(Token.Kind kind) throws ScriptSyntaxException {
    Token token = next();
    if (token.kind() != kind) {
      throw unexpected(token);
    }
    return token;
  }

  private void expectReserved(String word) throws ScriptSyntaxException {
    Token token = next();
    if (!token.isReserved(word)) {
      throw unexpected(token);
    }
  }

  private Token peek() throws ScriptSyntaxException {
    if (peeked == null) {
      peeked = lexer.next();
    }
    return peeked;
  }

  private Token next() throws ScriptSyntaxException {
    Token token = peek();
    peeked = null;
    return token;
  }

  private static ScriptSyntaxException unexpected(Token token) {
    String what =
        switch (token.kind()) {
          case END -> "the end of the text";
          case NEWLINE -> "the end of the line";
          default -> "\"" + Shown.brief(token.text()) + "\"";
        };
    return new ScriptSyntaxException(token.where(), what + " is not expected here");
  }
}
