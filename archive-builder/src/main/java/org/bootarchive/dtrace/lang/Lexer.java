package org.bootarchive.dtrace.lang;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.OptionalInt;

/**
 * Makes tokens of a program. Probe descriptions have words of their own ({@code fbt::open:entry}),
 * so it is told at which places they can stand.
 *
 * <p>Where the longest of several words is taken and two are of one length, the one that the
 * grammar of libdtrace names first is taken.
 */
public final class Lexer {
  /** What kind of words is expected. */
  public enum State {
    /** Probe descriptions, and the first word of a declaration. */
    CLAUSE,
    /** Expressions, statements and declarations. */
    EXPRESSION,
    /** Nothing but control lines, which is how libraries are put in order. */
    CONTROL
  }

  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.of(
          "auto",
          "break",
          "case",
          "char",
          "const",
          "continue",
          "counter",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extern",
          "float",
          "for",
          "goto",
          "if",
          "import",
          "inline",
          "int",
          "long",
          "offsetof",
          "probe",
          "provider",
          "register",
          "restrict",
          "return",
          "self",
          "short",
          "signed",
          "sizeof",
          "static",
          "string",
          "stringof",
          "struct",
          "switch",
          "this",
          "translator",
          "typedef",
          "union",
          "unsigned",
          "userland",
          "void",
          "volatile",
          "while",
          "xlate");

  private static final ImmutableSet<String> DECLARING =
      ImmutableSet.of(
          "auto",
          "char",
          "const",
          "counter",
          "double",
          "enum",
          "extern",
          "float",
          "import",
          "inline",
          "int",
          "long",
          "provider",
          "register",
          "restrict",
          "self",
          "short",
          "signed",
          "static",
          "string",
          "struct",
          "this",
          "translator",
          "typedef",
          "union",
          "unsigned",
          "void",
          "volatile");

  /** Longer signs come first. */
  private static final ImmutableList<String> SIGNS =
      ImmutableList.of(
          "<<=", ">>=", "...", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "&&", "^^", "||",
          "==", "!=", "<=", ">=", "<<", ">>", "->", "++", "--", "|", "^", "&", "<", ">", "+", "-",
          "*", "%", "~", "!", "?", ":", ".", "=", ",", ";");

  private static final String BLANKS = "\f\n\r\t\u000b ";

  private final String text;
  private final LinePosition position;
  private final WordContext context;
  private final boolean probesOnly;
  private State state;
  private int at;
  private String lexeme = "";
  private int parentheses;
  private int brackets;
  private int braces;

  /**
   * Begins to read.
   *
   * @param text the program
   * @param position counted on as lines are read
   * @param context what words mean
   * @param state what stands first
   * @param probesOnly whether a word that could begin a declaration is a probe description
   */
  public Lexer(
      String text, LinePosition position, WordContext context, State state, boolean probesOnly) {
    this.text = text;
    this.position = position;
    this.context = context;
    this.state = state;
    this.probesOnly = probesOnly;
  }

  /** Says what kind of words comes next. */
  public void begin(State newState) {
    state = newState;
  }

  /** Returns an error at the last token. */
  public DException syntaxError() {
    String near =
        lexeme.isEmpty()
            ? " near end of input"
            : lexeme.startsWith("\n")
                ? " near end of line"
                : " near \"" + lexeme.lines().findFirst().orElse("") + "\"";
    return error(ErrorTag.D_SYNTAX, "syntax error" + near);
  }

