package org.bootarchive.dtrace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.elf.ElfFormatException;
import org.bootarchive.dtrace.elf.ElfType;
import org.bootarchive.dtrace.elf.FbtRefusal;
import org.bootarchive.dtrace.elf.KernelModule;

/** Looks for probes of fbt and sdt in the modules of an archive, in one pass over them. */
final class ModuleProbeSearch {
  private static final int NAMES_IN_MESSAGE = 3;

  /** More patterns are not compared with all functions of all modules. */
  private static final int MAX_PATTERNS = 64;

  /** More bytes of modules are not read; all of a platform have some 100 MiB. */
  private static final long MAX_BYTES = 1L << 30;

  private final KernelFiles files;
  private long bytesLeft = MAX_BYTES;
  private final Map<ProbeKey, Open> open = new LinkedHashMap<>();
  private final Map<ProbeKey, ProbeExistence> answers = new HashMap<>();

  /** What was seen so far of a description that no module has matched. */
  private static final class Open {
    private final List<String> unreadable = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();
    private int searched;
  }

  private ModuleProbeSearch(KernelFiles files) {
    this.files = files;
  }

  /** Returns an answer for each description that is given. */
  static Map<ProbeKey, ProbeExistence> search(KernelFiles files, Collection<ProbeKey> keys)
      throws IOException {
    ModuleProbeSearch search = new ModuleProbeSearch(files);
    int patterns = 0;
    for (ProbeKey key : keys) {
      if (key.function().isName() || ++patterns <= MAX_PATTERNS) {
        search.open.put(key, new Open());
      } else {
        search.answers.put(key, ProbeExistence.unknown("too many patterns to look for them all"));
      }
    }
    if (!search.open.isEmpty()) {
      for (String module : files.moduleNames()) {
        if (search.bytesLeft < 0) {
          break;
        }
        search.look(module);
      }
    }
    search.open.forEach((key, seen) -> search.answers.put(key, search.notFound(key, seen)));
    return search.answers;
  }

  private void look(String moduleName) throws IOException {
    String name = moduleName.substring(moduleName.lastIndexOf('/') + 1);
    List<ProbeKey> asking =
        open.keySet().stream().filter(key -> key.module().matches(name)).toList();
    if (asking.isEmpty()) {
      return;
    }
    Optional<KernelModule> module = read(moduleName, name);
    for (ProbeKey key : asking) {
      Open seen = open.get(key);
      if (seen == null) {
        continue;
      }
      if (module.isEmpty()) {
        seen.unreadable.add(moduleName);
        continue;
      }
      seen.searched++;
      ModuleProbes probes = new ModuleProbes(name, module.get());
      if (probes.match(key)) {
        answers.put(key, ProbeExistence.EXISTS);
        open.remove(key);
      } else if (key.function().isName() && key.provider().matches(Provider.FBT)) {
        Optional<String> reason = probes.refusal(key).map(FbtRefusal::reason);
        seen.refusal = reason.isPresent() ? reason : seen.refusal;
      }
    }
  }

  /** Returns a module; empty if it is not there, or krtld would not load it. */
  private Optional<KernelModule> read(String moduleName, String name) throws IOException {
    Optional<KernelFiles.Found> found = files.module(moduleName);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    byte[] content = found.get().content().slice(0, KernelModule.MAX_BYTES).read();
    bytesLeft -= content.length;
    try {
      KernelModule module = KernelModule.read(name, content);
      boolean loads = module.type() == ElfType.RELOCATABLE || name.equals("unix");
      return loads ? Optional.of(module) : Optional.empty();
    } catch (ElfFormatException e) {
      return Optional.empty();
    }
  }

  private ProbeExistence notFound(ProbeKey key, Open seen) {
    if (!seen.unreadable.isEmpty()) {
      return ProbeExistence.unknown(
          count(seen.unreadable.size())
              + " cannot be looked into, being no kernel module that krtld loads: "
              + some(seen.unreadable)
              + (seen.searched == 0 ? "" : "; " + count(seen.searched) + " without it"));
    }
    if (bytesLeft < 0) {
      return ProbeExistence.unknown("the modules are too large to look into them all");
    }
    if (!files.namesAreComplete()) {
      return ProbeExistence.unknown("the modules of this archive cannot be listed");
    }
    if (seen.searched == 0) {
      return ProbeExistence.absent(
          key.module().isEmpty()
              ? "there are no modules"
              : "no module " + key.module() + " is where krtld looks");
    }
    if (seen.refusal.isPresent()) {
      return ProbeExistence.absent(seen.refusal.get());
    }
    boolean named = key.function().isName() && Provider.matching(key.provider()).size() == 1;
    String what =
        named && key.provider().matches(Provider.FBT)
            ? "no function " + key.function() + " is in "
            : "nothing of the kind is in ";
    return ProbeExistence.absent(
        what
            + (key.module().isName()
                ? "the module " + key.module()
                : "any of the " + seen.searched + " modules"));
  }

  private static String count(int modules) {
    return modules == 1 ? "1 module" : modules + " modules";
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMES_IN_MESSAGE, names.size())))
        + (names.size() > NAMES_IN_MESSAGE ? ", ..." : "");
  }
}
