package org.bootarchive.boot.config.grub2;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Turns the words of a command into its arguments: {@code grub_script_arglist_to_argv} of
 * execute.c.
 */
final class Expansion {
  private static final CharMatcher SPACE = CharMatcher.anyOf("\n\r\t\u000b\f ");
  private static final Splitter AT_SPACE = Splitter.on(SPACE).omitEmptyStrings();

  private final Variables variables;
  private final @Nullable Scope scope;
  private final Limit limit;
  private long bytes;
  private final List<Argument> arguments = new ArrayList<>();
  private Argument current = new Argument();

  private Expansion(Variables variables, @Nullable Scope scope, Limit limit) {
    this.variables = variables;
    this.scope = scope;
    this.limit = limit;
  }

  /** How many bytes a command at a place may come to. */
  record Limit(SourceLine where, int bytes) {}

  /** Finds the files that a pattern means. */
  interface Wildcards {
    /** Returns the paths, none if there are none or wildcards are not looked at. */
    ImmutableList<String> match(Argument pattern) throws IOException;
  }

  /**
   * Returns the arguments; words that come to nothing are none.
   *
   * @param scope the positional parameters, null if there are none
   */
  static ImmutableList<String> expand(
      List<Word> words,
      Variables variables,
      @Nullable Scope scope,
      Limit limit,
      Wildcards wildcards)
      throws Ended, IOException {
    Expansion expansion = new Expansion(variables, scope, limit);
    for (Word word : words) {
      expansion.next();
      for (WordPart part : word.parts()) {
        expansion.add(part);
      }
    }
    expansion.next();
    ImmutableList.Builder<String> out = ImmutableList.builder();
    for (Argument argument : expansion.arguments) {
      ImmutableList<String> paths =
          argument.hasWildcard() ? wildcards.match(argument) : ImmutableList.of();
      if (paths.isEmpty()) {
        out.add(argument.text());
      } else {
        out.addAll(paths);
      }
    }
    return out.build();
  }

  /** Begins another argument, unless nothing was put into this one. */
  private void next() {
    if (current.isStarted()) {
      arguments.add(current);
      current = new Argument();
    }
  }

  private void add(WordPart part) throws Ended {
    switch (part.kind()) {
      case TEXT -> current.addWritten(part.text());
      case QUOTED -> current.addLiteral(part.text());
      case TRANSLATED -> current.addLiteral(translated(part.text()));
      case VARIABLE -> unquoted(part.text());
      case QUOTED_VARIABLE -> quoted(part.text());
    }
  }

  private void count(String value) throws Ended {
    bytes += value.length();
    if (bytes > limit.bytes()) {
      throw new Ended(
          Ended.How.TOO_LONG, limit.where(), "a command of more than " + limit.bytes() + " bytes");
    }
  }

  private void unquoted(String name) throws Ended {
    boolean first = true;
    for (String value : values(name)) {
      count(value);
      if (!first) {
        next();
      }
      first = false;
      boolean split = false;
      for (String word : AT_SPACE.split(value)) {
        if (split) {
          next();
        }
        split = true;
        current.addPattern(word);
      }
    }
  }

  private void quoted(String name) throws Ended {
    List<String> values = values(name);
    for (String value : values) {
      count(value);
    }
    if (name.equals("*")) {
      if (!values.isEmpty()) {
        current.addLiteral(String.join(" ", values));
      }
      return;
    }
    boolean first = true;
    for (String value : values) {
      if (!first) {
        next();
      }
      first = false;
      current.addLiteral(value);
    }
  }

  /** Returns what a variable stands for: one text, all parameters, or nothing. */
  private List<String> values(String name) {
    boolean digits = ScriptLexer.isDigit(name.charAt(0));
    if (!digits && !name.equals("#") && !name.equals("*") && !name.equals("@")) {
      String value = variables.value(name);
      return value.isEmpty() ? List.of() : List.of(value);
    }
    if (scope == null) {
      return List.of();
    }
    List<String> parameters = scope.arguments();
    if (!digits) {
      return name.equals("#") ? List.of(Integer.toString(parameters.size())) : parameters;
    }
    String number = CharMatcher.is('0').trimLeadingFrom(name);
    boolean given =
        !number.isEmpty() && number.length() <= 6 && Integer.parseInt(number) <= parameters.size();
    return given ? List.of(parameters.get(Integer.parseInt(number) - 1)) : List.of();
  }

  /** Expands the variables of {@code $"..."}, which no translation changes here. */
  private String translated(String text) throws Ended {
    StringBuilder out = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c == '\\') {
        escaped = !escaped;
        if (!escaped) {
          out.append('\\');
        }
        i++;
      } else if (c == '$' && !escaped) {
        int end = ScriptLexer.variableEnd(text, i + 1);
        if (end < 0) {
          out.append('$');
          i++;
        } else {
          boolean braces = text.charAt(i + 1) == '{';
          String name = braces ? text.substring(i + 2, end - 1) : text.substring(i + 1, end);
          if (name.equals("#") && scope != null) {
            out.append(scope.arguments().size());
          } else {
            count(variables.value(name));
            out.append(variables.value(name));
          }
          i = end;
        }
      } else {
        if (escaped && c != '$') {
          out.append('\\');
        }
        escaped = false;
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }
}
