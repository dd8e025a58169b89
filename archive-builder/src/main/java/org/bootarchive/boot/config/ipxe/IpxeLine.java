package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.ufs.finding.SourceLine;

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
    int at = 0;
    boolean labelled = false;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == ':') {
      labelled = true;
      while (at < text.length() && !isSpace(text.charAt(at))) {
        at++;
      }
    }
    ImmutableList.Builder<Command> commands = ImmutableList.builder();
    List<Word> words = new ArrayList<>();
    boolean runs = true;
    for (Word word : words(text, at, where)) {
      boolean or = word.text().equals("||");
      if (!or && !word.text().equals("&&") && !word.text().equals(";")) {
        words.add(word);
        continue;
      }
      if (!words.isEmpty()) {
        commands.add(new Command(ImmutableList.copyOf(words), runs));
      }
      words.clear();
      runs = !or;
    }
    if (!words.isEmpty()) {
      commands.add(new Command(ImmutableList.copyOf(words), runs));
    }
    return new IpxeLine(labelled, commands.build());
  }

  /** Returns the words in front of a comment. */
  private static List<Word> words(String text, int from, SourceLine where) throws ConfigException {
    List<Word> words = new ArrayList<>();
    int nul = text.indexOf('\0');
    int limit = nul < 0 ? text.length() : nul;
    for (int at = from; at < limit; ) {
      if (isSpace(text.charAt(at))) {
        at++;
        continue;
      }
      if (text.charAt(at) == '#') {
        break;
      }
      if (words.size() == MAX_WORDS) {
        throw new ConfigException(where, "has more than " + MAX_WORDS + " words");
      }
      int start = at;
      while (at < limit && !isSpace(text.charAt(at))) {
        at++;
      }
      words.add(new Word(start, text.substring(start, at)));
    }
    return words;
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