  private DException error(ErrorTag tag, String message) {
    return new DException(tag, position.line(), message);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private boolean atEnd() {
    return at >= text.length() || text.charAt(at) == 0;
  }

  /** Reads on, counting lines. */
  private void take(int count) {
    for (int i = 0; i < count && at < text.length(); i++) {
      if (text.charAt(at++) == '\n') {
        position.advance(1);
      }
    }
  }

  private String lexeme(int length) {
    lexeme = text.substring(at, at + length);
    take(length);
    return lexeme;
  }

  /** Returns the next token. */
  Token next() {
    while (true) {
      if (state == State.CONTROL) {
        while (!atEnd() && controlLength() == 0) {
          take(1);
        }
      }
      if (atEnd()) {
        lexeme = "";
        return Token.of(TokenKind.END, "");
      }
      int control = controlLength();
      if (control > 0) {
        if (state != State.CONTROL && peek(control) == '!') {
          skipLine();
        } else {
          take(control);
          controlLine();
        }
      } else if (BLANKS.indexOf(peek(0)) >= 0) {
        take(1);
      } else if (peek(0) == '/' && peek(1) == '*') {
        skipComment();
      } else if (state == State.EXPRESSION && peek(0) == '\\' && peek(1) == '\n') {
        take(2);
      } else {
        return state == State.CLAUSE ? clauseToken() : expressionToken();
      }
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    take((end < 0 ? text.length() : end) - at);
  }

  private void skipComment() {
    take(2);
    while (true) {
      if (atEnd()) {
        throw error(ErrorTag.D_SYNTAX, "end-of-file encountered before matching */");
      }
      if (peek(0) == '/' && peek(1) == '*') {
        throw error(ErrorTag.D_SYNTAX, "/* encountered inside a comment");
      }
      if (peek(0) == '*' && peek(1) == '/') {
        take(2);
        return;
      }
      take(1);
    }
  }

  /** Returns how many chars a control line begins with up to its sign, 0 if none begins here. */
  private int controlLength() {
    if (at > 0 && text.charAt(at - 1) != '\n') {
      return 0;
    }
    int length = 0;
    while ("\f\t\u000b ".indexOf(peek(length)) >= 0 && peek(length) != 0) {
      length++;
    }
    return peek(length) == '#' ? length + 1 : 0;
  }

  private void controlLine() {
    ImmutableList.Builder<ControlWord> words = ImmutableList.builder();
    while (true) {
      char c = peek(0);
      if (atEnd()) {
        throw error(ErrorTag.D_SYNTAX, "end-of-file encountered before end of control line");
      } else if (c == '\n') {
        take(1);
        context.controlLine(words.build());
        return;
      } else if ("\f\t\u000b ".indexOf(c) >= 0) {
        take(1);
      } else if (c == '"') {
        int length = quotedLength('"');
        if (length == 0 && newlineFollows()) {
          throw error(ErrorTag.D_STR_NL, "newline encountered in string literal");
        }
        if (length == 0) {
          throw error(ErrorTag.D_SYNTAX, "end-of-file encountered before end of control line");
        }
        words.add(new ControlWord.Text(quoted(length)));
      } else {
        int length = 0;
        while (peek(length) != 0 && "\f\n\t\u000b \"".indexOf(peek(length)) < 0) {
          length++;
        }
        if (at + length >= text.length()) {
          throw error(ErrorTag.D_SYNTAX, "end-of-file encountered before end of control line");
        }
        words.add(
            length == integerLength()
                ? new ControlWord.Numeral(integer(length).value())
                : new ControlWord.Name(lexeme(length)));
      }
    }
  }

  private Token clauseToken() {
    char c = peek(0);
    if (c == '{') {
      braces++;
      return Token.word(lexeme(1));
    }
    if (c == '/' || c == ',') {
      return Token.word(lexeme(1));
    }
    int digits = integerLength();
    if (digits > 0) {
      return Token.integer(integer(digits));
    }
    int length = 0;
    while (isSpecifierPart(peek(length)) && (length > 0 || isSpecifierStart(c))) {
      length++;
    }
    if (length == 0) {
      lexeme = String.valueOf(c);
      take(1);
      throw error(ErrorTag.D_SYNTAX, "syntax error near \"" + c + "\"");
    }
    String word = text.substring(at, at + length);
    if (DECLARING.contains(word)) {
      state = State.EXPRESSION;
      return Token.word(lexeme(length));
    }
    if (!probesOnly && word.indexOf(':') < 0) {
      int star = word.indexOf('*');
      int end = star > 0 ? star : length;
      if (context.isType(word.substring(0, end))) {
        state = State.EXPRESSION;
        return Token.of(TokenKind.TYPE_NAME, lexeme(end));
      }
    }
    return Token.of(TokenKind.PROBE_SPECIFIER, lexeme(length));
  }

  private static boolean isSpecifierStart(char c) {
    return (isNamePart(c) && !isDigit(c) && c != '`') || (c != 0 && "-$:.?*\\[]!".indexOf(c) >= 0);
  }

  private static boolean isSpecifierPart(char c) {
    return isNamePart(c) || (c != 0 && "-$:.?*\\[]!".indexOf(c) >= 0);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '`';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }

  private Token expressionToken() {
    char c = peek(0);
    if (isNameStart(c)) {
      return name();
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      return number();
    }
    return switch (c) {
      case '@' -> {
        int length = 1;
        while (isNamePart(peek(length))
            && peek(length) != '`'
            && !(length == 1 && isDigit(peek(1)))) {
          length++;
        }
        String name = lexeme(length);
        yield Token.of(TokenKind.AGGREGATION, length == 1 ? "@_" : name);
      }
      case '$' -> macro();
      case '"' -> string();
      case '\'' -> character();
      case '/' -> slash();
      case '(', ')', '[', ']', '{', '}' -> bracket(c);
      default -> sign(c);
    };
  }

  private Token name() {
    int length = 0;
    while (isNamePart(peek(length))) {
      length++;
    }
    String word = text.substring(at, at + length);
    int longest = length;
    int run = 0;
    while (isNamePart(peek(run)) || peek(run) == '.') {
      run++;
      if (run > 1 && peek(run - 1) == '`') {
        int end = run;
        if (isNameStart(peek(end))) {
          while (isNamePart(peek(end))) {
            end++;
          }
        }
        longest = Math.max(longest, end);
      }
    }
    if (longest == length && RESERVED.contains(word)) {
      return Token.word(lexeme(length));
    }
    return nameOrType(lexeme(longest));
  }

  /** Names of variables go before types, and a name that is assigned to is a variable's. */
  private Token nameOrType(String name) {
    if (context.isGlobal(name) || context.isAmbiguous(name) || !context.isType(name)) {
      return Token.of(TokenKind.IDENTIFIER, name);
    }
    if (context.declarationHasType()) {
      return Token.of(TokenKind.IDENTIFIER, name);
    }
    skipBlanks();
    char c = peek(0);
    boolean variable =
        switch (c) {
          case '+', '-' -> peek(1) == c;
          case '=' -> peek(1) != '=';
          case '[' -> true;
          default -> false;
        };
    if (variable) {
      context.markAmbiguous(name);
    }
    return Token.of(variable ? TokenKind.IDENTIFIER : TokenKind.TYPE_NAME, name);
  }

  private void skipBlanks() {
    while (!atEnd() && BLANKS.indexOf(peek(0)) >= 0) {
      take(1);
    }
  }

  private Token number() {
    int length = integerLength();
    if (floatLength() > length) {
      lexeme(floatLength());
      throw error(ErrorTag.D_SYNTAX, "floating-point constants are not permitted");
    }
    return Token.integer(integer(length));
  }

  /** Returns the length of the integer that begins here, 0 if none does. */
  private int integerLength() {
    int length = 0;
    if (peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X') && isHex(peek(2))) {
      length = 2;
      while (isHex(peek(length))) {
        length++;
      }
    } else {
      while (isDigit(peek(length))) {
        length++;
      }
    }
    if (length == 0) {
      return 0;
    }
    if (peek(length) == 'u' || peek(length) == 'U') {
      length++;
    }
    for (int i = 0; i < 2 && (peek(length) == 'l' || peek(length) == 'L'); i++) {
      length++;
    }
    return length;
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private int floatLength() {
    int length = 0;
    boolean digits = isDigit(peek(0));
    while (isDigit(peek(length))) {
      length++;
    }
    if (peek(length) == '.' && (digits || isDigit(peek(length + 1)))) {
      length++;
      while (isDigit(peek(length))) {
        length++;
      }
    }
    if (peek(length) == 'e' || peek(length) == 'E') {
      int sign = peek(length + 1) == '+' || peek(length + 1) == '-' ? 2 : 1;
      if (isDigit(peek(length + sign))) {
        length += sign;
        while (isDigit(peek(length))) {
          length++;
        }
      }
    }
    return length + ("fFlL".indexOf(peek(length)) >= 0 && peek(length) != 0 ? 1 : 0);
  }

  private IntegerLiteral integer(int length) {
    String word = lexeme(length);
    CText.Constant number = CText.number(word);
    if (number.overflow()) {
      throw error(ErrorTag.D_INT_OFLOW, "constant " + word + " results in integer overflow");
    }
    String suffix = word.substring(number.length());
    if (!suffix.isEmpty() && "uUlL".indexOf(suffix.charAt(0)) < 0) {
      throw error(
          ErrorTag.D_INT_DIGIT, "constant " + word + " contains invalid digit " + suffix.charAt(0));
    }
    return new IntegerLiteral(number.value(), "", suffix, !word.startsWith("0"));
  }

  /** Returns the length of what stands in quotes with them, 0 if it does not end on its line. */
  private int quotedLength(char quote) {
    int length = 1;
    while (true) {
      char c = peek(length);
      if (c == quote) {
        return length + 1;
      }
      if (c == 0 || c == '\n') {
        return 0;
      }
      length++;
      if (c == '\\') {
        if (peek(length) == 0 || peek(length) == '\n') {
          return 0;
        }
        length++;
      }
    }
  }

  private boolean newlineFollows() {
    int length = 1;
    while (peek(length) != 0 && peek(length) != '\n') {
      length += peek(length) == '\\' && peek(length + 1) != '\n' ? 2 : 1;
    }
    return peek(length) == '\n';
  }

  private String quoted(int length) {
    String word = lexeme(length);
    return CText.unescape(word.substring(1, length - 1));
  }

  private Token string() {
    int length = quotedLength('"');
    if (length > 0) {
      return Token.of(TokenKind.STRING, CText.untilNul(quoted(length)));
    }
    if (newlineFollows()) {
      throw error(ErrorTag.D_STR_NL, "newline encountered in string literal");
    }
    return sign('"');
  }

  private Token character() {
    int length = quotedLength('\'');
    if (length == 0) {
      if (newlineFollows()) {
        throw error(ErrorTag.D_CHR_NL, "newline encountered in character constant");
      }
      return sign('\'');
    }
    if (length == 2) {
      throw error(ErrorTag.D_CHR_NULL, "empty character constant");
    }
    String bytes = quoted(length);
    if (bytes.length() > Long.BYTES) {
      throw error(ErrorTag.D_CHR_OFLOW, "character constant is too long");
    }
    long value = 0;
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      value = value << Byte.SIZE | (c & 0xff);
    }
    return Token.integer(IntegerLiteral.decimal(value));
  }

  private Token macro() {
    boolean asString = peek(1) == '$';
    int from = asString ? 2 : 1;
    int end = from;
    if (isDigit(peek(from))) {
      while (isDigit(peek(end))) {
        end++;
      }
      return macroArgument(lexeme(end), asString);
    }
    if (isNameStart(peek(from))) {
      while (isNamePart(peek(end))) {
        end++;
      }
      return macroVariable(lexeme(end), asString);
    }
    return sign('$');
  }

  private Token macroVariable(String word, boolean asString) {
    OptionalInt value = context.macroVariable(word.substring(asString ? 2 : 1));
    if (value.isEmpty()) {
      throw error(ErrorTag.D_MACRO_UNDEF, "macro variable " + word + " is not defined");
    }
    return asString
        ? Token.of(TokenKind.STRING, Integer.toUnsignedString(value.getAsInt()))
        : Token.integer(IntegerLiteral.decimal(value.getAsInt()));
  }

  private Token macroArgument(String word, boolean asString) {
    String digits = word.substring(asString ? 2 : 1);
    // As many digits as any argument's number has; more are beyond them all.
    int number = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    String value = context.argument(number).orElse(null);
    if (value == null) {
      if (!context.argumentsDefault()) {
        throw error(ErrorTag.D_MACRO_UNDEF, "macro argument " + word + " is not defined");
      }
      value = asString ? "" : "0";
    }
    if (asString) {
      return Token.of(TokenKind.STRING, CText.untilNul(CText.unescape(value)));
    }
    if (!isNumberOrName(value)) {
      boolean quoted = value.length() != 1 && value.startsWith("\"") && value.endsWith("\"");
      String inside = quoted ? value.substring(1, value.length() - 1) : value;
      return Token.of(TokenKind.STRING, CText.untilNul(CText.unescape(inside)));
    }
    char first = value.charAt(0);
    if (!isDigit(first) && first != '-' && first != '+') {
      return nameOrType(value);
    }
    String sign = isDigit(first) ? "" : String.valueOf(first);
    String unsigned = value.substring(sign.length());
    CText.Constant read = CText.number(unsigned);
    if (read.overflow()) {
      throw error(
          ErrorTag.D_MACRO_OFLOW,
          "macro argument " + word + " constant " + unsigned + " results in integer overflow");
    }
    String rest = unsigned.substring(read.length());
    return Token.integer(
        new IntegerLiteral(
            read.value(),
            sign,
            rest.substring(0, Math.min(rest.length(), 4)),
            !unsigned.startsWith("0")));
  }

  private static boolean isNumberOrName(String value) {
    if (value.isEmpty()) {
      return false;
    }
    CText.Constant number = CText.number(value);
    return (number.length() == value.length() && !number.overflow())
        || value.chars().allMatch(c -> isNamePart((char) c));
  }

  /** A slash ends a predicate if what follows could not be divided by. */
  private Token slash() {
    if (peek(1) == '=') {
      return Token.word(lexeme(2));
    }
    lexeme(1);
    skipBlanks();
    char c = atEnd() ? 0 : peek(0);
    if (c != 0 && c != ';' && c != '{' && c != '/') {
      return Token.word("/");
    }
    if (parentheses != 0) {
      throw error(ErrorTag.D_SYNTAX, "closing ) expected in predicate before /");
    }
    if (brackets != 0) {
      throw error(ErrorTag.D_SYNTAX, "closing ] expected in predicate before /");
    }
    return Token.of(TokenKind.PREDICATE_END, "/");
  }

  private Token bracket(char c) {
    lexeme(1);
    switch (c) {
      case '(' -> parentheses++;
      case ')' -> parentheses--;
      case '[' -> brackets++;
      case ']' -> brackets--;
      case '{' -> braces++;
      default -> braces--;
    }
    if (parentheses < 0 || brackets < 0 || braces < 0) {
      throw error(ErrorTag.D_SYNTAX, "extra " + c + " in input stream");
    }
    return Token.word(String.valueOf(c));
  }

  private Token sign(char c) {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        return Token.word(lexeme(sign.length()));
      }
    }
    lexeme(1);
    throw error(ErrorTag.D_SYNTAX, "syntax error near \"" + c + "\"");
  }
}
