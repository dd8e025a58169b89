package org.bootarchive.boot.config.grub2;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.finding.SourceLine;

/** Takes a word apart: the start conditions SPLIT, VAR, SQUOTE, DQUOTE and I18NQUOTE of yylex.l. */
final class WordSplitter {
  private static final CharMatcher SPECIAL = CharMatcher.anyOf("\\'\"$");

  private final String text;
  private final SourceLine where;
  private final ImmutableList.Builder<WordPart> parts = ImmutableList.builder();
  private final StringBuilder pending = new StringBuilder();
  private int at;

  private WordSplitter(String text, SourceLine where) {
    this.text = text;
    this.where = where;
  }

  /**
   * Takes a word apart.
   *
   * @param text a word whose quotes are closed
   */
  static Word split(String text, SourceLine where) throws ScriptSyntaxException {
    return SPECIAL.matchesNoneOf(text)
        ? new Word(ImmutableList.of(new WordPart(WordPart.Kind.TEXT, text)))
        : new WordSplitter(text, where).split();
  }

  private Word split() throws ScriptSyntaxException {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        if (text.charAt(at + 1) != '\n') {
          pending.append(text, at, at + 2);
        }
        at += 2;
      } else if (c == '\'') {
        flush();
        int close = text.indexOf('\'', at + 1);
        parts.add(new WordPart(WordPart.Kind.QUOTED, text.substring(at + 1, close)));
        at = close + 1;
      } else if (c == '"') {
        flush();
        at++;
        doubleQuoted();
      } else if (c == '$' && text.charAt(at + 1) == '"') {
        flush();
        at += 2;
        translated();
      } else if (c == '$') {
        flush();
        variable(WordPart.Kind.VARIABLE);
      } else {
        pending.append(c);
        at++;
      }
    }
    flush();
    return new Word(parts.build());
  }

  private void flush() {
    if (!pending.isEmpty()) {
      parts.add(new WordPart(WordPart.Kind.TEXT, pending.toString()));
      pending.setLength(0);
    }
  }

  private void doubleQuoted() throws ScriptSyntaxException {
    StringBuilder quoted = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' && "$\\\"\n".indexOf(text.charAt(at + 1)) >= 0) {
        if (text.charAt(at + 1) != '\n') {
          quoted.append(text.charAt(at + 1));
        }
        at += 2;
      } else if (c == '$') {
        parts.add(new WordPart(WordPart.Kind.QUOTED, quoted.toString()));
        quoted.setLength(0);
        variable(WordPart.Kind.QUOTED_VARIABLE);
      } else {
        quoted.append(c);
        at++;
      }
    }
    at++;
    parts.add(new WordPart(WordPart.Kind.QUOTED, quoted.toString()));
  }

  private void translated() {
    StringBuilder quoted = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' && "\\\"\n".indexOf(text.charAt(at + 1)) >= 0) {
        char escaped = text.charAt(at + 1);
        quoted.append(escaped == '\\' ? "\\\\" : escaped == '"' ? "\"" : "");
        at += 2;
      } else {
        quoted.append(c);
        at++;
      }
    }
    at++;
    parts.add(new WordPart(WordPart.Kind.TRANSLATED, quoted.toString()));
  }

  private void variable(WordPart.Kind kind) throws ScriptSyntaxException {
    int end = ScriptLexer.variableEnd(text, at + 1);
    if (end < 0) {
      throw new ScriptSyntaxException(where, "a $ that is no variable must be in single quotes");
    }
    boolean braces = text.charAt(at + 1) == '{';
    parts.add(
        new WordPart(kind, braces ? text.substring(at + 2, end - 1) : text.substring(at + 1, end)));
    at = end;
  }
}
