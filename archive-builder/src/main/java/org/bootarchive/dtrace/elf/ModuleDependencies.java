package org.bootarchive.dtrace.elf;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.OptionalInt;

/** Finds which modules a module needs. */
final class ModuleDependencies {
  private static final long DT_NULL = 0;
  private static final long DT_NEEDED = 1;
  private static final int ENTRY_BYTES = 16;

  /** {@code MAXPATHLEN}, also of what the old way names. */
  private static final int MAX_NAME = 1023;

  private static final int MAX_NEEDED = 1000;

  private ModuleDependencies() {}

  /**
   * Returns the names in order ({@code process_dynamic} and {@code depends_on} of kobj.c).
   *
   * @throws ElfFormatException if the dynamic section lies outside the file, or a name does
   */
  static ImmutableSet<String> of(ElfFile file, List<ElfSymbol> symbols) throws ElfFormatException {
    ImmutableSet<String> needed = ofDynamic(file);
    return needed.isEmpty() ? ofOldSymbol(file, symbols) : needed;
  }

  /** Returns the names that the dynamic section has, none if there is no such section. */
  static ImmutableSet<String> ofDynamic(ElfFile file) throws ElfFormatException {
    OptionalInt dynamic = file.last(ElfSection.DYNAMIC);
    return dynamic.isEmpty()
        ? ImmutableSet.of()
        : ofDynamic(file, file.section(dynamic.getAsInt(), 0));
  }

  private static ImmutableSet<String> ofDynamic(ElfFile file, ElfSection dynamic)
      throws ElfFormatException {
    ElfSection strings = file.strings(dynamic);
    ImmutableSet.Builder<String> needed = ImmutableSet.builder();
    int count = 0;
    for (long at = 0; at + ENTRY_BYTES <= dynamic.size(); at += ENTRY_BYTES) {
      long tag = file.bytes().i64(dynamic.offset() + at);
      if (tag == DT_NULL) {
        break;
      }
      if (tag == DT_NEEDED) {
        long name = file.bytes().i64(dynamic.offset() + at + 8);
        if (name < 0 || name >= strings.size() || ++count > MAX_NEEDED) {
          throw new ElfFormatException(dynamic.offset() + at, "a needed module that has no name");
        }
        long limit = strings.offset() + strings.size();
        needed.add(file.bytes().string(strings.offset() + name, limit, MAX_NAME));
      }
    }
    return needed.build();
  }

  private static ImmutableSet<String> ofOldSymbol(ElfFile file, List<ElfSymbol> symbols)
      throws ElfFormatException {
    for (ElfSymbol symbol : symbols) {
      if (symbol.name().equals("_depends_on") && symbol.size() > 0) {
        long start = file.offsetOf(symbol);
        if (start < 0
            || symbol.size() > MAX_NAME
            || file.bytes().u8(start + symbol.size() - 1) != 0) {
          return ImmutableSet.of();
        }
        return ImmutableSet.copyOf(
            Splitter.on(CharMatcher.anyOf(" \t"))
                .omitEmptyStrings()
                .split(file.bytes().string(start, start + symbol.size(), MAX_NAME)));
      }
    }
    return ImmutableSet.of();
  }
}
