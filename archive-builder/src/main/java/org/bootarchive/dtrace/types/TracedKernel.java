package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;

/**
 * All that a compiler of D asks of a kernel. What reading needs may be done when it is asked for;
 * trouble then is an {@link java.io.UncheckedIOException}.
 */
public interface TracedKernel {
  /**
   * Returns the modules in the order in which types and symbols are searched: genunix first. None
   * of a name comes twice.
   */
  ImmutableList<ModuleTypes> modules();

  /** Returns the probes. */
  ProbeCatalog probes();

  /** Returns the libraries in the order of their directory. */
  ImmutableList<DLibrary> libraries();
}
