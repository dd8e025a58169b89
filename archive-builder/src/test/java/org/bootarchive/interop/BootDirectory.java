package org.bootarchive.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.OverlayModule;

/** A directory with our kernel, stand-ins for an archive and its hash, and files to overlay. */
final class BootDirectory {
  static final String UNIX = "/platform/i86pc/kernel/amd64/unix";
  static final String ARCHIVE = "/platform/i86pc/amd64/boot_archive";

  private final Path directory;

  private BootDirectory(Path directory) {
    this.directory = directory;
  }

  /** Lays a directory out. */
  static BootDirectory create(Path directory) throws IOException {
    BootDirectory made = new BootDirectory(directory);
    Path kernel = made.path(UNIX);
    Files.createDirectories(kernel.getParent());
    VirtualMachine.writeKernel(kernel);
    made.write(ARCHIVE, "the archive's bytes\n".repeat(999));
    made.write(ARCHIVE + ".hash", "0123456789abcdef0123456789abcdef01234567\n");
    made.write("/bootfs/etc/system", "set noexec_user_stack=1\n");
    made.write("/bootfs/kernel/drv/e1000g.conf", "x=1;\n");
    made.write("/bootfs/odd;name", "odd");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("packed ".repeat(500).getBytes(StandardCharsets.US_ASCII));
    }
    Files.write(made.path("/bootfs/packed.gz"), packed.toByteArray());
    return made;
  }

  /** Returns overlays of the files that are there. */
  static List<OverlayModule> overlays() {
    return List.of(
        OverlayModule.of("/bootfs/packed.gz", "etc/packed"),
        OverlayModule.of("/bootfs/etc/system", "etc/system"),
        OverlayModule.of(
            "/bootfs/kernel/drv/e1000g.conf",
            "kernel/drv/e1000g.conf",
            "0123456789abcdef0123456789abcdef01234567"));
  }

  void write(String path, String content) throws IOException {
    Path file = path(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  Path path(String path) {
    return directory.resolve(path.substring(1));
  }

  Path directory() {
    return directory;
  }

  BootRoot root() throws IOException {
    return BootRoot.of(directory);
  }
}
