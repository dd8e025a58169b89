package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells of probe descriptions whether a kernel of an archive can have what they match. */
final class ProbeSearch {
  private static final String SYSTEM_CALLS = "/etc/name_to_sysnum";
  private static final ImmutableList<String> SYSTEM_CALL_PROBES =
      ImmutableList.of("entry", "return");

  private final Optional<KernelFiles> files;
  private Optional<ImmutableList<String>> systemCalls = Optional.empty();

  private ProbeSearch(Optional<KernelFiles> files) {
    this.files = files;
  }

  /**
   * Returns an answer for each description that is given.
   *
   * @param files if they are not known, what could be in them is taken to be there
   */
  static ImmutableMap<ProbeKey, ProbeExistence> search(
      Optional<KernelFiles> files, Collection<ProbeKey> keys) throws IOException {
    ProbeSearch search = new ProbeSearch(files);
    ImmutableMap.Builder<ProbeKey, ProbeExistence> answers = ImmutableMap.builder();
    Set<ProbeKey> inModules = new LinkedHashSet<>();
    for (ProbeKey key : new LinkedHashSet<>(keys)) {
      Optional<ProbeExistence> fixed = search.outsideModules(key);
      if (fixed.isPresent()) {
        answers.put(key, fixed.get());
      } else {
        inModules.add(key);
      }
    }
    if (files.isEmpty()) {
      inModules.forEach(key -> answers.put(key, ProbeExistence.EXISTS));
      return answers.buildOrThrow();
    }
    for (Map.Entry<ProbeKey, ProbeExistence> answer :
        ModuleProbeSearch.search(files.get(), inModules).entrySet()) {
      answers.put(
          answer.getKey(),
          answer.getValue().kind() == ProbeExistence.Kind.ABSENT
                  && Provider.canBeOfProcess(answer.getKey().provider())
              ? ProbeExistence.unknown(
                  answer.getValue().reason() + "; a process could bring such a probe along")
              : answer.getValue());
    }
    return answers.buildOrThrow();
  }

  /** Returns an answer; empty if the modules have to be looked at. */
  private Optional<ProbeExistence> outsideModules(ProbeKey key) throws IOException {
    List<String> providers = Provider.matching(key.provider());
    for (String provider : providers) {
      if (hasOutsideModules(provider, key)) {
        return Optional.of(ProbeExistence.EXISTS);
      }
    }
    boolean modules = providers.stream().anyMatch(p -> p.equals(Provider.FBT) || Provider.isSdt(p));
    if (modules) {
      return Optional.empty();
    }
    return Optional.of(
        Provider.canBeOfProcess(key.provider())
            ? ProbeExistence.unknown("only a process can bring such a probe along")
            : ProbeExistence.absent(
                providers.isEmpty()
                    ? "the kernel has no provider " + key.provider()
                    : "the provider " + key.provider() + " has no such probe"));
  }

  private boolean hasOutsideModules(String provider, ProbeKey key) throws IOException {
    return switch (provider) {
      case Provider.DTRACE -> FixedProbes.ofDtrace(key);
      case Provider.LOCKSTAT -> FixedProbes.ofLockstat(key);
      case Provider.PROFILE -> ProfileProbes.has(key);
      case Provider.SYSCALL -> hasSystemCall(key);
      // Which events there are depends on the processor.
      case Provider.CPC ->
          key.name().isName() && key.module().matches("") && key.function().matches("");
      default -> false;
    };
  }

  private boolean hasSystemCall(ProbeKey key) throws IOException {
    return files.isEmpty()
        || systemCalls(files.get()).stream()
            .anyMatch(
                call ->
                    SYSTEM_CALL_PROBES.stream().anyMatch(probe -> key.matches("", call, probe)));
  }

  private ImmutableList<String> systemCalls(KernelFiles kernel) throws IOException {
    if (systemCalls.isEmpty()) {
      Optional<KernelFiles.Found> file = kernel.file(SYSTEM_CALLS);
      systemCalls =
          Optional.of(
              file.isPresent() ? NumberedNames.of(file.get().content()) : ImmutableList.of());
    }
    return systemCalls.get();
  }
}
