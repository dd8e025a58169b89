package org.bootarchive.boot.module;

import java.util.Optional;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What dboot reads from a module's command line.
 *
 * <p>Tokens end at single blanks, so two blanks enclose an empty token; nothing quotes. The first
 * token is the name unless a {@code name=} follows. Of each option the last that has a value
 * counts. Source: {@code process_module}.
 *
 * @param hash the value of {@code hash=}
 */
record CommandLine(ByteString name, ModuleType type, Optional<ByteString> hash) {
  /** The name of a module that comes without a command line: {@code noname}. */
  private static final ByteString NO_NAME = ByteString.of("-");

  private static final ByteString NAME = ByteString.of("name=");
  private static final ByteString TYPE = ByteString.of("type=");
  private static final ByteString HASH = ByteString.of("hash=");

  /**
   * Reads a command line as far as its first NUL.
   *
   * @param module the module's index, for the messages
   */
  static CommandLine parse(int module, @Nullable ByteString text, Messages messages) {
    if (text == null) {
      return new CommandLine(NO_NAME, ModuleType.FILE, Optional.empty());
    }
    ByteString line = text.beforeNul();
    int end = tokenEnd(line, 0);
    ByteString name = line.substring(0, end);
    ByteString hash = ByteString.EMPTY;
    ModuleType type = ModuleType.FILE;
    while (end < line.length()) {
      int start = end + 1;
      end = tokenEnd(line, start);
      // No option's keyword holds a blank: what starts with one is a token as long at least.
      if (line.startsWith(NAME, start)) {
        name = valueOr(name, line, start + NAME.length(), end);
      } else if (line.startsWith(HASH, start)) {
        hash = valueOr(hash, line, start + HASH.length(), end);
      } else if (line.startsWith(TYPE, start)) {
        ByteString keyword = valueOr(ByteString.EMPTY, line, start + TYPE.length(), end);
        type = keyword.isEmpty() ? type : typeAfter(type, keyword, module, messages);
      } else {
        messages.ignoringOption(line.substring(start, end));
      }
    }
    return new CommandLine(name, type, hash.isEmpty() ? Optional.empty() : Optional.of(hash));
  }

  /** Returns the type when {@code type=} with a value has been read. */
  private static ModuleType typeAfter(
      ModuleType before, ByteString keyword, int module, Messages messages) {
    for (ModuleType type : ModuleType.values()) {
      if (keyword.equalsText(type.keyword())) {
        // The keyword is known and assigns nothing: "type=hash type=file" is a hash.
        return type == ModuleType.FILE ? before : type;
      }
    }
    messages.unknownType(module, keyword);
    return before;
  }

  private static ByteString valueOr(ByteString before, ByteString line, int start, int end) {
    return start == end ? before : line.substring(start, end);
  }

  private static int tokenEnd(ByteString line, int start) {
    int end = start;
    while (end < line.length() && !isBlank(line.at(end))) {
      end++;
    }
    return end;
  }

  /** The separators of strsep; a vertical tab is none. */
  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r';
  }
}
