package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What is read without the library is what the library reads. */
class PlainCommandTest {
  private static final List<String> VALUES =
      List.of(
          "a",
          "etc/system",
          "etc/system=my-system",
          "7",
          "0",
          "-1",
          "007",
          "350000k",
          "64m",
          "",
          "-",
          "--",
          "@file",
          "'it''s'",
          "\"quoted\"",
          "x y",
          "0x10",
          "99999999999",
          "inspect",
          "${env:HOME}",
          "a,b",
          "gzip",
          "lzma",
          "true",
          "false",
          "--nothing",
          "-z",
          "-lR",
          "-Rl",
          "-ll",
          "-l=true",
          "-R7",
          "=",
          "--=",
          "\udcff",
          "--json=true",
          "--no-traps",
          "-h",
          "-V",
          "--debug",
          "--help",
          "--version");

  /** Words between quotes or blanks, as in a shell. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static CommandLine library(List<String> arguments) {
    return new ArchiveTool().commandLine(arguments.toArray(new String[0]));
  }

  /** Returns the command with its arguments as the library reads them. */
  private static Object parsed(List<String> arguments) {
    CommandLine.ParseResult result = library(arguments).parseArgs(arguments.toArray(new String[0]));
    while (result.hasSubcommand()) {
      result = result.subcommand();
    }
    return result.commandSpec().userObject();
  }

  /** Returns the names of the commands that have no commands of their own. */
  private static List<List<String>> names() {
    List<List<String>> names = new ArrayList<>();
    for (String name : Commands.NAMES) {
      CommandLine line = library(List.of(name)).getSubcommands().get(name);
      if (line.getSubcommands().isEmpty()) {
        names.add(List.of(name));
      }
      line.getSubcommands().keySet().forEach(below -> names.add(List.of(name, below)));
    }
    return names;
  }

  private static CommandSpec spec(List<String> name) {
    CommandLine line = library(name);
    for (String word : name) {
      line = line.getSubcommands().get(word);
    }
    return line.getCommandSpec();
  }

  @Provide
  Arbitrary<List<String>> commandLines() {
    List<List<String>> names = names();
    return Arbitraries.of(names)
        .flatMap(name -> arguments(spec(name)).map(more -> join(name, more)));
  }

  private static Arbitrary<List<String>> arguments(CommandSpec spec) {
    Arbitrary<String> values = Arbitraries.of(VALUES);
    Arbitrary<String> plainValues = Arbitraries.of("a", "b/c=d", "7", "64m", "gzip");
    List<Arbitrary<List<String>>> pieces = new ArrayList<>();
    pieces.add(values.list().ofSize(1));
    pieces.add(plainValues.list().ofSize(1));
    for (OptionSpec option : spec.options()) {
      Arbitrary<String> names = Arbitraries.of(option.names());
      Arbitrary<List<String>> given =
          names.flatMap(
              name ->
                  plainValues.list().ofSize(option.arity().min()).map(v -> join(List.of(name), v)));
      pieces.add(given);
      pieces.add(names.flatMap(name -> values.map(value -> List.of(name, value))));
      pieces.add(names.flatMap(name -> values.map(value -> List.of(name + "=" + value))));
    }
    Arbitrary<List<String>> any =
        Arbitraries.oneOf(pieces).list().ofMaxSize(6).map(PlainCommandTest::flat);
    return Arbitraries.frequencyOf(
        Tuple.of(1, any),
        Tuple.of(2, any.flatMap(more -> required(spec, plainValues).map(v -> join(v, more)))));
  }

  /** Returns what a command cannot do without. */
  private static Arbitrary<List<String>> required(CommandSpec spec, Arbitrary<String> values) {
    long positions = spec.positionalParameters().stream().filter(p -> p.required()).count();
    Arbitrary<List<String>> all = values.list().ofSize((int) positions);
    for (OptionSpec option : spec.options()) {
      if (option.required() && option.group() == null) {
        all = all.flatMap(v -> values.map(value -> join(v, List.of(option.longestName(), value))));
      }
    }
    for (CommandLine.Model.ArgGroupSpec group : spec.argGroups()) {
      List<OptionSpec> options = group.options();
      all =
          all.flatMap(
              v ->
                  Arbitraries.of(options)
                      .flatMap(
                          option ->
                              values.map(
                                  value ->
                                      option.arity().max() == 0
                                          ? join(v, List.of(option.longestName()))
                                          : join(v, List.of(option.longestName(), value)))));
    }
    return all;
  }

