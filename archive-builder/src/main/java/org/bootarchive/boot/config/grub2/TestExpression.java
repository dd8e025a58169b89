package org.bootarchive.boot.config.grub2;

import java.io.IOException;
import java.util.List;

/** The command {@code test}, or {@code [}: commands/test.c. */
final class TestExpression {
  private static final int MAX_DEPTH = 100;

  private final List<String> words;
  private final GrubFiles files;
  private int at;
  private int depth;

  private TestExpression(List<String> words, GrubFiles files) {
    this.words = words;
    this.files = files;
  }

  /**
   * Returns whether an expression is true.
   *
   * @param words the command's arguments; a {@code ]} at the end is passed over
   */
  static boolean test(List<String> words, GrubFiles files) throws IOException {
    boolean bracket = !words.isEmpty() && words.get(words.size() - 1).equals("]");
    return new TestExpression(bracket ? words.subList(0, words.size() - 1) : words, files).parse();
  }

  private boolean parse() throws IOException {
    boolean or = false;
    boolean and = true;
    boolean invert = false;
    while (at < words.size()) {
      String word = words.get(at);
      boolean value;
      if (at + 2 < words.size() && isComparison(words.get(at + 1))) {
        value = compare(word, words.get(at + 1), words.get(at + 2));
        at += 3;
      } else if (at + 1 < words.size() && isUnary(word)) {
        value = unary(word, words.get(at + 1));
        at += 2;
      } else if (word.equals(")")) {
        at++;
        depth = Math.max(0, depth - 1);
        return or || and;
      } else if (word.equals("(")) {
        at++;
        if (++depth > MAX_DEPTH) {
          return or || and;
        }
        value = parse();
      } else if (word.equals("!")) {
        invert = !invert;
        at++;
        continue;
      } else if (word.equals("-a")) {
        at++;
        continue;
      } else if (word.equals("-o")) {
        or = or || and;
        and = true;
        at++;
        continue;
      } else {
        value = !word.isEmpty();
        at++;
      }
      and = and && (invert != value);
      invert = false;
    }
    return or || and;
  }

  private static boolean isComparison(String operator) {
    return switch (operator) {
      case "=",
          "==",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "-eq",
          "-ge",
          "-gt",
          "-le",
          "-lt",
          "-ne",
          "-pgt",
          "-plt" ->
          true;
      default -> operator.startsWith("-nt") || operator.startsWith("-ot");
    };
  }

  private boolean compare(String left, String operator, String right) throws IOException {
    return switch (operator) {
      case "=", "==" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "<" -> left.compareTo(right) < 0;
      case "<=" -> left.compareTo(right) <= 0;
      case ">" -> left.compareTo(right) > 0;
      case ">=" -> left.compareTo(right) >= 0;
      case "-eq" -> number(left) == number(right);
      case "-ge" -> number(left) >= number(right);
      case "-gt" -> number(left) > number(right);
      case "-le" -> number(left) <= number(right);
      case "-lt" -> number(left) < number(right);
      case "-ne" -> number(left) != number(right);
      case "-pgt", "-plt" -> {
        int start = versionStart(left, right);
        long difference =
            Long.compareUnsigned(
                Numbers.parse(left.substring(start)).value(),
                Numbers.parse(right.substring(Math.min(start, right.length()))).value());
        yield operator.equals("-pgt") ? difference > 0 : difference < 0;
      }
      default -> files.isNewer(left, right, operator);
    };
  }

  /** Returns where the numbers begin behind what both texts begin with. */
  private static int versionStart(String left, String right) {
    int i = 0;
    while (i < left.length() && i < right.length() && left.charAt(i) == right.charAt(i)) {
      i++;
    }
    i--;
    while (i > 0 && i < left.length() && ScriptLexer.isDigit(left.charAt(i))) {
      i--;
    }
    return i + 1;
  }

  private static long number(String text) {
    return text.startsWith("-")
        ? -Numbers.parse(text.substring(1)).value()
        : Numbers.parse(text).value();
  }

  private static boolean isUnary(String operator) {
    return switch (operator) {
      case "-d", "-e", "-f", "-s", "-n", "-z" -> true;
      default -> false;
    };
  }

  private boolean unary(String operator, String operand) throws IOException {
    return switch (operator) {
      case "-n" -> !operand.isEmpty();
      case "-z" -> operand.isEmpty();
      case "-d" -> files.isDirectory(operand);
      case "-e" -> files.isDirectory(operand) || files.isFile(operand);
      case "-f" -> files.isFile(operand);
      default -> files.isFile(operand) && files.size(operand) > 0;
    };
  }
}
