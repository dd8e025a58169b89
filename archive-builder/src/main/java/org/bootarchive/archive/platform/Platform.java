package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.archive.tar.TarLimits;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.device.UnpackLimit;
import org.jspecify.annotations.Nullable;

/**
 * A platform image, to be read: a directory, one of any file system that Java opens, or a {@code
 * platform-STAMP.tgz}, which is unpacked to temporary files.
 *
 * <p>Its files are found by their paths below the top directory, constants of {@link
 * PlatformImage}. Layouts as {@link PlatformImage#in} knows them, in a tar too.
 */
public final class Platform implements Closeable {
  /** What comes of a platform-STAMP.tgz at most: three times the largest that was ever shipped. */
  private static final long TARBALL_BYTES = 2L << 30;

  private static final int TARBALL_MEMBERS = 10_000;

  /** The longest file that is read into memory, in bytes: manifests are a fifth of it. */
  static final int MAX_SMALL_BYTES = 16 << 20;

  private final Path place;
  private final PlatformFiles tree;
  private final String archiveName;
  private final Path archiveFile;
  private final TemporaryFiles temporary;

  /** What the archive is unpacked to, once it was asked for; null if it is a plain UFS. */
  private @Nullable UnpackedArchive unpacked;

  private boolean isUnpacked;

  /** The archive as a UFS image, once it was asked for. */
  private @Nullable Path image;

  private Platform(
      Path place,
      PlatformFiles tree,
      String archiveName,
      Path archiveFile,
      TemporaryFiles temporary) {
    this.place = place;
    this.tree = tree;
    this.archiveName = archiveName;
    this.archiveFile = archiveFile;
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
    if (!isPlatform(place)) {
      throw new CorruptImageException(
          place.toString(), -1, "is neither a platform directory nor a platform-STAMP.tgz");
    }
    return Files.isDirectory(place) ? openDirectory(place) : openTarball(place);
  }

  /** Returns whether a platform image may be there: a directory or a .tgz, not an archive. */
  public static boolean isPlatform(Path place) {
    return BootArchiveFile.isPlatform(place);
  }

  /** Returns whether a name is that of a platform's tar: in {@code .tgz} or {@code .tar.gz}. */
  public static boolean isTarball(Path place) {
    return BootArchiveFile.isTarball(place);
  }

  /**
   * Returns whether a file is a platform's tar by its name and by what is in it.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isPlatformTarball(Path place) throws IOException {
    return isTarball(place) && Files.isRegularFile(place) && BootArchiveFile.holdsPlatform(place);
  }

  /**
   * Opens the boot archive alone, wherever a user points: at the archive itself, at a platform
   * directory in any of its layouts, or at a {@code platform-STAMP.tgz}.
   *
   * @throws NoSuchFileException if there is nothing at {@code place}
   * @throws CorruptImageException if the directory or .tgz holds no boot archive
   * @throws IOException if it cannot be read
   */
  public static BootArchiveFile openArchive(Path place) throws IOException {
    return BootArchiveFile.at(place);
  }

  private static Platform openDirectory(Path place) throws IOException {
    PlatformImage image = PlatformImage.in(place).orElseThrow(() -> none(place));
    DirectoryFiles tree = new DirectoryFiles(image.directory());
    return new Platform(
        place, tree, image.archiveName(), image.bootArchive(), new TemporaryFiles());
  }

  /** Returns what a platform-STAMP.tgz has at most. */
  static TarLimits tarballLimits() {
    return TarLimits.DEFAULTS
        .withMembers(TARBALL_MEMBERS)
        .withBytes(Math.max(1, UnpackLimit.or(TARBALL_BYTES)));
  }

  private static Platform openTarball(Path place) throws IOException {
    return withTemporary(
        (temporary, directory) -> {
          SortedMap<String, PlatformFile> members =
              PlatformTarball.unpack(place, tarballLimits(), directory);
          PlatformFiles tree = TarballFiles.of(place, members).orElseThrow(() -> none(place));
          for (String name : PlatformImage.ARCHIVE_NAMES) {
            Optional<Path> archive = tree.find(name);
            if (archive.isPresent()) {
              return new Platform(place, tree, name, archive.get(), temporary);
            }
          }
          throw none(place);
        });
  }

  /** Opens with a directory for temporary files. */
  @FunctionalInterface
  private interface Opening {
    Platform open(TemporaryFiles temporary, Path directory) throws IOException;
  }

  private static Platform withTemporary(Opening opening) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    Platform platform = null;
    try {
      platform = opening.open(temporary, temporary.createDirectory("platform"));
      return platform;
    } finally {
      if (platform == null) {
        temporary.close();
      }
    }
  }

  private static CorruptImageException none(Path place) {
    return new CorruptImageException(
        place.toString(), -1, "no platform: it has no " + PlatformImage.BOOT_ARCHIVE + " in it");
  }

  /** Returns what was opened. */
  public Path place() {
    return place;
  }

  /**
   * Returns the boot archive as a UFS image; it may go away when this is closed. An archive of
   * another form is unpacked when it is asked for.
   *
   * @throws CorruptImageException if the archive is of another form, and damaged
   * @throws IOException if it cannot be read
   */
  public synchronized Path archive() throws IOException {
    Path made = image;
    if (made == null) {
      UnpackedArchive other = unpacked();
      made = other == null ? archiveFile : other.image(BootArchiveFile.FREE_BYTES);
      image = made;
    }
    return made;
  }

  private synchronized @Nullable UnpackedArchive unpacked() throws IOException {
    if (!isUnpacked) {
      unpacked = UnpackedArchive.of(archiveFile, done -> {}).orElse(null);
      isUnpacked = true;
    }
    return unpacked;
  }

  /**
   * Returns the boot archive out of its gzip file, as the kernel gets it; it may go away when this
   * is closed.
   *
   * @throws IOException if it cannot be read
   */
  public Path archiveAsLoaded() throws IOException {
    UnpackedArchive other = unpacked();
    return other == null ? archiveFile : other.plain();
  }

  /** Returns the boot archive's path below the top directory. */
  String archiveName() {
    return archiveName;
  }

  /**
   * Returns the form that the boot archive has in its file.
   *
   * @throws IOException if it cannot be read
   */
  public ArchiveForm form() throws IOException {
    UnpackedArchive other = unpacked();
    return other == null ? ArchiveForm.PLAIN_UFS : other.form();
  }

  /**
   * Returns the boot archive at a glance; empty if it is a plain UFS, which tells by itself.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<UnpackedArchive.Summary> archiveSummary() throws IOException {
    UnpackedArchive other = unpacked();
    return other == null ? Optional.empty() : Optional.of(other.summary());
  }

  /** Returns what is wrong with the form of the archive; nothing if it is a plain UFS. */
  ImmutableList<Finding> checkForm() throws IOException {
    UnpackedArchive other = unpacked();
    return other == null ? ImmutableList.of() : other.check();
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
    return name.equals(archiveName) ? Optional.of(archiveFile) : tree.find(name);
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
  public synchronized void close() throws IOException {
    try (temporary) {
      if (unpacked != null) {
        unpacked.close();
      }
    }
  }
}