  private static List<String> flat(List<List<String>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  @Property(tries = 1000)
  void whatIsPlainIsReadAsTheLibraryReadsIt(@ForAll("commandLines") List<String> arguments) {
    PlainCommand plain = PlainCommand.parse(arguments.toArray(new String[0]));
    if (plain != null) {
      assertEquals(fields(parsed(arguments)), fields(plain.command()));
    }
  }

  /** Whatever comes in its full and usual form needs no library. */
  @Property(tries = 500)
  void whatTheTableHasIsPlain(@ForAll("commandLines") List<String> arguments) {
    List<String> words =
        arguments.subList(0, 1 + (CommandTable.of(arguments.get(0)) == null ? 1 : 0));
    String table = CommandTable.of(String.join(" ", words));
    boolean isUsual =
        table != null
            && arguments.stream()
                .skip(words.size())
                .allMatch(
                    a ->
                        a.startsWith("-")
                            ? Pattern.compile("(?m)^(\\S*,)?" + Pattern.quote(a) + "[ ,]")
                                .matcher(table)
                                .find()
                            : !a.isEmpty());
    boolean isRight;
    try {
      parsed(arguments);
      isRight = true;
    } catch (ParameterException e) {
      isRight = false;
    }
    if (isUsual && isRight) {
      assertNotNull(
          PlainCommand.parse(arguments.toArray(new String[0])), () -> arguments.toString());
    }
  }

  @Example
  void theExamplesOfAllCommandsArePlain() {
    int examples = 0;
    for (List<String> name : names()) {
      String footer = String.join("\n", spec(name).usageMessage().footer()).replace("\\\n", " ");
      for (String line : footer.lines().toList()) {
        if (line.strip().startsWith("archive-tool ")) {
          List<String> words = new ArrayList<>();
          for (MatchResult word : WORD.matcher(line).results().skip(1).toList()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
          }
          boolean isLeft = name.equals(List.of("anon", "compile"));
          PlainCommand plain = PlainCommand.parse(words.toArray(new String[0]));
          assertEquals(isLeft, plain == null, line);
          examples++;
        }
      }
    }
    assertTrue(examples > 20);
  }

  @Example
  void whatIsNotPlainIsLeftToTheLibrary() {
    for (String line :
        List.of(
            "inspect",
            "inspect --help",
            "inspect image --jso",
            "inspect image -x",
            "inspect image a b",
            "inspect image --slice x",
            "inspect image --slice",
            "inspect image --json --json",
            "inspect --debug image",
            "build --out a",
            "build --out a --empty --from b",
            "hash -- --json",
            "nothing",
            "anon",
            "anon compile -n x",
            "--help")) {
      assertNull(PlainCommand.parse(line.split(" ")), line);
    }
    assertNull(PlainCommand.parse());
    assertFalse(fields(new InspectCommand()).isEmpty());
  }

  /** Returns what is in the fields of a command, and below them. */
  private static List<String> fields(Object command) {
    List<String> fields = new ArrayList<>();
    TreeMap<Long, String> edits = new TreeMap<>();
    add(command, "", fields, edits);
    fields.add(edits.values().toString());
    return fields;
  }

  private static void add(
      Object owner, String prefix, List<String> fields, Map<Long, String> edits) {
    Field[] declared = owner.getClass().getDeclaredFields();
    Arrays.sort(declared, Comparator.comparing(Field::getName));
    for (Field field : declared) {
      if (!Modifier.isStatic(field.getModifiers())) {
        String path = prefix + field.getName();
        Object value = value(owner, field);
        if (value != null && isOurs(value)) {
          add(value, path + ".", fields, edits);
        } else {
          fields.add(path + " = " + text(value, edits));
        }
      }
    }
  }

  private static boolean isOurs(Object value) {
    return value.getClass().getPackage().equals(Main.class.getPackage())
        && !(value instanceof Enum);
  }

  private static String text(Object value, Map<Long, String> edits) {
    if (!(value instanceof List<?> list)) {
      return Objects.toString(value);
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      if (item instanceof GivenEdit edit) {
        edits.put(edit.place(), edit.text());
        texts.add(edit.text());
      } else {
        texts.add(item.getClass().getSimpleName() + " " + item);
      }
    }
    return texts.toString();
  }

  private static Object value(Object owner, Field field) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
