package org.bootarchive.dtrace.types;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Which of several types of one name is found: of numbers the first, unless it has no bits; of
 * structs, unions and enums the last; a forward declaration only if there is nothing else; of
 * everything else the last ({@code init_types} of libctf).
 */
final class NameTable {
  private NameTable() {}

  static void add(
      Map<NameSpace, Map<String, Integer>> names,
      NameSpace space,
      TypeKind kind,
      String name,
      int index,
      int bits,
      IntUnaryOperator bitsOf) {
    Map<String, Integer> table = names.computeIfAbsent(space, key -> new HashMap<>());
    Integer old = table.get(name);
    boolean kept =
        old != null
            && switch (kind) {
              case INTEGER, FLOAT -> bits >= 0 && bitsOf.applyAsInt(old) != 0;
              case FORWARD -> true;
              default -> false;
            };
    if (!kept) {
      table.put(name, index);
    }
  }
}
