package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a line of an iPXE script: words between blanks, a label in front, {@code ||},
 * {@code &&} and {@code ;} between commands, and a comment from the first word on that begins with
 * {@code #}. There are no quotes.
 *
 * <p>Source: {@code process_script} in image/script.c, {@code system} in core/exec.c.
 *
 * @param labelled whether the line has a label
 * @param commands those that are not empty
 */
record IpxeLine(boolean labelled, ImmutableList<Command> commands) {
  private static final int MAX_WORDS = 65_536;

  /**
   * A word and where it stands.
   *
   * @param start the index of its first char in the line
   * @param text the word
   */
  record Word(int start, String text) {
    int end() {
      return start + text.length();
    }
  }

  /**
   * A command.
   *
   * @param words the command's name first
   * @param runs whether it runs if all commands before it succeed
   */
  record Command(ImmutableList<Word> words, boolean runs) {
    String name() {
      return words.get(0).text();
    }

    boolean fetches() {
      return name().equals("module") || name().equals("initrd") || name().equals("imgfetch");
    }

    boolean starts() {
      return name().equals("boot") || name().equals("imgexec");
    }

    /**
     * Returns the index of the first word that is no option; -1 if iPXE refuses the options.
     * Options and which of them take a value: {@code imgsingle} of image_cmd.c.
     */
    int operand() {
      int i = 1;
      while (i < words.size() && words.get(i).text().startsWith("-")) {
        String option = words.get(i++).text();
        if (option.equals("--")) {
          return i;
        }
        boolean wanted = wantsValue(option);
        if (wanted && (i == words.size() || words.get(i).text().startsWith("-"))) {
          return -1;
        }
        if (!wanted && !complete(option)) {
          return -1;
        }
        i += wanted ? 1 : 0;
      }
      return i;
    }

    /** Returns the value of {@code --name}, or else an empty string. */
    String imageName() {
      String name = "";
      for (int i = 1; i < Math.max(operand(), 1); i++) {
        String option = words.get(i).text();
        if (option.startsWith("--name=")) {
          name = option.substring("--name=".length());
        } else if (option.equals("--name") || option.equals("-n")) {
          name = words.get(i + 1).text();
        } else if (option.startsWith("-n")) {
          name = option.substring(2);
        }
      }
      return name;
    }

    /** Returns the words from {@code from} on with one blank between them. */
    String joined(int from) {
      StringBuilder out = new StringBuilder();
      for (Word word : words.subList(Math.min(from, words.size()), words.size())) {
        out.append(out.length() > 0 ? " " : "").append(word.text());
      }
      return out.toString();
    }

    private static boolean wantsValue(String option) {
      return option.equals("--name")
          || option.equals("--timeout")
          || option.equals("-n")
          || option.equals("-t");
    }

    private static boolean complete(String option) {
      return option.startsWith("--name=")
          || option.startsWith("--timeout=")
          || List.of("--quiet", "--autofree", "--replace").contains(option)
          || (!option.startsWith("--")
              && option.length() > 1
              && "ntqar".indexOf(option.charAt(1)) >= 0);
    }
  }

  /**
   * Takes a joined line apart.
   *
   * @throws ConfigException if it has too many words
   */
  static IpxeLine parse(String text, SourceLine where) throws ConfigException {
    ImmutableList.Builder<Command> commands = ImmutableList.builder();
    List<Word> words = new ArrayList<>();
    boolean runs = true;
    List<Word> all = words(text);
    if (all.size() > MAX_WORDS) {
      throw new ConfigException(where, "has more than " + MAX_WORDS + " words");
    }
    for (Word word : all) {
      if (!isTerminator(word)) {
        words.add(word);
        continue;
      }
      if (!words.isEmpty()) {
        commands.add(new Command(ImmutableList.copyOf(words), runs));
      }
      words.clear();
      runs = !word.text().equals("||");
    }
    if (!words.isEmpty()) {
      commands.add(new Command(ImmutableList.copyOf(words), runs));
    }
    return new IpxeLine(label(text) != null, commands.build());
  }

  /** Returns the label in front of a line, without its colon; null if there is none. */
  static @Nullable String label(String text) {
    int colon = endOfBlanks(text, 0);
    return colon < text.length() && text.charAt(colon) == ':'
        ? text.substring(colon + 1, endOfWord(text, colon))
        : null;
  }

  /** Returns the words behind a label and in front of a comment, terminators among them. */
  static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    int nul = text.indexOf('\0');
    String line = nul < 0 ? text : text.substring(0, nul);
    int at = endOfBlanks(line, 0);
    if (at < line.length() && line.charAt(at) == ':') {
      at = endOfBlanks(line, endOfWord(line, at));
    }
    while (at < line.length() && line.charAt(at) != '#') {
      int end = endOfWord(line, at);
      words.add(new Word(at, line.substring(at, end)));
      at = endOfBlanks(line, end);
    }
    return words;
  }

  /** Returns whether a word ends a command. */
  static boolean isTerminator(Word word) {
    return switch (word.text()) {
      case "||", "&&", ";" -> true;
      default -> false;
    };
  }

  private static int endOfBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length() && !isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
