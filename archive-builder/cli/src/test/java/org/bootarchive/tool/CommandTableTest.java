package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bootarchive.ufs.testing.Testdata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Range;

/** {@link CommandTable} says of the commands' arguments what their annotations say. */
class CommandTableTest {
  private static final Path TABLE =
      Testdata.CHECKOUT.resolve(
          "archive-builder/cli/src/main/java/org/bootarchive/tool/CommandTable.java");

  private static final String VARIABLE = "BOOTARCHIVE_TABLE";

  private static final String HOW =
      "CommandTable.java is not what the annotations of the commands say; write it anew with "
          + VARIABLE
          + "=write mvn -Dtest=CommandTableTest -Dsurefire.failIfNoSpecifiedTests=false test";

  private static final String BEGIN = "    return switch (command) {\n";
  private static final String END = "      default -> null;\n";

  private static final Map<Type, String> TYPES =
      Map.of(
          boolean.class, CommandTable.FLAG,
          String.class, CommandTable.TEXT,
          Path.class, CommandTable.PATH,
          int.class, CommandTable.INT,
          Integer.class, CommandTable.INT,
          long.class, CommandTable.LONG,
          Long.class, CommandTable.LONG);

  @Test
  void theTableIsWhatTheAnnotationsSay() throws IOException {
    String source = Files.readString(TABLE).replace("\r\n", "\n");
    StringBuilder text = new StringBuilder();
    text.append(source, 0, source.indexOf(BEGIN)).append(BEGIN);
    commands().forEach((name, type) -> text.append(entry(name, type)));
    text.append(source.substring(source.indexOf(END)));
    if ("write".equals(System.getenv(VARIABLE))) {
      Files.writeString(TABLE, text);
    }
    assertEquals(text.toString(), source, HOW);
  }

  /** Returns the classes of the commands, and of theirs, by name. */
  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new TreeMap<>();
    for (String name : Commands.NAMES) {
      Class<?> type = Objects.requireNonNull(Commands.create(name)).getClass();
      Class<?>[] subcommands = type.getAnnotation(Command.class).subcommands();
      if (subcommands.length == 0) {
        commands.put(name, type);
      }
      for (Class<?> below : subcommands) {
        commands.put(name + " " + below.getAnnotation(Command.class).name(), below);
      }
    }
    return commands;
  }

  /** Returns the case of a command; empty if it has arguments of a kind that has no line. */
  private static String entry(String name, Class<?> command) {
    if (Arrays.stream(command.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(Option.class))) {
      return "";
    }
    Object created = Objects.requireNonNull(Commands.create(name), name);
    assertEquals(command, created.getClass(), name);
    List<String> options = new ArrayList<>();
    TreeMap<Integer, String> positions = new TreeMap<>();
    add(command, "", null, options, positions);
    assertTrue(
        Arrays.stream(command.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(ArgGroup.class))
                .count()
            <= 1,
        name + ": the table has marks for one group of a command");
    StringBuilder text = new StringBuilder("      case \"" + name + "\" ->\n          \"\"\"\n");
    positions.values().forEach(line -> text.append("          ").append(line).append('\n'));
    options.stream().sorted().forEach(line -> text.append("          ").append(line).append('\n'));
    return text.append("          \"\"\";\n").toString();
  }

  private static void add(
      Class<?> owner,
      String prefix,
      @Nullable ArgGroup group,
      List<String> options,
      Map<Integer, String> positions) {
    for (Field field : owner.getDeclaredFields()) {
      String path = prefix + field.getName();
      Option option = field.getAnnotation(Option.class);
      Parameters parameters = field.getAnnotation(Parameters.class);
      ArgGroup inner = field.getAnnotation(ArgGroup.class);
      if (field.isAnnotationPresent(Mixin.class)) {
        add(field.getType(), path + ".", group, options, positions);
      } else if (inner != null) {
        assertTrue(inner.exclusive() && group == null, path);
        add(field.getType(), path + ".", inner, options, positions);
      } else if (option != null) {
        Range values = Range.optionArity(field);
        if (!option.negatable() && values.min() == values.max()) {
          String names = String.join(",", option.names());
          boolean needed = option.required();
          options.add(
              line(names, path, field, option.converter(), values.min(), need(group, needed)));
        }
      } else if (parameters != null) {
        boolean takesAll = field.getType() == List.class;
        boolean needed = Range.parameterArity(field).min() > 0;
        int place = Range.parameterIndex(field).min();
        String need = need(null, needed);
        String line =
            line(
                String.valueOf(place), path, field, parameters.converter(), takesAll ? 0 : 1, need);
        positions.put(place, line);
      }
    }
  }

  private static String need(@Nullable ArgGroup group, boolean needed) {
    if (group != null) {
      return group.multiplicity().equals("1")
          ? CommandTable.ONE_OF_GROUP
          : CommandTable.AT_MOST_ONE_OF_GROUP;
    }
    return needed ? CommandTable.REQUIRED : CommandTable.NOT_NEEDED;
  }

  private static String line(
      String names, String path, Field field, Class<?>[] converters, int values, String need) {
    return String.join(" ", names, path, type(field, converters), String.valueOf(values), need);
  }

  private static String type(Field field, Class<?>[] converters) {
    if (converters.length > 0) {
      return converters[0].getName();
    }
    Type type = field.getGenericType();
    String named =
        TYPES.get(type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type);
    return Objects.requireNonNull(named, field + ": give it a converter; no word for its type");
  }
}
