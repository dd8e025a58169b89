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
import org.bootarchive.dtrace.elf.ElfFormatException;
import org.bootarchive.dtrace.elf.KernelModule;
import org.bootarchive.dtrace.elf.SdtArgument;
import org.bootarchive.dtrace.elf.SdtArgumentTable;
import org.jspecify.annotations.Nullable;

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

  private static final String SDT = "drv/sdt";

  private final ImmutableList<ModuleTypes> modules;
  private final ImmutableList<DLibrary> libraries;
  private final KernelProbes probes;
  private final KernelFiles files;
  private @Nullable SdtArguments sdt;

  private KernelTypes(
      KernelFiles files, ImmutableList<ModuleTypes> modules, ImmutableList<DLibrary> libraries) {
    this.files = files;
    this.modules = modules;
    this.libraries = libraries;
    this.probes = KernelProbes.of(files);
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
    return new KernelTypes(files, ImmutableList.copyOf(modules), libraries);
  }

  /** Returns what the kernel's own driver says, as far as it says something. */
  private SdtArguments sdt() {
    SdtArguments known = sdt;
    if (known == null) {
      try {
        Optional<KernelFiles.Found> driver = files.module(SDT);
        Optional<ImmutableList<SdtArgument>> table =
            driver.isPresent()
                ? SdtArgumentTable.read(
                    driver.get().content().slice(0, KernelModule.MAX_BYTES).read())
                : Optional.empty();
        known = table.map(SdtArguments::ofTable).orElse(SdtArguments.WITHOUT_TABLE);
      } catch (ElfFormatException e) {
        // krtld does not load such a driver.
        known = SdtArguments.WITHOUT_TABLE;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      sdt = known;
    }
    return known;
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
      return probe.provider().equals("fbt") ? FbtArguments.of(modules, probe) : sdt().of(probe);
    }

    @Override
    public boolean knowsArguments(String provider) {
      return provider.equals("fbt") || sdt().know(provider);
    }
  }
}
