package org.bootarchive.tool;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A command whose arguments are of the plain kind, read by {@link CommandTable} alone: the command
 * line library takes longer to start than the JVM and most commands together.
 *
 * <p>Whatever is not plain, and whatever is wrong, is left to the library, which is asked with the
 * same arguments: help, a missing argument, an unknown option, one that is given twice, a value
 * that cannot be converted or begins like an option.
 */
final class PlainCommand {
  private final String name;
  private final Callable<Integer> command;

  private PlainCommand(String name, Callable<Integer> command) {
    this.name = name;
    this.command = command;
  }

  /** Returns the command that some arguments plainly say; null if the library is to be asked. */
  static @Nullable PlainCommand parse(String... args) {
    for (int words = Math.min(2, args.length); words > 0; words--) {
      String name = words == 1 ? args[0] : args[0] + " " + args[1];
      String table = CommandTable.of(name);
      Callable<Integer> command = table == null ? null : Commands.create(name);
      if (table != null && command != null) {
        try {
          new Reading(command, table).read(args, words);
          return new PlainCommand("archive-tool " + name, command);
        } catch (NotPlainException e) {
          return null;
        }
      }
    }
    return null;
  }

  /** Returns the command with its arguments. */
  Callable<Integer> command() {
    return command;
  }

  /** Runs the command as the library would, and returns its exit code. */
  int run() {
    try {
      try {
        return command.call();
      } catch (Exception e) {
        return ErrorLine.of(name, e, false);
      }
    } catch (Exception e) {
      e.printStackTrace(StandardError.text());
      return ExitCode.NO;
    }
  }

  /** The library is to be asked. */
  private static final class NotPlainException extends Exception {
    private static final long serialVersionUID = 1;

    NotPlainException() {
      super(null, null, false, false);
    }
  }

  /** An argument of a command: a line of its table. */
  private static final class Argument {
    final String names;
    final String field;
    final String type;
    final int arity;
    final String need;
    boolean isGiven;

    Argument(String line) {
      String[] columns = line.split(" ", -1);
      names = columns[0];
      field = columns[1];
      type = columns[2];
      arity = columns[3].charAt(0) - '0';
      need = columns[4];
    }

    boolean isOfGroup() {
      return need.equals(CommandTable.ONE_OF_GROUP)
          || need.equals(CommandTable.AT_MOST_ONE_OF_GROUP);
    }
  }

  /** Puts arguments into the fields of a command. */
  private static final class Reading {
    private final Object command;
    private final List<Argument> arguments = new ArrayList<>();
    private final Map<String, Argument> options = new HashMap<>();
    private final List<Argument> positions = new ArrayList<>();
    private int position;

    Reading(Object command, String table) {
      this.command = command;
      for (String line : table.stripTrailing().split("\n", -1)) {
        Argument argument = new Argument(line);
        arguments.add(argument);
        if (argument.names.charAt(0) == '-') {
          for (String name : argument.names.split(",", -1)) {
            options.put(name, argument);
          }
        } else {
          positions.add(argument);
        }
      }
    }

    void read(String[] args, int from) throws NotPlainException {
      int i = from;
      while (i < args.length) {
        i += take(args, i);
      }
      int ofGroup = 0;
      boolean isOneMissing = false;
      for (Argument argument : arguments) {
        if (argument.need.equals(CommandTable.REQUIRED) && !argument.isGiven) {
          throw new NotPlainException();
        }
        ofGroup += argument.isOfGroup() && argument.isGiven ? 1 : 0;
        isOneMissing |= argument.need.equals(CommandTable.ONE_OF_GROUP);
      }
      if (ofGroup > 1 || (ofGroup == 0 && isOneMissing)) {
        throw new NotPlainException();
      }
    }

    /** Takes what is at a place; returns how many of the arguments that is. */
    private int take(String[] args, int at) throws NotPlainException {
      String text = args[at];
      if (isValue(text)) {
        if (position == positions.size()) {
          throw new NotPlainException();
        }
        Argument argument = positions.get(position);
        put(argument, text);
        position += argument.arity;
        return 1;
      }
      Argument option = options.get(text);
      int equals = text.indexOf('=');
      if (option == null && equals > 0) {
        option = options.get(text.substring(0, equals));
        if (option == null || option.arity != 1) {
          throw new NotPlainException();
        }
        put(option, value(text.substring(equals + 1)));
        return 1;
      }
      if (option == null) {
        takeLetters(text);
        return 1;
      }
      if (option.arity == 0) {
        put(option, "");
      }
      if (at + option.arity >= args.length) {
        throw new NotPlainException();
      }
      for (int i = 1; i <= option.arity; i++) {
        put(option, value(args[at + i]));
      }
      return 1 + option.arity;
    }

    /** Takes several options of one letter and no value, such as {@code -lR}. */
    private void takeLetters(String text) throws NotPlainException {
      for (int i = 1; i < text.length(); i++) {
        Argument option = options.get("-" + text.charAt(i));
        if (option == null || option.arity != 0) {
          throw new NotPlainException();
        }
        put(option, "");
      }
      if (text.length() < 2) {
        throw new NotPlainException();
      }
    }

    private static boolean isValue(String text) {
      return !text.isEmpty() && (text.charAt(0) != '-' || text.length() == 1);
    }

    private static String value(String text) throws NotPlainException {
      if (!isValue(text)) {
        throw new NotPlainException();
      }
      return text;
    }

    /** Puts a value into its field. */
    private void put(Argument argument, String text) throws NotPlainException {
      try {
        Object owner = command;
        String path = argument.field;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.')) {
          owner = field(owner, path.substring(0, dot)).get(owner);
          path = path.substring(dot + 1);
        }
        Field field = field(owner, path);
        Object value = converted(argument.type, text);
        if (field.getType() == List.class) {
          @SuppressWarnings("unchecked")
          List<Object> all = argument.isGiven ? (List<Object>) field.get(owner) : new ArrayList<>();
          all.add(value);
          value = all;
        } else if (argument.isGiven) {
          throw new NotPlainException();
        }
        field.set(owner, value);
        argument.isGiven = true;
      } catch (ReflectiveOperationException | InvalidPathException | NumberFormatException e) {
        throw new NotPlainException();
      }
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field;
    }

    private static Object converted(String type, String text)
        throws ReflectiveOperationException, NotPlainException {
      return switch (type) {
        case CommandTable.FLAG -> true;
        case CommandTable.TEXT -> text;
        case CommandTable.PATH -> ByteArguments.file(text);
        case CommandTable.INT -> Integer.parseInt(text);
        case CommandTable.LONG -> Long.parseLong(text);
        default -> Converter.convert(type, text);
      };
    }
  }

  /** The converters of some options, by their classes; apart, since they load the library's. */
  private static final class Converter {
    static Object convert(String type, String text)
        throws ReflectiveOperationException, NotPlainException {
      Constructor<?> constructor = Class.forName(type).getDeclaredConstructor();
      constructor.setAccessible(true);
      try {
        return ((ITypeConverter<?>) constructor.newInstance()).convert(text);
      } catch (TypeConversionException e) {
        throw new NotPlainException();
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new ReflectiveOperationException(e);
      }
    }
  }
}
