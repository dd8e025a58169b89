package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.dtrace.elf.ElfFormatException;
import org.bootarchive.dtrace.elf.ElfType;
import org.bootarchive.dtrace.elf.KernelModule;

/**
 * The probes that a kernel of an archive can have: those of its providers, as far as their drivers
 * are there, by their tables and by the functions and calls in its modules. For one thread.
 */
public final class KernelProbes {
  private static final String SYSTEM_CALLS = "/etc/name_to_sysnum";
  private static final ImmutableList<String> SYSTEM_CALL_PROBES =
      ImmutableList.of("entry", "return");

  /** So many searches go through the bytes of modules that are not decoded for another. */
  private static final int FEW_SEARCHES = 4;

  private final KernelFiles files;
  private int searches;
  private final Map<String, Boolean> drivers = new HashMap<>();
  private final Map<String, Optional<ModuleProbes>> modules = new HashMap<>();
  private Optional<ImmutableList<String>> systemCalls = Optional.empty();

  private KernelProbes(KernelFiles files) {
    this.files = files;
  }

  /** Returns the probes of a kernel. */
  public static KernelProbes of(KernelFiles files) {
    return new KernelProbes(files);
  }

  /**
   * Returns whether a provider is there once all drivers are loaded.
   *
   * @throws IOException if the archive cannot be read
   */
  public boolean hasProvider(String name) throws IOException {
    Optional<String> driver = Provider.driver(name);
    if (driver.isEmpty()) {
      return false;
    }
    Boolean known = drivers.get(driver.get());
    if (known == null) {
      known = files.module("drv/" + driver.get()).isPresent();
      drivers.put(driver.get(), known);
    }
    return known;
  }

  /**
   * Returns the first probes that a description matches as the kernel matches it: those of dtrace
   * itself, then provider by provider, module by module.
   *
   * @param most how many are wanted at most
   * @throws IOException if the archive cannot be read
   */
  public ImmutableList<KernelProbe> matching(KernelProbe description, int most) throws IOException {
    ProbeKey key =
        ProbeKey.of(
            description.provider(),
            description.module(),
            description.function(),
            description.name());
    ProbeList found = new ProbeList(key, most);
    boolean inModules = false;
    for (String provider : Provider.matching(key.provider())) {
      if (!found.isFull() && hasProvider(provider)) {
        switch (provider) {
          case Provider.DTRACE -> FixedProbes.addDtrace(found);
          case Provider.LOCKSTAT -> FixedProbes.addLockstat(found);
          case Provider.PROFILE -> ProfileProbes.add(found);
          case Provider.SYSCALL -> addSystemCalls(found);
          // Which events there are depends on the processor: what is named is taken to be there.
          case Provider.CPC -> addNamed(found);
          default -> inModules = true;
        }
      }
    }
    if (inModules && !found.isFull()) {
      addOfModules(found);
    }
    return found.probes();
  }

  private static void addNamed(ProbeList found) {
    if (found.key().name().isName()) {
      found.add(Provider.CPC, "", "", found.key().name().toString());
    }
  }

  private void addSystemCalls(ProbeList found) throws IOException {
    if (systemCalls.isEmpty()) {
      Optional<KernelFiles.Found> file = files.file(SYSTEM_CALLS);
      systemCalls =
          Optional.of(
              file.isPresent() ? NumberedNames.of(file.get().content()) : ImmutableList.of());
    }
    for (String call : systemCalls.get()) {
      for (String name : SYSTEM_CALL_PROBES) {
        found.add(Provider.SYSCALL, "", call, name);
      }
    }
  }

  private void addOfModules(ProbeList found) throws IOException {
    Set<String> seen = new HashSet<>();
    searches++;
    for (String moduleName : files.moduleNames()) {
      String name = moduleName.substring(moduleName.lastIndexOf('/') + 1);
      if (found.isFull()) {
        return;
      }
      if (found.key().module().matches(name) && seen.add(name)) {
        Optional<ModuleProbes> module = module(moduleName, name, found.key());
        if (module.isPresent()) {
          for (KernelProbe probe : module.get().matching(found.key(), found.missing())) {
            if (hasProvider(probe.provider())) {
              found.add(probe.provider(), probe.module(), probe.function(), probe.name());
            }
          }
        }
      }
    }
  }

  /** Returns the probes of a module; nothing if a description can match none of them. */
  private Optional<ModuleProbes> module(String moduleName, String name, ProbeKey key)
      throws IOException {
    Optional<ModuleProbes> known = modules.get(moduleName);
    if (known != null) {
      return known;
    }
    Optional<KernelFiles.Found> found = files.module(moduleName);
    if (found.isPresent()) {
      byte[] content = found.get().content().slice(0, KernelModule.MAX_BYTES).read();
      if (searches <= FEW_SEARCHES && !ProbeNames.of(content).mayMatch(key)) {
        return Optional.empty();
      }
      known = read(name, content);
    } else {
      known = Optional.empty();
    }
    modules.put(moduleName, known);
    return known;
  }

  private static Optional<ModuleProbes> read(String name, byte[] content) {
    try {
      KernelModule module = KernelModule.read(name, content);
      boolean loads = module.type() == ElfType.RELOCATABLE || name.equals("unix");
      return loads ? Optional.of(new ModuleProbes(name, module)) : Optional.empty();
    } catch (ElfFormatException e) {
      // krtld would not load it: no probes of it come to be.
      return Optional.empty();
    }
  }

  /** Probes that a description matches, up to a number. */
  static final class ProbeList {
    private final ProbeKey key;
    private final int most;
    private final List<KernelProbe> probes = new ArrayList<>();

    ProbeList(ProbeKey key, int most) {
      this.key = key;
      this.most = most;
    }

    ProbeKey key() {
      return key;
    }

    boolean isFull() {
      return probes.size() >= most;
    }

    int missing() {
      return most - probes.size();
    }

    /** Adds a probe of a provider that the description matches, if it matches the rest too. */
    void add(String provider, String module, String function, String name) {
      if (!isFull() && key.matches(module, function, name)) {
        probes.add(new KernelProbe(provider, module, function, name));
      }
    }

    ImmutableList<KernelProbe> probes() {
      return ImmutableList.copyOf(probes);
    }
  }
}
