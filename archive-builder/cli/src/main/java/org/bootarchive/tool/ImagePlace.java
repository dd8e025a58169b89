package org.bootarchive.tool;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.overlay.VolumeConfiguration;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.media.disk.Medium;
import org.bootarchive.media.disk.PartContent;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.jspecify.annotations.Nullable;

/**
 * Where the archive is that a user points at: a file, a platform, a slice of a disk, or a medium,
 * whose own configuration tells which archive it boots.
 */
final class ImagePlace implements AutoCloseable {
  private final Path named;

  /** What the user named, for people. */
  private final String shown;

  /** Where the archive is if it is a slice of a disk, else null. */
  private final @Nullable Slice slice;

  private final @Nullable OpenMedium medium;

  /** The path of the archive on the medium if the user says it. */
  private final Optional<String> said;

  private final @Nullable Closeable held;

  private ImagePlace(
      Path named,
      String shown,
      @Nullable Slice slice,
      @Nullable OpenMedium medium,
      Optional<String> said,
      @Nullable Closeable held) {
    this.named = named;
    this.shown = shown;
    this.slice = slice;
    this.medium = medium;
    this.said = said;
    this.held = held;
  }

  /** A command's work on an archive, which ends with an exit code. */
  interface Reading {
    int run() throws IOException;
  }

  /**
   * A slice of a disk with a file system of the kernel's.
   *
   * @param disk closed with the place
   */
  record Slice(Medium disk, Medium.Part part) {

    /** Returns its bytes; closing them does nothing. */
    BlockDevice device() {
      return disk.device(part);
    }
  }

  /**
   * Opens what is at a place; what comes from a pipe is read to its end first.
   *
   * @param choice what of a disk or a medium is meant
   * @param time when changed files of a medium are to have been changed; null to read only
   */
  static ImagePlace open(Path named, ArchiveChoice choice, @Nullable Instant time)
      throws IOException {
    if (SpooledInput.isStream(named)) {
      return openSpooled(SpooledInput.of(named), SpooledInput.nameOf(named), choice, time);
    }
    try {
      return openFile(named, choice, time);
    } catch (CorruptImageException e) {
      throw e.in(named.toString());
    }
  }

  private static ImagePlace openSpooled(
      SpooledInput input, String shown, ArchiveChoice choice, @Nullable Instant time)
      throws IOException {
    ImagePlace inner = null;
    try {
      inner = openFile(input.path(), choice, time);
      ImagePlace opened = inner;
      Closeable both =
          () -> {
            try (input) {
              opened.close();
            }
          };
      return new ImagePlace(inner.named, shown, inner.slice, inner.medium, inner.said, both);
    } catch (CorruptImageException e) {
      throw e.in(shown);
    } finally {
      if (inner == null) {
        input.close();
      }
    }
  }

  private static ImagePlace openFile(Path named, ArchiveChoice choice, @Nullable Instant time)
      throws IOException {
    if (!Files.exists(named)) {
      throw new NoSuchFileException(named.toString());
    }
    if (Platform.isPlatform(named) || (choice.isAny() && !Medium.isMedium(named))) {
      if (!choice.isAny()) {
        throw new CorruptImageException(named.toString(), -1, "is no disk and no medium");
      }
      return of(named);
    }
    Medium disk = OpenMedium.unpacked(named);
    ImagePlace opened = null;
    try {
      Medium.Part part = disk.part(choice.part());
      if (part.content() == PartContent.UFS) {
        opened =
            new ImagePlace(
                named, named.toString(), new Slice(disk, part), null, Optional.empty(), disk);
      } else {
        OpenMedium medium = OpenMedium.of(disk, part, time);
        opened =
            new ImagePlace(named, named.toString(), null, medium, choice.path(), medium::close);
        if (choice.isAny() && isRoot(medium, part)) {
          opened.close();
          opened = of(named);
        }
      }
      return opened;
    } finally {
      if (opened == null) {
        disk.close();
      }
    }
  }

