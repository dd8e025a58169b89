package org.bootarchive.tool;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.overlay.VolumeConfiguration;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.json.ResultJson;
import org.bootarchive.media.build.IsoMedium;
import org.bootarchive.media.build.UsbMedium;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.media.nio.MediaFileSystemProvider;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code build --medium} is told besides. */
final class MediumBuildArguments {
  private static final String USB = "usb";
  private static final String ISO = "iso";

  @Option(
      names = "--medium",
      paramLabel = "iso|usb",
      description =
          "Build a CD or a key that boots a platform; --out is gzipped if it ends in .gz.")
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
      description =
          "Size of the file system for EFI. Default: 256m, as SmartOS; on a CD that of the boot"
              + " files' efiboot.img, if they have one.")
  private @Nullable Long efiBytes;

  /** Returns whether a medium is to be built. */
  boolean isMedium() {
    return medium != null;
  }

  /**
   * Checks the options against each other.
   *
   * @param platform whether a platform is named that is to be booted
   * @param size what the medium is to have; null if that is not told
   * @throws UsageException if they do not go together
   */
  void check(boolean platform, @Nullable Long size) {
    if (medium == null && (boot != null || efiBytes != null || platform)) {
      throw new UsageException("--from-platform, --boot and --esp-size go with --medium");
    }
    if (medium == null) {
      return;
    }
    if (!medium.equals(USB) && !medium.equals(ISO)) {
      throw new UsageException("--medium is iso or usb, not '" + medium + "'");
    }
    if (medium.equals(ISO) && size != null) {
      throw new UsageException("--size goes with --medium usb; a CD is as large as what is on it");
    }
    if (!platform || boot == null) {
      throw new UsageException("--medium goes with --from-platform and --boot");
    }
  }

  /** Builds the medium. */
  void build(Path platform, @Nullable Long size, Path out, boolean json) throws IOException {
    Path files = boot;
    if (files == null) {
      throw new UsageException("--boot is missing");
    }
    InputFiles.of(platform, files).requireNone(out);
    Built built;
    try (Platform opened = Platform.open(platform)) {
      if (Files.isDirectory(files)) {
        built = write(opened, files, size, out);
      } else {
        try (OpenMedium open = OpenMedium.open(files, PartChoice.ANY, null)) {
          built = write(opened, open.top(), size, out);
        }
      }
    }
    PrintWriter printer = StandardOutput.text();
    if (json) {
      printer.println(ResultJson.ofMedium(out, built.bytes()).toLine());
    } else {
      printer.println(
          out
              + ": "
              + built.bytes()
              + " bytes, "
              + (built.bootsPlatform() ? "boots " : "with ")
              + platform);
    }
  }

  private static long bytes(@Nullable Long size) {
    return size == null ? UsbMedium.DEFAULT_BYTES : size;
  }

  /**
   * What was built.
   *
   * @param bootsPlatform whether its own configuration boots the platform
   */
  private record Built(long bytes, boolean bootsPlatform) {}

  private Built write(Platform platform, Path files, @Nullable Long size, Path out)
      throws IOException {
    Optional<Instant> date =
        SourceDateVariable.read().seconds().isPresent()
            ? Optional.of(Instant.ofEpochSecond(SourceDateVariable.read().seconds().getAsInt()))
            : Optional.empty();
    try {
      boolean isIso = ISO.equals(medium);
      long bytes = isIso ? 0 : writeUsb(platform, files, bytes(size), date, out);
      IsoMedium iso = IsoMedium.plan(platform, files, Optional.ofNullable(efiBytes), date);
      if (isIso) {
        bytes = writeIso(iso, out);
      }
      // The same files are on a key.
      Optional<String> obstacle = obstacle(iso, out);
      obstacle.ifPresent(text -> note(text));
      return new Built(bytes, obstacle.isEmpty());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--size, --esp-size: " + e.getMessage(), e);
    }
  }

  private long writeUsb(Platform platform, Path files, long bytes, Optional<Instant> date, Path out)
      throws IOException {
    long efi = efiBytes == null ? UsbMedium.DEFAULT_EFI_BYTES : efiBytes;
    try (Progress progress = Progress.of("write", bytes)) {
      UsbMedium.write(platform, files, bytes, efi, date, out, progress);
    }
    return bytes;
  }

  private static long writeIso(IsoMedium iso, Path out) throws IOException {
    try (Progress progress = Progress.of("write", iso.bytes())) {
      iso.write(out, progress);
    }
    if (!iso.underBios()) {
      note("a BIOS finds nothing to boot on it: the boot files have no boot/cdboot");
    }
    if (!iso.underEfi()) {
      note("EFI finds nothing to boot on it: the boot files have no boot/loader64.efi");
    }
    return iso.bytes();
  }

  private static void note(String text) {
    PrintWriter notes = StandardError.text();
    notes.println("note: " + text);
    notes.flush();
  }

  /** Returns why the boot files' own configuration does not boot the platform, if it does not. */
  private static Optional<String> obstacle(IsoMedium iso, Path out) throws IOException {
    try (FileSystem files =
        MediaFileSystemProvider.instance().newFileSystem(iso.openVolume(), out.toString())) {
      BootRoot root = BootRoot.of(files.getPath("/"));
      BootConfiguration configuration =
          VolumeConfiguration.find(
              root,
              BootChoices.DEFAULTS.withSettings(
                  ImmutableMap.of(ByteString.of("root"), ByteString.of("cd"))));
      Optional<Path> archive = VolumeConfiguration.archive(configuration, root);
      if (archive.filter(path -> path.startsWith(files.getPath("/platform"))).isPresent()) {
        return Optional.empty();
      }
      return Optional.of(
          "the configuration among the boot files "
              + archive.map(path -> "boots " + path).orElse("boots no archive that is there")
              + ", not the platform; edit it, and see simulate --media");
    } catch (ConfigException e) {
      return Optional.of("what boots cannot be told: " + e.getMessage());
    }
  }
}
