package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import java.util.TreeSet;

/** Types that the text declares for itself, where the code has things of a size. */
final class Helpers {
  private final TreeSet<String> lines = new TreeSet<>();

  /** Returns the tag of a struct of a size. */
  static String name(ValueType type) {
    return "shown_" + type.bytes();
  }

  /** Returns the text of a thing of a size at an address. */
  String at(ValueType type, String address) {
    String struct = "struct shown_" + type.bytes();
    switch (type.name()) {
      case "union" -> {
        String union = "union shown_" + type.bytes();
        declare("union", type.bytes());
        return "*(" + union + " *)" + address;
      }
      case "array" -> {
        declare("struct", type.bytes());
        return "((" + struct + " *)" + address + ")->bytes";
      }
      default -> {
        declare("struct", type.bytes());
        return "*(" + struct + " *)" + address;
      }
    }
  }

  /** Returns the type of things of a size. */
  String element(int bytes) {
    return switch (bytes) {
      case Byte.BYTES, Short.BYTES, Integer.BYTES, Long.BYTES ->
          ValueType.integer(bytes, false).name();
      default -> {
        String struct = "struct shown_" + bytes;
        declare("struct", bytes);
        yield struct;
      }
    };
  }

  private void declare(String word, int bytes) {
    lines.add(word + " shown_" + bytes + " { char bytes[" + bytes + "]; };");
  }

  void use(ValueType type) {
    if (type.kind() == ValueType.Kind.PLACE && !type.name().equals("array")) {
      declare(type.name(), type.bytes());
    }
    if (type.kind() == ValueType.Kind.ENUM) {
      lines.add("enum shown { SHOWN };");
    }
  }

  ImmutableList<String> lines() {
    return ImmutableList.copyOf(lines);
  }
}
