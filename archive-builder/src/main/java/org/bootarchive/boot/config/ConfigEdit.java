package org.bootarchive.boot.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bootarchive.ufs.device.AtomicFile;

/**
 * A change of a boot configuration that has not been written.
 *
 * @param file the file that changes
 * @param before its content now; empty if it does not exist
 * @param after its content afterwards
 * @param bootBefore what the configuration starts now
 * @param bootAfter what it starts afterwards
 */
public record ConfigEdit(
    Path file,
    ConfigFile before,
    ConfigFile after,
    ConfiguredBoot bootBefore,
    ConfiguredBoot bootAfter) {

  /** Returns whether the file's bytes differ. */
  public boolean changes() {
    return !before.content().equals(after.content());
  }

  /**
   * Writes the file, unless it has its content already.
   *
   * @throws IOException if it cannot be written; it is then as it was
   */
  public void write() throws IOException {
    if (changes()) {
      AtomicFile.write(file, ByteBuffer.wrap(after.bytes()));
    }
  }
}
