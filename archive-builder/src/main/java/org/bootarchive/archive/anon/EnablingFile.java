package org.bootarchive.archive.anon;

import com.google.common.io.ByteSource;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.SystemFile;

/** Tells what a file is that an enabling can be read from. */
public enum EnablingFile {
  /** The text of a dtrace.conf. */
  DRIVER_CONF,
  /** A DOF as {@code dtrace -A} would write it into dtrace.conf. */
  DOF,
  /** A boot archive, a platform directory, or a .tgz with one. */
  IMAGE;

  private static final byte[] DOF_MAGIC = {0x7f, 'D', 'O', 'F'};
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

  /** A DOF's header. Text has no byte 0 in its first ones, and what is not text has. */
  private static final int HEADER_BYTES = 64;

  /** What is before the superblock, and more than a small program has. */
  private static final int BOOT_BLOCK_BYTES = 8192;

  /**
   * Returns what a file is, by its name if that says it and else by its first bytes.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be read
   */
  public static EnablingFile of(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (Files.isDirectory(file) || name.endsWith(".tgz") || name.endsWith(".tar.gz")) {
      return IMAGE;
    }
    if (name.endsWith(".dof")) {
      return DOF;
    }
    byte[] start = MoreFiles.asByteSource(file).slice(0, HEADER_BYTES).read();
    if (startsWith(start, DOF_MAGIC)) {
      return DOF;
    }
    boolean text = !startsWith(start, GZIP_MAGIC);
    for (byte b : start) {
      text &= b != 0;
    }
    if (text) {
      return DRIVER_CONF;
    }
    return Files.size(file) > BOOT_BLOCK_BYTES ? IMAGE : DOF;
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return Arrays.equals(Arrays.copyOf(bytes, magic.length), magic);
  }

  /**
   * Reads the enabling in a dtrace.conf or a DOF.
   *
   * @param system an etc/system that goes with it
   * @throws IOException if a file cannot be read, or is too large to be what it should be
   * @throws IllegalStateException if this is an image
   */
  public AnonymousEnabling read(Path file, Optional<Path> system) throws IOException {
    ByteSource content = MoreFiles.asByteSource(file);
    Optional<SystemFile> settings =
        system.isPresent()
            ? Optional.of(
                SystemFile.parse(
                    MoreFiles.asByteSource(system.get()).slice(0, SystemFile.MAX_BYTES + 1L).read(),
                    system.get().toString()))
            : Optional.empty();
    return switch (this) {
      case DRIVER_CONF ->
          AnonymousEnabling.read(
              DriverConf.parse(content, file.toString()), settings, Optional.empty());
      case DOF ->
          AnonymousEnabling.ofDofs(
              List.of(content.slice(0, DriverConf.MAX_BYTES + 1L).read()), settings);
      case IMAGE -> throw new IllegalStateException("an image is booted");
    };
  }
}
