package org.bootarchive.boot.vfs;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/** What the kernel's open of a path answers. */
public sealed interface Lookup {

  /** Returns the path as it was asked for. */
  String path();

  /**
   * The open succeeds.
   *
   * @param path as it was asked for
   * @param fileSystem who answered
   * @param size what fstat says, in bytes, unsigned; of a file that is inflated while it is read
   *     the compressed size
   * @param mode what fstat says; what its bits mean depends on the file system
   * @param content what reading from the start to the end delivers; reading throws {@link
   *     KernelStopException} where the kernel would not come back
   */
  record Found(String path, BootFileSystem fileSystem, long size, int mode, ByteSource content)
      implements Lookup {

    /**
     * Reads the file to its end, as the kernel would.
     *
     * @param sink gets the bytes; if the kernel stops in the middle, those before
     * @return this, or what becomes of it: {@link Hang} or {@link Crash}
     * @throws IOException if a module cannot be read, or the sink fails
     */
    public Lookup readTo(OutputStream sink) throws IOException {
      try {
        content.copyTo(sink);
        return this;
      } catch (KernelStopException e) {
        return e.asLookup(path);
      }
    }
  }

  /**
   * The open fails, and the kernel goes on.
   *
   * @param path as it was asked for
   * @param reason for people
   */
  record Failed(String path, String reason) implements Lookup {}

  /**
   * The kernel loops for ever.
   *
   * @param path as it was asked for
   * @param reason for people
   */
  record Hang(String path, String reason) implements Lookup {}

  /**
   * The kernel faults, or overwrites memory that it needs.
   *
   * @param path as it was asked for
   * @param reason for people
   */
  record Crash(String path, String reason) implements Lookup {}
}
