package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.KernelProbe;
import org.bootarchive.dtrace.ProbePattern;

/**
 * An environment from files: a directory with modules and a list of probes, and one with libraries.
 *
 * <p>A module is a file whose name ends in {@code .elf}; genunix, unix and krtld are there from the
 * start, others can be loaded later. In {@code probes.tsv} a line {@code P}, provider, module,
 * function, name is a probe, and a line {@code A}, number, number of the native argument, native
 * type, translated type behind it an argument; those of fbt come from the types of the functions.
 */
public final class TypeDirectory implements TracedKernel {
  private static final String MODULE_SUFFIX = ".elf";
  private static final String PROBES_FILE = "probes.tsv";
  private static final String LIBRARY_SUFFIX = ".d";
  private static final ImmutableSet<String> PRIMARY = ImmutableSet.of("genunix", "unix", "krtld");

  /** Files of this many bytes are not read. */
  private static final long TOO_LARGE = 256L << 20;

  private final ImmutableList<ModuleTypes> modules;
  private final ImmutableList<DLibrary> libraries;
  private final ImmutableList<KernelProbe> probes;
  private final Map<KernelProbe, List<ProbeArgument>> arguments;

  private TypeDirectory(
      ImmutableList<ModuleTypes> modules,
      ImmutableList<DLibrary> libraries,
      Map<KernelProbe, List<ProbeArgument>> arguments) {
    this.modules = modules;
    this.libraries = libraries;
    this.arguments = arguments;
    this.probes = ImmutableList.copyOf(arguments.keySet());
  }

  /** Returns an environment without anything: no module, no probe, no library. */
  public static TypeDirectory empty() {
    return new TypeDirectory(ImmutableList.of(), ImmutableList.of(), Map.of());
  }

  /**
   * Opens directories.
   *
   * @param types modules and the list of probes; nothing for none
   * @param library libraries; nothing for none
   * @throws IOException if one of them cannot be read, or the list of probes is damaged
   */
  public static TypeDirectory open(Optional<Path> types, Optional<Path> library)
      throws IOException {
    ImmutableList<ModuleTypes> modules =
        types.isPresent() ? modules(types.get()) : ImmutableList.of();
    ImmutableList<DLibrary> libraries =
        library.isPresent() ? libraries(library.get()) : ImmutableList.of();
    Map<KernelProbe, List<ProbeArgument>> probes =
        types.isPresent() ? probes(types.get().resolve(PROBES_FILE)) : Map.of();
    return new TypeDirectory(modules, libraries, probes);
  }

  /**
   * Returns the files that {@link #open} reads.
   *
   * @throws IOException if a directory cannot be read
   */
  public static ImmutableList<Path> inputs(Optional<Path> types, Optional<Path> library)
      throws IOException {
    ImmutableList.Builder<Path> inputs = ImmutableList.builder();
    if (types.isPresent()) {
      inputs.addAll(files(types.get(), MODULE_SUFFIX)).add(types.get().resolve(PROBES_FILE));
    }
    if (library.isPresent()) {
      inputs.addAll(files(library.get(), LIBRARY_SUFFIX));
    }
    return inputs.build();
  }

  private static List<Path> files(Path directory, String suffix) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (name(entry).endsWith(suffix)) {
          files.add(entry);
        }
      }
    }
    files.sort(null);
    return files;
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > TOO_LARGE) {
      throw new IOException(file + ": " + Files.size(file) + " bytes are too many");
    }
    return Files.readAllBytes(file);
  }

  private static String text(Path file) throws IOException {
    return new String(read(file), StandardCharsets.ISO_8859_1);
  }

  private static ImmutableList<ModuleTypes> modules(Path directory) throws IOException {
    ImmutableList.Builder<ModuleTypes> first = ImmutableList.builder();
    ImmutableList.Builder<ModuleTypes> others = ImmutableList.builder();
    for (Path file : files(directory, MODULE_SUFFIX)) {
      String name = name(file).substring(0, name(file).length() - MODULE_SUFFIX.length());
      ModuleTypes.Content content = () -> read(file);
      if (name.equals("genunix")) {
        first.add(ModuleTypes.primary(name, true, content));
      } else if (PRIMARY.contains(name)) {
        others.add(ModuleTypes.primary(name, true, content));
      } else {
        others.add(ModuleTypes.loadable(name, content));
      }
    }
    return first.addAll(others.build()).build();
  }

  private static ImmutableList<DLibrary> libraries(Path directory) throws IOException {
    ImmutableList.Builder<DLibrary> libraries = ImmutableList.builder();
    for (Path file : files(directory, LIBRARY_SUFFIX)) {
      libraries.add(new DLibrary(directory + "/" + name(file), text(file)));
    }
    return libraries.build();
  }

  private static Map<KernelProbe, List<ProbeArgument>> probes(Path file) throws IOException {
    Map<KernelProbe, List<ProbeArgument>> probes = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return probes;
    }
    List<ProbeArgument> last = null;
    int number = 0;
    for (String line : text(file).lines().toList()) {
      number++;
      String[] fields = line.split("\t", -1);
      if (fields.length == 5 && fields[0].equals("P")) {
        last = new ArrayList<>();
        probes.put(new KernelProbe(fields[1], fields[2], fields[3], fields[4]), last);
      } else if (fields.length >= 4
          && fields[0].equals("A")
          && last != null
          && fields[2].matches("\\d{1,2}")) {
        String translated = fields.length > 4 ? fields[4] : "";
        last.add(new ProbeArgument(Integer.parseInt(fields[2]), fields[3], translated));
      } else if (!line.isEmpty()) {
        throw new IOException(file + ", line " + number + ": neither a probe nor an argument");
      }
    }
    return probes;
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
      boolean there = probes.stream().anyMatch(probe -> probe.provider().equals(name));
      return there
          ? Optional.of(ProviderStability.of(new StabilityAttributes(5, 5, 4)))
          : Optional.empty();
    }

    @Override
    public ImmutableList<KernelProbe> matching(KernelProbe description, int most) {
      ProbePattern provider = ProbePattern.of(description.provider());
      ProbePattern module = ProbePattern.of(description.module());
      ProbePattern function = ProbePattern.of(description.function());
      ProbePattern name = ProbePattern.of(description.name());
      return probes.stream()
          .filter(
              probe ->
                  provider.matches(probe.provider())
                      && module.matches(probe.module())
                      && function.matches(probe.function())
                      && name.matches(probe.name()))
          .limit(most)
          .collect(ImmutableList.toImmutableList());
    }

    @Override
    public ImmutableList<ProbeArgument> arguments(KernelProbe probe) {
      if (!probe.provider().equals("fbt")) {
        return ImmutableList.copyOf(arguments.getOrDefault(probe, List.of()));
      }
      return FbtArguments.of(modules, probe);
    }
  }
}
