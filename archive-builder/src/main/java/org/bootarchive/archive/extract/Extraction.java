package org.bootarchive.archive.extract;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.bootarchive.ufs.internal.device.TemporaryFiles;

/**
 * Copies files out of an archive, into a directory or a tar, with modes, times, links, and owners
 * and devices where the target can hold them.
 *
 * <p>Whatever names and links the image holds, nothing is written outside the target. An image that
 * turns out corrupt on the way ends the extraction with a {@link
 * org.bootarchive.ufs.device.CorruptImageException}.
 */
public final class Extraction {
  private Extraction() {}

  /**
   * Extracts into a directory, which is made if it is not there.
   *
   * <p>Where a name cannot be one of the target's (it is not UTF-8, or the locale has no such
   * characters), the file gets the name's escaped form, each such byte as {@code \xHH}, and the
   * report says so. Devices and FIFOs are left out and reported; owners are set if this process is
   * root's. Holes stay holes.
   *
   * <p>A file gets its name when it is whole, with its mode, owner and times. A directory that is
   * new appears with all that is in it, and one that was empty gets all of it at the end; after an
   * exception, or where the process is ended, it is as it was before. In one that held files
   * already those stay that were written until then.
   *
   * @throws DirectoryNotEmptyException if the directory is not empty and the options do not allow
   *     that; nothing is written then
   * @throws IOException if the archive is corrupt or cannot be read, or the target not written
   */
  public static ExtractionReport toDirectory(
      ArchiveTree tree, Path directory, ExtractionOptions options) throws IOException {
    Path place = directory.toAbsolutePath();
    if (Files.notExists(place, LinkOption.NOFOLLOW_LINKS) && place.getParent() != null) {
      Files.createDirectories(place.getParent());
    }
    if (Files.notExists(place, LinkOption.NOFOLLOW_LINKS)) {
      return toNew(tree, place, options);
    }
    Path top = directory.toRealPath();
    TemporaryFiles.removeLeftBeside(stagedIn(top));
    if (isEmpty(top)) {
      return toEmpty(tree, top, options);
    }
    if (!options.replace()) {
      throw new DirectoryNotEmptyException(directory.toString());
    }
    if (holdsOneOf(top, options.kept())) {
      ExtractionTarget check = new KeptFilesCheck(top, options.kept());
      new ExtractionWalk(tree, check, new LossList(), options.raw()).extract(options.places());
    }
    LossList losses = new LossList();
    try (DirectoryTarget target = new DirectoryTarget(top, true, options.progress(), losses)) {
      ExtractionWalk walk = fill(tree, target, losses, options);
      target.setRoot(top);
      return walk.report();
    }
  }

  /** Returns what the directory is named after that everything for an empty one is made in. */
  private static Path stagedIn(Path directory) {
    return directory.resolve("extract");
  }

  /** Makes a directory with all that is in it, and gives it its name then. */
  private static ExtractionReport toNew(ArchiveTree tree, Path directory, ExtractionOptions options)
      throws IOException {
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      Path top = stage(temporary, directory);
      LossList losses = new LossList();
      try (DirectoryTarget target = new DirectoryTarget(top, false, options.progress(), losses)) {
        ExtractionWalk walk = fill(tree, target, losses, options);
        target.setRoot(top);
        TemporaryFiles.putInPlace(() -> target.move(top, directory));
        return walk.report();
      }
    }
  }

  /** Puts everything into an empty directory at once. It stays the same one: it may be mounted. */
  private static ExtractionReport toEmpty(
      ArchiveTree tree, Path directory, ExtractionOptions options) throws IOException {
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      Path top = stage(temporary, stagedIn(directory));
      LossList losses = new LossList();
      try (DirectoryTarget target = new DirectoryTarget(top, false, options.progress(), losses)) {
        ExtractionWalk walk = fill(tree, target, losses, options);
        TemporaryFiles.putInPlace(() -> moveAll(target, temporary, top, directory));
        return walk.report();
      }
    }
  }

  private static Path stage(TemporaryFiles temporary, Path target) throws IOException {
    FileAttribute<?>[] closed = DirectoryTarget.closedDirectory(target.getFileSystem());
    return Files.createDirectory(
        temporary.makeDirectoryBeside(target, closed).resolve("files"), closed);
  }

  private static void moveAll(DirectoryTarget target, TemporaryFiles temporary, Path from, Path to)
      throws IOException {
    List<Path> moved = new ArrayList<>();
    try {
      for (Path entry : MoreFiles.listFiles(from)) {
        Path place = to.resolve(entry.getFileName());
        target.move(entry, place);
        moved.add(place);
      }
      temporary.close();
      target.setRoot(to);
    } catch (IOException e) {
      for (Path place : moved) {
        delete(place, e);
      }
      throw e;
    }
  }

  /** Takes away what an extraction left that failed. */
  private static void delete(Path place, IOException failure) {
    try {
      TemporaryFiles.delete(place);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean holdsOneOf(Path directory, List<Path> kept) throws IOException {
    for (Path file : kept) {
      Path parent = file.toAbsolutePath().getParent();
      if (Files.exists(file)
          && parent != null
          && (parent.toRealPath().startsWith(directory)
              || file.toRealPath().startsWith(directory))) {
        return true;
      }
    }
    return false;
  }

  private static ExtractionWalk fill(
      ArchiveTree tree, DirectoryTarget target, LossList losses, ExtractionOptions options)
      throws IOException {
    ExtractionWalk walk = new ExtractionWalk(tree, target, losses, options.raw());
    walk.extract(options.places());
    target.finish();
    return walk;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  /**
   * Extracts into a tar in a file, which appears under its name when it is complete.
   *
   * @throws FileAlreadyExistsException if the file is there and the options do not allow that
   * @throws IOException if the archive is corrupt or cannot be read, or the file not written
   */
  public static ExtractionReport toTar(ArchiveTree tree, Path tar, ExtractionOptions options)
      throws IOException {
    if (!options.replace() && Files.exists(tar, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(tar.toString());
    }
    try (AtomicFile file = AtomicFile.create(tar)) {
      ExtractionReport report = toTar(tree, Channels.newOutputStream(file.channel()), options);
      file.commit();
      return report;
    }
  }

  /**
   * Extracts as a tar into a stream, which stays open.
   *
   * <p>The tar is POSIX's (pax): names are the bytes of the image, whatever their encoding; names
   * and links over 100 bytes, ids over 2097151, times before 1970 and parts of a second are in
   * extended headers. Files with holes of 64 KiB or more in all are in GNU's sparse form 1.0.
   *
   * @throws IOException if the archive is corrupt or cannot be read, or the stream not written
   */
  public static ExtractionReport toTar(
      ArchiveTree tree, OutputStream out, ExtractionOptions options) throws IOException {
    LossList losses = new LossList();
    TarTarget target = new TarTarget(out, options.progress(), losses);
    ExtractionWalk walk = new ExtractionWalk(tree, target, losses, options.raw());
    walk.extract(options.places());
    target.finish();
    return walk.report();
  }
}
