package org.bootarchive.boot.vfs;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The ramdisk through one of the kernel's readers; any number of threads may use it. */
interface RootFileSystem {

  BootFileSystem kind();

  /**
   * Opens a path, or returns null if the kernel's open fails.
   *
   * @throws KernelStopException if the kernel does not come back
   * @throws IOException if the ramdisk cannot be read
   */
  @Nullable RootFile open(String path, Trace trace) throws IOException;
}