  /** Tells an ISO 9660 that the kernel has as its root (hsfs) from a medium with platforms. */
  private static boolean isRoot(OpenMedium medium, Medium.Part part) {
    // Without Rock Ridge the kernel finds names in upper case alone, with their dot.
    return part.content() == PartContent.ISO
        && (Files.isDirectory(medium.top().resolve("kernel"))
            || Files.isRegularFile(medium.top().resolve("etc/system"))
            || Files.isRegularFile(medium.top().resolve("ETC/SYSTEM.")));
  }

  /**
   * Returns the archive if it is in a file of its own and of another form than a plain UFS image.
   *
   * @throws IOException if it cannot be read
   */
  Optional<UnpackedArchive> unpacked() throws IOException {
    return slice == null && medium == null && !Files.isDirectory(named)
        ? UnpackedArchive.of(named)
        : Optional.empty();
  }

  /** Returns the place of an archive's file, or of a platform. */
  static ImagePlace of(Path archive) {
    return of(archive, archive.toString());
  }

  /**
   * Returns the place of an archive's file.
   *
   * @param shown what the user named to have it
   */
  static ImagePlace of(Path archive, String shown) {
    return new ImagePlace(archive, shown, null, null, Optional.empty(), null);
  }

  /** Returns the file that the archive is in, or what it is looked for in. */
  Path place() throws IOException {
    OpenMedium open = medium;
    if (open == null) {
      return named;
    }
    if (said.isPresent()) {
      Path archive = open.top().resolve(said.get());
      if (!Files.isRegularFile(archive)) {
        throw new NotInImageException(shown + " has no file " + said.get());
      }
      return archive;
    }
    BootRoot root = open.bootRoot();
    return VolumeConfiguration.archive(open.configuration(root, BootChoices.DEFAULTS), root)
        .orElseThrow(
            () ->
                new CorruptImageException(
                    shown, -1, "it boots no archive that is there; name one with --archive"));
  }

  /** Returns what the user named. */
  Path named() {
    return named;
  }

  /** Returns what the user named, for people. */
  String shown() {
    return shown;
  }

  /**
   * Runs what reads this archive and no other file.
   *
   * @throws CorruptImageException if something in it cannot be; the message begins with its name
   */
  int reading(Reading reading) throws IOException {
    try {
      return reading.run();
    } catch (CorruptImageException e) {
      throw e.in(shown);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CorruptImageException corrupt) {
        throw corrupt.in(shown);
      }
      throw e;
    }
  }

  /** Returns the medium, if it is one. */
  Optional<OpenMedium> medium() {
    return Optional.ofNullable(medium);
  }

  /** Returns the slice, if it is one. */
  Optional<Slice> slice() {
    return Optional.ofNullable(slice);
  }

  /**
   * Returns the platform that was named, or that a medium's archive is in; empty if it is none.
   *
   * @throws IOException if the archive cannot be found on the medium
   */
  Optional<Path> platform() throws IOException {
    if (medium != null) {
      return PlatformImage.around(place()).map(PlatformImage::directory);
    }
    return slice == null && Platform.isPlatform(named) ? Optional.of(named) : Optional.empty();
  }

  /**
   * Returns the archive's file, on the medium if there is one; empty if it is a slice.
   *
   * @throws IOException if it cannot be found or read
   */
  Optional<BootArchiveFile> file() throws IOException {
    return slice != null ? Optional.empty() : Optional.of(Platform.openArchive(place()));
  }

  /**
   * Returns the archive's bytes.
   *
   * @param file what {@link #file} returned
   */
  BlockDevice device(Optional<BootArchiveFile> file) throws IOException {
    return slice == null ? FileBlockDevice.open(file.orElseThrow().path()) : slice.device();
  }

  @Override
  public void close() throws IOException {
    if (held != null) {
      held.close();
    }
  }
}
