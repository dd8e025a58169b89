package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.types.ModuleTypes;
import org.jspecify.annotations.Nullable;

/**
 * A symbol that was found.
 *
 * @param object the module's name
 * @param name the symbol's name
 * @param module where it is; null for one that a program declares
 * @param number its number there
 */
record SymbolReference(String object, String name, @Nullable ModuleTypes module, int number) {
  /** Returns the bytes of what it names, as its module says. */
  long size(long declaredSize) {
    return module == null ? declaredSize : module.symbol(number).size();
  }

  /** Returns its value, which is its address if the module's addresses are known. */
  long value() {
    return module == null ? 0 : module.symbol(number).value();
  }
}
