package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableSet;

/** Which other modules a module's file names as needed. */
public final class NeededModules {
  private NeededModules() {}

  /**
   * Returns the names of the dynamic section's {@code DT_NEEDED} in order, such as {@code
   * misc/acpica} ({@code process_dynamic} of kobj.c). What the deprecated symbol {@code
   * _depends_on} names is left out.
   *
   * @param content the whole file
   * @throws ElfFormatException if the file is not an ELF file for the 64-bit x86 kernel, or damaged
   */
  public static ImmutableSet<String> of(byte[] content) throws ElfFormatException {
    return ModuleDependencies.ofDynamic(ElfFile.read(content));
  }
}
