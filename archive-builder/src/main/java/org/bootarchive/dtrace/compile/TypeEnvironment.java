package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.dtrace.types.DLibrary;
import org.bootarchive.dtrace.types.ModuleTypes;
import org.bootarchive.dtrace.types.ProbeCatalog;
import org.bootarchive.dtrace.types.TracedKernel;
import org.bootarchive.dtrace.types.TypeDirectory;

/**
 * The kernel that programs are compiled for: its types, symbols and probes, and the libraries in D
 * that go with it. That of an image comes from {@code BootArchiveFile.typeEnvironment()}. For one
 * thread.
 */
public final class TypeEnvironment implements Closeable {
  private final TracedKernel kernel;
  private final Closeable files;

  private TypeEnvironment(TracedKernel kernel, Closeable files) {
    this.kernel = kernel;
    this.files = files;
  }

  /** Returns one without anything: no module, no probe, no library. */
  public static TypeEnvironment empty() {
    return of(TypeDirectory.empty(), () -> {});
  }

  /**
   * Opens one that is kept in a directory.
   *
   * @param directory modules, each a file {@code NAME.elf}, and {@code probes.tsv}: a line {@code
   *     P}, provider, module, function, name is a probe, and a line {@code A}, number, number of
   *     the native argument, native type, translated type behind it one of its arguments, with tabs
   *     between
   * @throws IOException if it cannot be read, or the list of probes is damaged
   */
  public static TypeEnvironment ofDirectory(Path directory) throws IOException {
    return of(TypeDirectory.open(Optional.of(directory), Optional.empty()), () -> {});
  }

  /**
   * Returns the files that are read of a directory of types and one of libraries.
   *
   * @throws IOException if a directory cannot be read
   */
  public static ImmutableList<Path> inputs(Optional<Path> types, Optional<Path> library)
      throws IOException {
    return TypeDirectory.inputs(types, library);
  }

  /**
   * Returns one of a kernel, for other rooms of this library.
   *
   * @param files what is closed with it
   */
  public static TypeEnvironment of(TracedKernel kernel, Closeable files) {
    return new TypeEnvironment(kernel, files);
  }

  /**
   * Returns the same with more libraries, which come first as with {@code dtrace -L}. Closing one
   * closes both.
   *
   * @param directory files whose names end in {@code .d}
   * @throws IOException if it cannot be read
   */
  public TypeEnvironment withLibraries(Path directory) throws IOException {
    ImmutableList<DLibrary> all =
        ImmutableList.<DLibrary>builder()
            .addAll(TypeDirectory.open(Optional.empty(), Optional.of(directory)).libraries())
            .addAll(kernel.libraries())
            .build();
    return new TypeEnvironment(new WithLibraries(kernel, all), files);
  }

  private record WithLibraries(TracedKernel kernel, ImmutableList<DLibrary> libraries)
      implements TracedKernel {
    @Override
    public ImmutableList<ModuleTypes> modules() {
      return kernel.modules();
    }

    @Override
    public ProbeCatalog probes() {
      return kernel.probes();
    }
  }

  TracedKernel kernel() {
    return kernel;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
