package org.bootarchive.boot.config.grub2;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a script into tokens: yylex.l and lexer.c.
 *
 * <p>It reads a line, and a further one only while a quote is open, a line ends in a backslash, or
 * the parser is inside a construct ({@link #open}).
 */
final class ScriptLexer {
  /** The most bytes that one token, with all its lines, may have. */
  private static final int MAX_BUFFER = 1 << 20;

  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.of(
          "case",
          "do",
          "done",
          "elif",
          "else",
          "esac",
          "fi",
          "for",
          "if",
          "in",
          "select",
          "then",
          "until",
          "while",
          "function");

  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");
  private static final CharMatcher WORD_CHAR = CharMatcher.noneOf("{}|&$;<> \t\n'\"\\");

  private final LineReader lines;
  private final List<Recording> recordings = new ArrayList<>();
  private LineStarts starts = new LineStarts();
  private String buffer;
  private int at;
  private int open;

  /**
   * Starts with a line.
   *
   * @param lines what follows it
   */
  ScriptLexer(ScriptLine first, LineReader lines) {
    this.lines = lines;
    this.buffer = first.text() + "\n";
    starts.add(0, first.where());
  }

  /** The text of a block, with the lines that it stands on. */
  private static final class Recording {
    private final StringBuilder text = new StringBuilder();
    private final LineStarts starts = new LineStarts();
  }

  /** Notes that a construct is open: the lines that follow belong to it. */
  void open() {
    open++;
  }

  void close() {
    open--;
  }

  /** Begins to keep the text of a block. */
  void startRecording() {
    recordings.add(new Recording());
  }

  /** Ends the innermost recording; returns its lines without the brace that ended it. */
  ImmutableList<ScriptLine> stopRecording() {
    Recording recording = recordings.remove(recordings.size() - 1);
    String text = recording.text.substring(0, recording.text.lastIndexOf("}"));
    ImmutableList.Builder<ScriptLine> recorded = ImmutableList.builder();
    for (int start = 0; start <= text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      recorded.add(new ScriptLine(text.substring(start, end), recording.starts.at(start)));
      start = end + 1;
    }
    return recorded.build();
  }

  /** Returns where the next token is looked for. */
  SourceLine where() {
    return where(at);
  }

  private SourceLine where(int position) {
    return starts.at(position);
  }

  /**
   * Returns the next token.
   *
   * @throws ScriptSyntaxException if there is none
   */
  Token next() throws ScriptSyntaxException {
    while (true) {
      if (at == buffer.length()) {
        if (open == 0) {
          return new Token(Token.Kind.END, "", null, at, where(Math.max(0, at - 1)));
        }
        refill("");
      }
      char c = buffer.charAt(at);
      if (BLANK.matches(c)) {
        int end = at;
        while (BLANK.matches(buffer.charAt(end))) {
          end++;
        }
        advance(end);
      } else if (c == '#') {
        advance(buffer.indexOf('\n', at));
      } else {
        Token token = c == '\n' ? taken(Token.Kind.NEWLINE, 1) : symbol(c);
        if (token == null) {
          token = word();
        }
        if (token != null) {
          return token;
        }
      }
    }
  }

  private @Nullable Token symbol(char c) {
    return switch (c) {
      case '{' -> taken(Token.Kind.LEFT_BRACE, 1);
      case '}' -> taken(Token.Kind.RIGHT_BRACE, 1);
      case ';' ->
          buffer.charAt(at + 1) == ';'
              ? taken(Token.Kind.UNUSABLE, 2)
              : taken(Token.Kind.SEMICOLON, 1);
      case '|', '&', '<', '>' -> taken(Token.Kind.UNUSABLE, 1);
      default -> null;
    };
  }

  private Token taken(Token.Kind kind, int length) {
    Token token = new Token(kind, buffer.substring(at, at + length), null, at, where(at));
    advance(at + length);
    return token;
  }

  private void advance(int end) {
    for (Recording recording : recordings) {
      recording.starts.addAll(starts, at, end, recording.text.length());
      recording.text.append(buffer, at, end);
    }
    at = end;
  }

  /** Takes a word; null if it goes on on the next line, which is then in the buffer. */
  private @Nullable Token word() throws ScriptSyntaxException {
    int end = at;
    while (true) {
      char c = buffer.charAt(end);
      if (WORD_CHAR.matches(c)) {
        end++;
      } else if (c == '\\') {
        if (end + 2 == buffer.length()) {
          refill(buffer.substring(at));
          return null;
        }
        end += 2;
      } else if (c == '\'' || c == '"' || (c == '$' && buffer.charAt(end + 1) == '"')) {
        int close = c == '\'' ? buffer.indexOf('\'', end + 1) : closing(c == '$' ? end + 1 : end);
        if (close < 0) {
          refill(buffer.substring(at));
          return null;
        }
        end = close + 1;
      } else if (c == '$' && variableEnd(buffer, end + 1) > 0) {
        end = variableEnd(buffer, end + 1);
      } else {
        break;
      }
    }
    if (end == at) {
      throw new ScriptSyntaxException(where(at), "a $ that is no variable must be in quotes");
    }
    String text = buffer.substring(at, end);
    Word word = WordSplitter.split(text, where(at));
    Token token = new Token(kind(text), text, word, at, where(at));
    advance(end);
    return token;
  }

  private static Token.Kind kind(String text) {
    if (text.equals("[[") || text.equals("]]")) {
      return Token.Kind.UNUSABLE;
    }
    if (RESERVED.contains(text)) {
      return Token.Kind.RESERVED;
    }
    return nameEnd(text, 0) == text.length() ? Token.Kind.NAME : Token.Kind.WORD;
  }

  /** Returns where a text in double quotes ends, or -1. */
  private int closing(int quote) {
    for (int i = quote + 1; i < buffer.length(); i++) {
      char c = buffer.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i;
      }
    }
    return -1;
  }

  /** Puts the next line behind what is left of this one. */
  private void refill(String prefix) throws ScriptSyntaxException {
    SourceLine here = where(Math.min(at, buffer.length() - 1));
    Optional<ScriptLine> line = lines.next();
    if (line.isEmpty()) {
      throw new ScriptSyntaxException(
          here, prefix.isEmpty() ? "the file ends inside a block" : "a quote is never closed");
    }
    if (prefix.length() > MAX_BUFFER) {
      throw new ScriptSyntaxException(here, "a word of more than " + MAX_BUFFER + " bytes");
    }
    LineStarts kept = new LineStarts();
    if (!prefix.isEmpty()) {
      kept.addAll(starts, at, buffer.length(), 0);
    }
    kept.add(prefix.length(), line.get().where());
    starts = kept;
    buffer = prefix + line.get().text() + "\n";
    at = 0;
  }

  /**
   * Returns the end of a variable's name, braces included, or -1 if there is none.
   *
   * @param at the position behind the dollar
   */
  static int variableEnd(String text, int at) {
    boolean braces = at < text.length() && text.charAt(at) == '{';
    int start = braces ? at + 1 : at;
    int end = start;
    if (start < text.length()) {
      char c = text.charAt(start);
      if (c == '?' || c == '#' || c == '*' || c == '@') {
        end = start + 1;
      } else if (isDigit(c)) {
        while (end < text.length() && isDigit(text.charAt(end))) {
          end++;
        }
      } else {
        end = nameEnd(text, start);
      }
    }
    if (end == start) {
      return -1;
    }
    if (!braces) {
      return end;
    }
    return end < text.length() && text.charAt(end) == '}' ? end + 1 : -1;
  }

  private static int nameEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isNameChar(text.charAt(end), end > start)) {
      end++;
    }
    return end;
  }

  private static boolean isNameChar(char c, boolean digits) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (digits && isDigit(c));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
