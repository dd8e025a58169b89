package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.json.ResultJson;
import org.bootarchive.media.build.UsbMedium;
import org.bootarchive.media.disk.PartChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code build --medium} is told besides. */
final class MediumBuildArguments {
  private static final String USB = "usb";

  @Option(
      names = "--medium",
      paramLabel = "usb",
      description = "Build a key that boots a platform; --out is gzipped if it ends in .gz.")
  private @Nullable String medium;

  @Option(
      names = "--boot",
      paramLabel = "DIR|MEDIUM",
      description = "The boot loader's files: a directory with boot in it, or a medium's.")
  private @Nullable Path boot;

  @Option(
      names = "--esp-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Size of the firmware's partition. Default: 256m, as SmartOS.")
  private @Nullable Long efiBytes;

  /** Returns whether a medium is to be built. */
  boolean isMedium() {
    return medium != null;
  }

  /**
   * Checks the options against each other.
   *
   * @param platform whether a platform is named that is to be booted
   * @throws ParameterException if they do not go together
   */
  void check(CommandLine command, boolean platform) {
    if (medium == null && (boot != null || efiBytes != null || platform)) {
      throw new ParameterException(
          command, "--from-platform, --boot and --esp-size go with --medium usb");
    }
    if (medium == null) {
      return;
    }
    if (!medium.equals(USB)) {
      throw new ParameterException(
          command,
          "--medium makes usb alone, not '" + medium + "'; an ISO can be edited, see patch");
    }
    if (!platform || boot == null) {
      throw new ParameterException(command, "--medium goes with --from-platform and --boot");
    }
  }

  /** Builds the medium. */
  void build(CommandLine command, Path platform, @Nullable Long size, Path out, boolean json)
      throws IOException {
    Path files = boot;
    if (files == null) {
      throw new ParameterException(command, "--boot is missing");
    }
    try (Platform opened = Platform.open(platform)) {
      if (Files.isDirectory(files)) {
        write(command, opened, files, size, out);
      } else {
        try (OpenMedium open = OpenMedium.open(files, PartChoice.ANY, null)) {
          write(command, opened, open.top(), size, out);
        }
      }
    }
    PrintWriter printer = command.getOut();
    if (json) {
      printer.println(ResultJson.ofMedium(out, bytes(size)).toLine());
    } else {
      printer.println(out + ": " + bytes(size) + " bytes, boots " + platform);
    }
  }

  private static long bytes(@Nullable Long size) {
    return size == null ? UsbMedium.DEFAULT_BYTES : size;
  }

  private void write(
      CommandLine command, Platform platform, Path files, @Nullable Long size, Path out)
      throws IOException {
    Optional<Instant> date =
        SourceDateVariable.read().seconds().isPresent()
            ? Optional.of(Instant.ofEpochSecond(SourceDateVariable.read().seconds().getAsInt()))
            : Optional.empty();
    long efi = efiBytes == null ? UsbMedium.DEFAULT_EFI_BYTES : efiBytes;
    try (Progress progress = Progress.of("write", bytes(size))) {
      UsbMedium.write(platform, files, bytes(size), efi, date, out, progress);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--size, --esp-size: " + e.getMessage(), e);
    }
  }
}
