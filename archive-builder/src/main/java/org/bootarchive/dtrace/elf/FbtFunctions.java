package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which functions of a module fbt makes probes of. */
final class FbtFunctions {
  /** {@code FBT_PUSHL_EBP}: the first byte of {@code pushq %rbp}. */
  private static final int PUSH_RBP = 0x55;

  /** {@code FBT_RET}. */
  private static final int RET = 0xc3;

  /** How often, on average, a byte of the file may belong to functions. */
  private static final long MAX_OVERLAP = 8;

  private final ElfFile file;
  private final boolean moduleIsRefused;
  private long budget;

  FbtFunctions(ElfFile file, boolean moduleIsRefused) {
    this.file = file;
    this.moduleIsRefused = moduleIsRefused;
    this.budget = MAX_OVERLAP * file.bytes().size();
  }

  /**
   * Returns the functions by name, in the order of the symbol table.
   *
   * @throws ElfFormatException if functions overlap so much that no compiler can have made them
   */
  ImmutableMap<String, FbtFunction> of(List<ElfSymbol> symbols) throws ElfFormatException {
    Map<String, FbtFunction> functions = new LinkedHashMap<>();
    for (ElfSymbol symbol : symbols) {
      if (symbol.type() == ElfSymbol.Type.FUNCTION && symbol.size() != 0) {
        functions.merge(symbol.name(), function(symbol), FbtFunction::better);
      }
    }
    return ImmutableMap.copyOf(functions);
  }

  private FbtFunction function(ElfSymbol symbol) throws ElfFormatException {
    Optional<FbtRefusal> refusal = refusal(symbol);
    if (refusal.isPresent()) {
      return new FbtFunction(symbol.name(), refusal, false);
    }
    long start = file.offsetOf(symbol);
    if (start < 0) {
      // What is not in the file is not known; the kernel could find anything there.
      return new FbtFunction(symbol.name(), Optional.empty(), true);
    }
    long push = find(PUSH_RBP, start, start + symbol.size());
    return push < 0
        ? new FbtFunction(symbol.name(), Optional.of(FbtRefusal.NO_FRAME), false)
        : new FbtFunction(
            symbol.name(), Optional.empty(), find(RET, push, start + symbol.size()) >= 0);
  }

  private Optional<FbtRefusal> refusal(ElfSymbol symbol) {
    String name = symbol.name();
    if (moduleIsRefused) {
      return Optional.of(FbtRefusal.MODULE);
    }
    if (symbol.binding() == ElfSymbol.Binding.WEAK) {
      return Optional.of(FbtRefusal.WEAK);
    }
    if (name.startsWith("dtrace_") && !name.startsWith("dtrace_safe_")) {
      return Optional.of(FbtRefusal.DTRACE_NAME);
    }
    if (name.startsWith("kdi_") || name.contains("_kdi_")) {
      return Optional.of(FbtRefusal.DEBUGGER_NAME);
    }
    return name.equals("_init") || name.equals("_fini")
        ? Optional.of(FbtRefusal.INIT_OR_FINI)
        : Optional.empty();
  }

  /** Returns where a byte is first, which may be in the middle of an instruction; -1 if nowhere. */
  private long find(int wanted, long from, long to) throws ElfFormatException {
    for (long at = from; at < to; at++) {
      if (--budget < 0) {
        throw new ElfFormatException(from, "functions that overlap too much");
      }
      if (file.bytes().u8(at) == wanted) {
        return at;
      }
    }
    return -1;
  }
}
