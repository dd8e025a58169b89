package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.bootarchive.archive.tar.TarLimits;
import org.bootarchive.ufs.disk.CorruptImageException;
import org.jspecify.annotations.Nullable;

/**
 * A platform image, to be read: a directory, one of any file system that Java opens, or a {@code
 * platform-STAMP.tgz}, which is unpacked to temporary files.
 *
 * <p>Its files are found by their paths below the top directory, constants of {@link
 * PlatformImage}. Layouts as {@link PlatformImage#in} knows them, in a tar too.
 */
public final class Platform implements Closeable {
  /** What a platform-STAMP.tgz has at most: it is to be booted from. */
  static final TarLimits TARBALL_LIMITS =
      TarLimits.DEFAULTS.withMembers(10_000).withBytes(6L << 30);

  /** The longest file that is read into memory, in bytes: manifests are a fifth of it. */
  static final int MAX_SMALL_BYTES = 16 << 20;

  private final Path place;
  private final PlatformTree tree;
  private final Path archive;
  private final @Nullable Path temporary;

  private Platform(Path place, PlatformTree tree, Path archive, @Nullable Path temporary) {
    this.place = place;
    this.tree = tree;
    this.archive = archive;
    this.temporary = temporary;
  }

  /**
   * Opens a platform image.
   *
   * @throws NoSuchFileException if there is nothing at {@code place}
   * @throws CorruptImageException if it is no platform image, or holds several, or its tar is
   *     damaged or holds what no platform does
   * @throws IOException if it cannot be read
   */
  public static Platform open(Path place) throws IOException {
    if (!Files.exists(place)) {
      throw new NoSuchFileException(place.toString());
    }
    if (!BootArchiveFile.isPlatform(place)) {
      throw new CorruptImageException(
          place.toString(), -1, "is neither a platform directory nor a platform-STAMP.tgz");
    }
    return Files.isDirectory(place) ? openDirectory(place) : openTarball(place);
  }

  private static Platform openDirectory(Path place) throws IOException {
    PlatformImage image = PlatformImage.in(place).orElseThrow(() -> none(place));
    PlatformDirectory tree = new PlatformDirectory(image.directory());
    if (image.bootArchive().getFileSystem().equals(FileSystems.getDefault())) {
      return new Platform(place, tree, image.bootArchive(), null);
    }
    // Only the host's files are read by position.
    return withTemporary(
        temporary ->
            new Platform(
                place,
                tree,
                Files.copy(image.bootArchive(), temporary.resolve("boot_archive")),
                temporary));
  }

  private static Platform openTarball(Path place) throws IOException {
    return withTemporary(
        temporary -> {
          SortedMap<String, PlatformFile> members =
              PlatformTarball.unpack(place, TARBALL_LIMITS, temporary);
          PlatformTree tree = PlatformMembers.of(place, members).orElseThrow(() -> none(place));
          Path archive = tree.find(PlatformImage.BOOT_ARCHIVE).orElseThrow(() -> none(place));
          return new Platform(place, tree, archive, temporary);
        });
  }

  /** Opens with a directory for temporary files. */
  @FunctionalInterface
  private interface Opening {
    Platform open(Path temporary) throws IOException;
  }

  private static Platform withTemporary(Opening opening) throws IOException {
    Path temporary = Files.createTempDirectory("platform");
    Platform platform = null;
    try {
      platform = opening.open(temporary);
      return platform;
    } finally {
      if (platform == null) {
        delete(temporary);
      }
    }
  }

  private static void delete(Path temporary) throws IOException {
    MoreFiles.deleteRecursively(temporary, RecursiveDeleteOption.ALLOW_INSECURE);
  }

  private static CorruptImageException none(Path place) {
    return new CorruptImageException(
        place.toString(), -1, "no platform: it has no " + PlatformImage.BOOT_ARCHIVE + " in it");
  }

  /** Returns what was opened. */
  public Path place() {
    return place;
  }

  /** Returns a file of the host with the boot archive; it may go away when this is closed. */
  public Path archive() {
    return archive;
  }

  /**
   * Returns the name of the top directory, {@code platform-STAMP} as it is shipped; empty if it is
   * not known, or the platform is at the top of a tar.
   */
  public Optional<String> topName() {
    return tree.topName();
  }

  /**
   * Returns where a regular file can be read.
   *
   * @param name below the top directory
   * @return empty if there is none
   */
  public Optional<Path> find(String name) throws IOException {
    return name.equals(PlatformImage.BOOT_ARCHIVE) ? Optional.of(archive) : tree.find(name);
  }

  /**
   * Returns the bytes of a small file: of all but the archive and the kernel.
   *
   * @return empty if there is none
   * @throws CorruptImageException if it has more than 16 MiB
   */
  public Optional<byte[]> read(String name) throws IOException {
    Optional<Path> file = find(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      byte[] bytes = in.readNBytes(MAX_SMALL_BYTES + 1);
      if (bytes.length > MAX_SMALL_BYTES) {
        throw new CorruptImageException(name, -1, "has more than 16 MiB");
      }
      return Optional.of(bytes);
    }
  }

  /**
   * Returns the time stamp in {@code etc/version/platform}, without the newline at its end.
   *
   * @return empty if there is none; chars stand for bytes
   */
  public Optional<String> version() throws IOException {
    return read(PlatformImage.VERSION)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing());
  }

  /**
   * Returns all files below the top directory, by name, but not the top directory itself.
   *
   * @throws CorruptImageException if there are more than 100,000, or others than directories,
   *     regular files and symbolic links
   */
  public ImmutableList<PlatformFile> files() throws IOException {
    return tree.files();
  }

  @Override
  public void close() throws IOException {
    if (temporary != null) {
      delete(temporary);
    }
  }
}
