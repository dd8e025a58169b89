package org.bootarchive.dtrace.elf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which function an address is in. */
final class FunctionPlaces {
  /** Stands for all sections of a file whose values are addresses. */
  private static final int ANY_SECTION = -1;

  private final Map<Integer, TreeMap<Long, ElfSymbol>> bySection = new HashMap<>();

  FunctionPlaces(ElfType type, List<ElfSymbol> symbols) {
    for (ElfSymbol symbol : symbols) {
      boolean strong =
          symbol.binding() == ElfSymbol.Binding.LOCAL
              || symbol.binding() == ElfSymbol.Binding.GLOBAL;
      if (symbol.type() == ElfSymbol.Type.FUNCTION && symbol.isInSection() && strong) {
        int section = type == ElfType.RELOCATABLE ? symbol.section() : ANY_SECTION;
        bySection
            .computeIfAbsent(section, number -> new TreeMap<>(Long::compareUnsigned))
            .merge(symbol.value(), symbol, FunctionPlaces::larger);
      }
    }
  }

  private static ElfSymbol larger(ElfSymbol one, ElfSymbol other) {
    return Long.compareUnsigned(other.size(), one.size()) > 0 ? other : one;
  }

  /** Returns the function that holds a place in a section; empty if none does. */
  String at(int section, long offset) {
    TreeMap<Long, ElfSymbol> functions = bySection.get(section);
    Map.Entry<Long, ElfSymbol> before = functions == null ? null : functions.floorEntry(offset);
    if (before == null
        || Long.compareUnsigned(offset - before.getKey(), before.getValue().size()) >= 0) {
      return "";
    }
    return before.getValue().name();
  }

  /** Returns the function that holds an address; empty if none does. */
  String atAddress(long address) {
    return at(ANY_SECTION, address);
  }
}
