package org.bootarchive.dtrace.conf;

import org.bootarchive.ufs.device.CorruptImageException;
import org.jspecify.annotations.Nullable;

/** Reads one entry of driver.conf: the state machine of {@code get_hwc_spec} of modsysfile.c. */
final class EntryReader {
  /** {@code MAX_HWC_LINESIZE}, the room for a token. */
  static final int TOKEN_BYTES = 1024;

  private enum State {
    BEGIN,
    PARENT,
    NAME,
    CLASS,
    PROPERTY,
    PARENT_EQUALS,
    NAME_EQUALS,
    CLASS_EQUALS,
    PROPERTY_EQUALS,
    STRING,
    INTEGER,
    STRING_COMMA,
    INTEGER_COMMA
  }

  private final KernelLexer lexer;
  private final DriverConfLimits limits;
  private final EntryDraft entry;
  private State state = State.BEGIN;
  private @Nullable ValueDraft property;
  private int valueEnd;
  private long lastNumber;
  private boolean cut;

  /** Starts at an entry whose first token, a name, has just been read. */
  EntryReader(KernelLexer lexer, DriverConfLimits limits) {
    this.lexer = lexer;
    this.limits = limits;
    this.entry = new EntryDraft(lexer.tokenLine(), lexer.tokenOffset());
  }

  /**
   * Reads up to the semicolon.
   *
   * @return null if the kernel gives the entry up where the lexer then stands
   * @throws CorruptImageException if there is more than a document can have
   */
  @Nullable EntryDraft read() throws CorruptImageException {
    for (Token token = Token.NAME; token != Token.SEMICOLON; token = lexer.next(TOKEN_BYTES)) {
      if (!take(token)) {
        return null;
      }
    }
    switch (state) {
      case PROPERTY, STRING, INTEGER -> makeProperty();
      case BEGIN -> {}
      default -> lexer.warn(ConfCode.UNEXPECTED_END_OF_LINE, "Unexpected end of line");
    }
    return entry;
  }

  private boolean take(Token token) throws CorruptImageException {
    switch (token) {
      case NAME -> name();
      case EQUALS -> equalsSign();
      case STRING -> {
        return string();
      }
      case HEXADECIMAL, DECIMAL -> number();
      case COMMA -> comma();
      case NEWLINE -> lexer.newline();
      case POUND -> lexer.findEndOfLine();
      case END -> {
        lexer.warn(ConfCode.UNEXPECTED_END_OF_FILE, "Unexpected EOF");
        return false;
      }
      default -> {
        lexer.warnUnexpected();
        return false;
      }
    }
    return true;
  }

  private void name() throws CorruptImageException {
    switch (state) {
      case PROPERTY, STRING, INTEGER -> {
        makeProperty();
        keyword();
      }
      case BEGIN -> keyword();
      default -> lexer.warnUnexpected();
    }
  }

  private void keyword() {
    String word = lexer.text();
    switch (word) {
      case "parent", "PARENT" -> state = State.PARENT;
      case "name", "NAME" -> state = State.NAME;
      case "class", "CLASS" -> startProperty(word, State.CLASS);
      default -> startProperty(word, State.PROPERTY);
    }
  }

  private void startProperty(String name, State next) {
    property = new ValueDraft(name, lexer.tokenLine(), lexer.tokenOffset());
    valueEnd = lexer.end();
    cut = false;
    state = next;
  }

  private void equalsSign() {
    switch (state) {
      case NAME -> state = State.NAME_EQUALS;
      case PARENT -> state = State.PARENT_EQUALS;
      case CLASS -> state = State.CLASS_EQUALS;
      case PROPERTY -> state = State.PROPERTY_EQUALS;
      default -> lexer.warnUnexpected();
    }
  }

  private boolean string() throws CorruptImageException {
    String text = lexer.text();
    switch (state) {
      case NAME_EQUALS -> {
        if (entry.name != null) {
          return specifiedTwice("'name' property already specified", true);
        }
        entry.name = text;
        state = State.BEGIN;
      }
      case PARENT_EQUALS -> {
        if (entry.parent != null) {
          return specifiedTwice("'parent' property already specified", true);
        }
        entry.parent = text;
        state = State.BEGIN;
      }
      case CLASS_EQUALS -> {
        if (entry.className != null) {
          return specifiedTwice("'class' property already specified", false);
        }
        entry.className = text;
        addString(text);
      }
      case PROPERTY_EQUALS, STRING_COMMA -> addString(text);
      default -> lexer.warnUnexpected();
    }
    return true;
  }

  private boolean specifiedTwice(String text, boolean hint) {
    lexer.warn(
        ConfCode.SPECIFIED_TWICE,
        hint ? text + " (the ';' may have been omitted on previous spec!)" : text);
    return false;
  }

  private void addString(String text) throws CorruptImageException {
    limits.countString();
    if (property != null) {
      property.add(text);
    }
    valueEnd = lexer.end();
    state = State.STRING;
  }

  private void number() {
    if (state != State.PROPERTY_EQUALS && state != State.INTEGER_COMMA) {
      lexer.warnUnexpected();
      return;
    }
    KernelNumber number = lexer.number();
    if (number.valid()) {
      lastNumber = number.value();
    } else {
      lexer.noteToken(ConfCode.INVALID_OCTAL, " is no octal number: its value is undefined");
    }
    if (property != null) {
      int value = (int) lastNumber;
      if (!cut && lastNumber != value && lastNumber >>> Integer.SIZE != 0) {
        cut = true;
        lexer.noteToken(ConfCode.NUMBER_CUT, " is cut to 32 bits");
      } else if (!cut && (value & ~0xff) != 0 && EnablingLines.isName(property.name())) {
        cut = true;
        lexer.noteToken(ConfCode.NOT_A_BYTE, " is cut to a byte");
      }
      property.add(value);
    }
    valueEnd = lexer.end();
    state = State.INTEGER;
  }

  private void comma() {
    switch (state) {
      case STRING -> state = State.STRING_COMMA;
      case INTEGER -> state = State.INTEGER_COMMA;
      default -> lexer.warnUnexpected();
    }
  }

  /** Makes the property, unless it is not fit to be one ({@code make_prop}). */
  private void makeProperty() throws CorruptImageException {
    ValueDraft draft = property;
    property = null;
    if (draft == null) {
      return;
    }
    String name = draft.name();
    if (!isValidName(name)) {
      warn(draft, ConfCode.INVALID_PROPERTY_NAME, "invalid property name '" + name + "'");
    } else if (name.isEmpty()) {
      lexer.warn(ConfCode.PROPERTY_NOT_CREATED, "cannot create property " + name);
    } else {
      limits.countProperty();
      if (!entry.add(draft.build(valueEnd))) {
        lexer
            .findings()
            .note(
                ConfCode.PROPERTY_REPEATED,
                lexer.tokenLine(),
                lexer.tokenOffset(),
                name + " given again in an entry: the last one counts");
      }
    }
  }

  /** {@code valid_prop_name}: its chars have signs, so that 0x80 and above are below a blank. */
  private static boolean isValidName(String name) {
    return name.chars().allMatch(c -> c >= 0x21 && c < 0x80 && "/\\:[]@".indexOf(c) < 0);
  }

  private void warn(ValueDraft draft, ConfCode code, String message) {
    lexer.findings().warn(code, draft.line(), draft.offset(), message);
  }
}
