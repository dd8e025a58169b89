package org.bootarchive.interop;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/** Writes the file system that the user-mode Linux kernel starts from. */
final class Initramfs {
  private static final int EXECUTABLE = CpioConstants.C_ISREG | 0755;
  private static final int DIRECTORY = CpioConstants.C_ISDIR | 0755;

  private Initramfs() {}

  /**
   * Writes a cpio archive with busybox, kernel modules and the first process's script.
   *
   * @param modules in the order to load them in
   */
  static void write(Path file, Path busybox, List<Path> modules) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(out)) {
      for (String directory : List.of("bin", "dev", "host", "mnt", "modules", "proc")) {
        put(cpio, directory, DIRECTORY, new byte[0]);
      }
      put(cpio, "bin/busybox", EXECUTABLE, Files.readAllBytes(busybox));
      for (Path module : modules) {
        put(cpio, "modules/" + module.getFileName(), EXECUTABLE, Files.readAllBytes(module));
      }
      String order =
          modules.stream().map(module -> module.getFileName() + "\n").collect(Collectors.joining());
      put(cpio, "modules/order", EXECUTABLE, order.getBytes(StandardCharsets.US_ASCII));
      put(
          cpio,
          "init",
          EXECUTABLE,
          Resources.toByteArray(Resources.getResource(Initramfs.class, "init")));
    }
  }

  private static void put(CpioArchiveOutputStream cpio, String name, int mode, byte[] content)
      throws IOException {
    CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name);
    entry.setMode(mode);
    entry.setSize(content.length);
    cpio.putArchiveEntry(entry);
    cpio.write(content);
    cpio.closeArchiveEntry();
  }
}
