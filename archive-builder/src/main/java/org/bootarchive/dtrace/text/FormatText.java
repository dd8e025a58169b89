package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bootarchive.dtrace.dif.DifType;
import org.bootarchive.dtrace.dof.EnabledAction;

/**
 * A format of {@code printf()} as a program has it. The compiler stores each conversion as the
 * consumer's own printf needs it, with the size and the sign of the argument, and takes no such
 * conversion itself for a value of another type ({@code dt_printf.c}).
 */
final class FormatText {
  private static final Pattern CONVERSION =
      Pattern.compile(
          "%(?<flags>[#0+\\-' ?@*.\\d]*)(?<size>(?:ll|L)?)(?<name>lc|wc|ls|ws|[a-zA-Z%])");

  private static final ImmutableList<ValueType> SIGNED_WORD = ImmutableList.of(ValueType.LONG);
  private static final ImmutableList<ValueType> SHORT =
      ImmutableList.of(ValueType.integer(Short.BYTES, true), ValueType.integer(Short.BYTES, false));

  /** A conversion, and what stands before it. */
  private static final class Part {
    String text = "";
    String flags = "";
    boolean wide;
    String name = "";

    /** What stands in the program; empty while that is the same. */
    String typed = "";

    boolean takesArgument() {
      return !name.isEmpty() && !name.equals("%") && flags.indexOf('@') < 0;
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final String rest;

  /** The conversion of each argument; null for a width or a precision. */
  private final List<Part> ofArguments = new ArrayList<>();

  private int argument;

  FormatText(String stored) {
    Matcher matcher = CONVERSION.matcher(stored);
    int from = 0;
    while (matcher.find()) {
      Part part = new Part();
      part.text = stored.substring(from, matcher.start());
      part.flags = matcher.group("flags");
      part.wide = !matcher.group("size").isEmpty();
      part.name = matcher.group("name");
      part.typed = typed(part);
      parts.add(part);
      for (char c : part.flags.toCharArray()) {
        if (c == '*') {
          ofArguments.add(new Part());
        }
      }
      if (part.takesArgument()) {
        ofArguments.add(part);
      }
      from = matcher.end();
    }
    rest = stored.substring(from);
  }

  /** Returns a format that is compiled to the one that is stored, if its values are integers. */
  static String typed(String stored) {
    return new FormatText(stored).typed();
  }

  private static String typed(Part part) {
    return switch (part.name) {
      case "d" -> part.wide ? "ld" : "hd";
      default -> part.name;
    };
  }

  /** Returns the format as it is now. */
  String typed() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.text).append('%').append(part.flags).append(part.typed);
    }
    return text.append(rest).toString();
  }

  /** Returns the next argument, as its conversion takes it. */
  String argument(EnabledAction action, ActionValues values) {
    Part part = argument < ofArguments.size() ? ofArguments.get(argument) : new Part();
    argument++;
    DifType type = ActionValues.type(action);
    if (type == null || action.difo() == null) {
      return "";
    }
    boolean pointer = type.ckind() == 3;
    switch (part.name) {
      case "d" -> {
        // Only conversions of one type are stored so.
        return values.of(action, part.wide ? SIGNED_WORD : SHORT);
      }
      case "x" -> part.typed = pointer ? "p" : "x";
      case "i" -> {
        try {
          Typed value = values.typed(action.difo());
          part.typed = value.type().signed() ? "d" : "i";
          return value.item();
        } catch (NoTextException e) {
          return values.unsaid(action.difo());
        }
      }
      default -> {
        // The compiler takes any value of the size.
      }
    }
    return values.of(action);
  }
}
