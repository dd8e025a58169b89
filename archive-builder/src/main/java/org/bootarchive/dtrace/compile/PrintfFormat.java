package org.bootarchive.dtrace.compile;

import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.compile.PrintfConversions.Accepts;
import org.bootarchive.dtrace.compile.PrintfConversions.Conversion;
import org.bootarchive.dtrace.compile.PrintfConversions.Prints;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.Encoding;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * A format with its conversions, checked against arguments and written as the consumer reads it.
 *
 * <p>Source: libdtrace's {@code dt_printf.c}.
 */
final class PrintfFormat {
  private static final int POINTER_DIGITS = 16;
  private static final int MOST_NUMBER_CHARS = 7;
  private static final int MOST_SIZE_LETTERS = 6;

  /** Text with the conversion behind it, which the last may not have. */
  private static final class Part {
    String text = "";
    @Nullable Conversion conversion;
    boolean alternate;
    boolean zeros;
    boolean left;
    boolean plus;
    boolean dynamicWidth;
    boolean dynamicPrecision;
    boolean grouped;
    boolean space;
    boolean aggregation;
    int width;
    int precision;
    String written = "";
  }

  private final Unit unit;
  private final SpecialTypes types;
  private final String format;
  private final List<Part> parts = new ArrayList<>();

  PrintfFormat(Unit unit, String format) {
    this.unit = unit;
    this.types = unit.session.types;
    this.format = format;
    int at = 0;
    while (true) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        break;
      }
      Part part = new Part();
      part.text = format.substring(at, percent);
      parts.add(part);
      at = conversion(part, percent + 1);
    }
    if (at < format.length() || format.isEmpty()) {
      Part rest = new Part();
      rest.text = format.substring(at);
      parts.add(rest);
    }
  }

  private char charAt(int at) {
    return at < format.length() ? format.charAt(at) : 0;
  }

  private DException trouble(String text) {
    return unit.error(ErrorTag.D_SYNTAX, "format conversion #%d %s", parts.size(), text);
  }

  private int conversion(Part part, int from) {
    int at = from;
    boolean dot = false;
    boolean digits = false;
    StringBuilder name = new StringBuilder();
    while (true) {
      char c = charAt(at);
      switch (c) {
        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
          if (!dot && !digits && c == '0') {
            part.zeros = true;
            part.left = false;
          } else {
            int number = 0;
            while (charAt(at) >= '0' && charAt(at) <= '9') {
              number = number * 10 + charAt(at++) - '0';
            }
            at--;
            digits = true;
            if (dot) {
              part.precision = number;
            } else {
              part.width = number;
            }
          }
        }
        case '#' -> part.alternate = true;
        case '*' -> {
          if (dot ? part.dynamicPrecision : part.dynamicWidth) {
            throw trouble("has more than one '*' specified for the output precision");
          }
          part.dynamicPrecision |= dot;
          part.dynamicWidth |= !dot;
        }
        case '+' -> part.plus = true;
        case '-' -> {
          part.left = true;
          part.zeros = false;
        }
        case '.' -> {
          if (dot) {
            throw trouble("has more than one '.' specified");
          }
          dot = true;
          digits = false;
        }
        case '?' -> part.width = POINTER_DIGITS;
        case '@' -> part.aggregation = true;
        case '\'' -> part.grouped = true;
        case ' ' -> part.space = true;
        case '$' -> throw trouble("uses unsupported positional format (%n$)");
        case 0 -> throw trouble("name expected before end of format string");
        case 'h', 'l', 'L', 'w' -> {
          if (name.length() < MOST_SIZE_LETTERS) {
            name.append(c);
          }
        }
        default -> {
          if (c == '%' && at != from) {
            throw trouble("cannot be combined with other format flags: %%");
          }
          name.append(c);
          part.conversion = unit.session.conversions.named(name.toString());
          if (part.conversion == null) {
            throw trouble("is undefined: %" + name);
          }
          return at + 1;
        }
      }
      at++;
    }
  }

  /**
   * Compares the conversions with what they are to print.
   *
   * @param function the name of the function that has the format
   * @param first the values
   * @param ofAggregation whether {@code %@} can stand for an aggregation's value
   * @param counts whether that value is without a sign
   */
  void check(String function, @Nullable Node first, boolean ofAggregation, boolean counts) {
    if (format.isEmpty()) {
      throw unit.error(ErrorTag.D_PRINTF_FMT_EMPTY, "%s( ) format string is empty", function);
    }
    Node value = new Node(NodeKind.TYPE, 0);
    value.assignType(types.named(counts ? "uint64_t" : "int64_t"), false);
    Node argument = first;
    int used = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Conversion conversion = part.conversion;
      if (conversion == null) {
        continue;
      }
      if (conversion.accepts() == Accepts.NOTHING) {
        part.written = conversion.letter();
        continue;
      }
      List<String> dynamic = new ArrayList<>();
      if (part.dynamicWidth) {
        dynamic.add("*");
      }
      if (part.dynamicPrecision) {
        dynamic.add(".*");
      }
      for (String star : dynamic) {
        checkDynamic(function, argument, i + 1, used + 2, conversion, star);
        argument = argument == null ? null : argument.next;
        used++;
      }
      Node printed;
      String called;
      if (part.aggregation) {
        if (!ofAggregation) {
          throw unit.error(
              ErrorTag.D_PRINTF_AGG_CONV,
              "%%@ conversion requires an aggregation and is not for use with %s( )",
              function);
        }
        printed = value;
        called = "aggregating action";
      } else if (argument == null) {
        throw unit.error(
            ErrorTag.D_PRINTF_ARG_PROTO,
            "%s( ) prototype mismatch: conversion #%d (%%%s) is missing a corresponding value"
                + " argument",
            function,
            i + 1,
            conversion.name());
      } else {
        printed = argument;
        called = "argument #" + (used + 2);
        argument = argument.next;
        used++;
      }
      checkValue(function, part, conversion, printed, called, i + 1);
    }
    if (!ofAggregation && argument != null) {
      throw unit.error(
          ErrorTag.D_PRINTF_ARG_EXTRA,
          "%s( ) prototype mismatch: only %d arguments required by this format string",
          function,
          used);
    }
  }

  private void checkDynamic(
      String function,
      @Nullable Node argument,
      int number,
      int position,
      Conversion conversion,
      String star) {
    if (argument == null) {
      throw unit.error(
          ErrorTag.D_PRINTF_DYN_PROTO,
          "%s( ) prototype mismatch: conversion #%d (%%%s) is missing a corresponding \"%s\""
              + " argument",
          function,
          number,
          conversion.name(),
          star);
    }
    if (!NodeRules.isInteger(argument)) {
      throw unit.error(
          ErrorTag.D_PRINTF_DYN_TYPE,
          "%s( ) argument #%d is incompatible with conversion #%d prototype:\n"
              + "\tconversion: %% %s %s\n\t prototype: int\n\t  argument: %s",
          function,
          position,
          number,
          star,
          conversion.name(),
          NodeRules.typeName(argument, types));
    }
  }

  private void checkValue(
      String function, Part part, Conversion conversion, Node value, String called, int number) {
    String length = "";
    if (conversion.prints() == Prints.NUMBER && NodeRules.size(value) == Long.BYTES) {
      length = "ll";
    } else if (conversion.prints() == Prints.FLOAT && NodeRules.size(value) == 2 * Long.BYTES) {
      length = "L";
    }
    String letter = conversion.letter();
    if (conversion.accepts() == Accepts.SIGNED_BY_TYPE) {
      letter = value.has(Node.SIGNED) ? "i" : "u";
    }
    part.written = length + letter;
    if (!accepts(conversion, value)) {
      throw unit.error(
          ErrorTag.D_PRINTF_ARG_TYPE,
          "%s( ) %s is incompatible with conversion #%d prototype:\n"
              + "\tconversion: %%%s\n\t prototype: %s\n\t  argument: %s",
          function,
          called,
          number,
          conversion.name(),
          conversion.prototype(),
          NodeRules.typeName(value, types));
    }
  }

  private boolean accepts(Conversion conversion, Node value) {
    boolean address = NodeRules.isPointer(value, types) || NodeRules.isInteger(value);
    CType base = value.type().base();
    return switch (conversion.accepts()) {
      case KERNEL_ADDRESS -> address || NodeRules.isSymbolAddress(value, types);
      case USER_ADDRESS -> NodeRules.isUserSymbolAddress(value, types);
      case ADDRESS -> address;
      case SMALL_INTEGER -> NodeRules.isInteger(value) && NodeRules.size(value) <= Integer.BYTES;
      case SIGNED_BY_TYPE, INTEGER -> NodeRules.isInteger(value);
      case FLOAT -> NodeRules.isFloat(value);
      case TYPE -> conversion.type() != null && base.isCompatible(conversion.type());
      case SHORT -> isNamed(base, "short");
      case LONG -> isNamed(base, "long");
      case LONG_LONG -> isNamed(base, "long long") || isNamedWide(value.type());
      case STRING -> NodeRules.isString(value, types) || NodeRules.isCharArray(base);
      case STACK -> NodeRules.isStack(value, types);
      case WIDE_STRING -> isWideArray(base);
      case TIME -> NodeRules.isInteger(value) && NodeRules.size(value) == Long.BYTES;
      case NOTHING -> true;
    };
  }

  private static boolean isNamed(CType base, String size) {
    String name = base.name();
    return name.equals(size) || name.equals("signed " + size) || name.equals("unsigned " + size);
  }

  private static boolean isNamedWide(CType given) {
    CType type = given;
    for (int i = 0; i < Unit.MOST_DEPTH && type.kind() == TypeKind.TYPEDEF; i++) {
      String name = type.name();
      if (name.equals("int64_t") || name.equals("uint64_t")) {
        return true;
      }
      type = type.referenced();
    }
    return false;
  }

  private static boolean isWideArray(CType base) {
    return base.array()
        .map(ArrayShape::contents)
        .map(base::with)
        .map(CType::base)
        .filter(element -> element.kind() == TypeKind.INTEGER)
        .flatMap(CType::encoding)
        .map(Encoding::bits)
        .filter(bits -> bits == Integer.SIZE)
        .isPresent();
  }

  /** Returns the format as it stands in the DOF: {@code dtrace_printf_format}. */
  String text() {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      out.append(part.text);
      Conversion conversion = part.conversion;
      if (conversion == null) {
        continue;
      }
      out.append('%')
          .append(part.alternate ? "#" : "")
          .append(part.zeros ? "0" : "")
          .append(part.left ? "-" : "")
          .append(part.plus ? "+" : "")
          .append(part.dynamicWidth ? "*" : "")
          .append(part.dynamicPrecision ? ".*" : "")
          .append(part.grouped ? "'" : "")
          .append(part.space ? " " : "")
          .append(part.aggregation ? "@" : "");
      String width = part.width != 0 ? String.valueOf(part.width) : "";
      String precision = part.precision != 0 ? "." + part.precision : "";
      for (String number : new String[] {width, precision}) {
        if (number.length() > MOST_NUMBER_CHARS) {
          // Libdtrace has no room for more, and ends the format there.
          return out.append(number, 0, MOST_NUMBER_CHARS).toString();
        }
        out.append(number);
      }
      out.append(conversion.letter().equals("s") ? conversion.name() : part.written);
    }
    return out.toString();
  }
}
