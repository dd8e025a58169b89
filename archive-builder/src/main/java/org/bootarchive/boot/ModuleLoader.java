package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bootarchive.boot.KernelLookup.Need;
import org.bootarchive.boot.vfs.KernelStopException;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.dtrace.elf.ElfFormatException;
import org.bootarchive.dtrace.elf.KernelModule;
import org.bootarchive.dtrace.elf.NeededModules;
import org.jspecify.annotations.Nullable;

/**
 * Loads modules as krtld does: each along the module path, and then those that it names as needed.
 *
 * <p>Source: {@code load_primary}, {@code load_module} and {@code do_dependents} of kobj.c.
 */
final class ModuleLoader {
  /** More modules than this are not followed. */
  private static final int MAX_MODULES = 2000;

  /** What unix names as needed, and krtld does not load. */
  private static final String STUBS = "dtracestubs";

  private final KernelSearch search;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Refusal> refusals = new LinkedHashMap<>();
  private ImmutableSet<String> excludes = ImmutableSet.of();

  /**
   * A module that is there and is not loaded.
   *
   * @param path where it is
   * @param need what becomes of a kernel without it
   * @param reason why, for people
   */
  record Refusal(String path, Need need, String reason) {}

  ModuleLoader(KernelSearch search) {
    this.search = search;
  }

  /** Returns the modules that are there and are not loaded. */
  ImmutableList<Refusal> refusals() {
    return ImmutableList.copyOf(refusals.values());
  }

  /** From now on modules of these names, or base names, are not loaded. */
  void exclude(List<String> names) {
    excludes = ImmutableSet.copyOf(names);
  }

  /**
   * Loads a module and what it needs.
   *
   * @param name such as {@code fs/specfs}
   * @return whether it is there
   */
  boolean load(String purpose, Need need, String name, String source) throws IOException {
    KernelLookup lookup = search.module(purpose, need, name, source);
    if (asked.add(name)) {
      loadNeeded(name, need, lookup, source);
    }
    return lookup.isFound();
  }

  /** Loads the modules that a module needs, and those that they need. */
  void loadNeeded(String name, Need need, KernelLookup lookup, String source) throws IOException {
    if (!(lookup.answer().lookup() instanceof Lookup.Found found)) {
      return;
    }
    if (excludes.contains(name) || excludes.contains(name.substring(name.lastIndexOf('/') + 1))) {
      refuse(lookup, "etc/system excludes it");
      return;
    }
    for (String other : needed(lookup, found)) {
      if (isFollowed(other) && asked.size() < MAX_MODULES && asked.add(other)) {
        KernelLookup next =
            search.module(other + ", which " + name + " needs", need, other, source);
        loadNeeded(other, need, next, source);
      }
    }
  }

  /** Returns whether krtld loads a module of a name: no stubs; macros are not followed here. */
  static boolean isFollowed(String name) {
    return !name.equals(STUBS) && name.indexOf('$') < 0;
  }

  /** Returns what a module's file names as needed; nothing if it cannot be read. */
  ImmutableSet<String> needed(KernelLookup lookup, Lookup.Found found) throws IOException {
    try {
      return NeededModules.of(search.read(found, KernelModule.MAX_BYTES));
    } catch (ElfFormatException e) {
      if (search.isExhausted()) {
        return ImmutableSet.of();
      }
      refuse(lookup, e.getMessage());
    } catch (KernelStopException e) {
      // The lookup's remarks say so.
      return ImmutableSet.of();
    }
    return ImmutableSet.of();
  }

  private void refuse(KernelLookup lookup, @Nullable String reason) {
    refusals.putIfAbsent(
        lookup.path(), new Refusal(lookup.path(), lookup.need(), String.valueOf(reason)));
  }
}
