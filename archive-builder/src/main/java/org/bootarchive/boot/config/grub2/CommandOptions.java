package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a command, taken apart from its arguments: {@code grub_arg_parse} of lib/arg.c.
 *
 * @param values by the long name; for a repeated option the last value, empty if it takes none
 * @param arguments what is no option
 */
record CommandOptions(
    ImmutableMap<String, Optional<String>> values, ImmutableList<String> arguments) {

  /**
   * An option.
   *
   * @param letter its short form, or a NUL
   */
  record Option(String name, char letter, Value value) {}

  /** Whether an option takes a value. */
  enum Value {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  /**
   * Takes arguments apart.
   *
   * @param acceptsDash whether what looks like an option and is none is an argument
   * @return empty if GRUB refuses them
   */
  static Optional<CommandOptions> parse(
      List<String> words, List<Option> options, boolean acceptsDash) {
    Map<String, Optional<String>> values = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") || word.length() == 1) {
        arguments.add(word);
        continue;
      }
      if (word.equals("--")) {
        arguments.addAll(words.subList(i + 1, words.size()));
        break;
      }
      Optional<String> value = Optional.empty();
      Option option;
      if (word.startsWith("--")) {
        int equal = word.indexOf('=');
        String name = word.substring(2, equal < 0 ? word.length() : equal);
        Optional<Option> found =
            options.stream().filter(known -> known.name().equals(name)).findFirst();
        if (equal >= 0) {
          value = Optional.of(word.substring(equal + 1));
        } else if (found.isPresent()
            && found.get().value() != Value.NONE
            && i + 1 < words.size()
            && !words.get(i + 1).startsWith("-")) {
          value = Optional.of(words.get(++i));
        }
        if (found.isEmpty()) {
          if (!acceptsDash) {
            return Optional.empty();
          }
          arguments.add(word);
          continue;
        }
        option = found.get();
      } else {
        List<Option> letters = new ArrayList<>();
        for (char c : word.substring(1).toCharArray()) {
          options.stream().filter(known -> known.letter() == c).findFirst().ifPresent(letters::add);
        }
        if (letters.size() != word.length() - 1) {
          if (!acceptsDash) {
            return Optional.empty();
          }
          arguments.add(word);
          continue;
        }
        option = letters.remove(letters.size() - 1);
        for (Option letter : letters) {
          if (letter.value() == Value.REQUIRED) {
            return Optional.empty();
          }
          values.put(letter.name(), Optional.empty());
        }
        boolean follows = option.value() != Value.NONE && i + 1 < words.size();
        if (follows
            && (option.value() == Value.REQUIRED
                || words.get(i + 1).length() < 2
                || !words.get(i + 1).startsWith("-"))) {
          value = Optional.of(words.get(++i));
        }
      }
      boolean wrong =
          option.value() == Value.NONE
              ? value.isPresent()
              : value.isEmpty() && option.value() == Value.REQUIRED;
      if (wrong) {
        return Optional.empty();
      }
      values.put(option.name(), value);
    }
    return Optional.of(
        new CommandOptions(ImmutableMap.copyOf(values), ImmutableList.copyOf(arguments)));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> value(String name) {
    return values.getOrDefault(name, Optional.empty());
  }
}
