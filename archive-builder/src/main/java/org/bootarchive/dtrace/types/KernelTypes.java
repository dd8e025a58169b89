package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.dtrace.KernelFiles;
import org.bootarchive.dtrace.KernelProbe;
import org.bootarchive.dtrace.KernelProbes;
import org.bootarchive.dtrace.elf.KernelModule;

/**
 * The environment that a kernel's files make: the types in its modules and the probes that come of
 * them. Modules that are no such files for the 64-bit kernel have no types and no symbols; unix and
 * genunix must be sound.
 *
 * <p>Addresses of unix are those that its file has. Where genunix comes to lie is not known before
 * it is loaded.
 */
public final class KernelTypes implements TracedKernel {
  private static final ImmutableSet<String> RELOCATED_FROM_THE_START =
      ImmutableSet.of("genunix", "krtld");

  private final ImmutableList<ModuleTypes> modules;
  private final ImmutableList<DLibrary> libraries;
  private final KernelProbes probes;

  private KernelTypes(
      ImmutableList<ModuleTypes> modules, ImmutableList<DLibrary> libraries, KernelProbes probes) {
    this.modules = modules;
    this.libraries = libraries;
    this.probes = probes;
  }

  /**
   * Returns the environment of a kernel.
   *
   * @param files its files, which are read when something asks for what is in them
   * @param libraries the libraries of D that go with it
   * @throws IOException if its modules cannot be listed
   */
  public static KernelTypes of(KernelFiles files, ImmutableList<DLibrary> libraries)
      throws IOException {
    List<ModuleTypes> modules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String path : files.moduleNames()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (!names.add(name)) {
        continue;
      }
      ModuleTypes.Content content =
          () ->
              files
                  .module(path)
                  .orElseThrow(() -> new IOException(path + " cannot be read"))
                  .content()
                  .slice(0, KernelModule.MAX_BYTES)
                  .read();
      if (name.equals("unix")) {
        modules.add(ModuleTypes.primary(name, true, content));
      } else if (name.equals("genunix")) {
        modules.add(0, ModuleTypes.primary(name, false, content));
      } else if (RELOCATED_FROM_THE_START.contains(name)) {
        modules.add(ModuleTypes.primary(name, false, content));
      } else {
        modules.add(ModuleTypes.perhaps(name, content));
      }
    }
    return new KernelTypes(ImmutableList.copyOf(modules), libraries, KernelProbes.of(files));
  }

  @Override
  public ImmutableList<ModuleTypes> modules() {
    return modules;
  }

  @Override
  public ImmutableList<DLibrary> libraries() {
    return libraries;
  }

  @Override
  public ProbeCatalog probes() {
    return new Catalog();
  }

  private final class Catalog implements ProbeCatalog {
    @Override
    public Optional<ProviderStability> provider(String name) {
      try {
        return probes.hasProvider(name)
            ? Optional.of(ProviderStabilities.of(name))
            : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ImmutableList<KernelProbe> matching(KernelProbe description, int most) {
      try {
        return probes.matching(description, most);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ImmutableList<ProbeArgument> arguments(KernelProbe probe) {
      return probe.provider().equals("fbt")
          ? FbtArguments.of(modules, probe)
          : SdtArguments.of(probe);
    }
  }
}
