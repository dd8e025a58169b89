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
   * root's. Holes stay holes. After an exception the directory is as it was before; if it held
   * files already, those that were written until then stay among them.
   *
   * @throws DirectoryNotEmptyException if the directory is not empty and the options do not allow
   *     that; nothing is written then
   * @throws IOException if the archive is corrupt or cannot be read, or the target not written
   */
  public static ExtractionReport toDirectory(
      ArchiveTree tree, Path directory, ExtractionOptions options) throws IOException {
    boolean fresh = Files.notExists(directory, LinkOption.NOFOLLOW_LINKS);
    boolean empty = fresh || isEmpty(directory);
    if (!empty && !options.replace()) {
      throw new DirectoryNotEmptyException(directory.toString());
    }
    if (!empty && holdsOneOf(directory.toRealPath(), options.kept())) {
      ExtractionTarget check = new KeptFilesCheck(directory.toRealPath(), options.kept());
      new ExtractionWalk(tree, check, new LossList(), options.raw()).extract(options.places());
    }
    if (fresh) {
      return toNew(tree, directory, options);
    }
    try {
      return fill(tree, directory, options);
    } catch (IOException e) {
      if (empty) {
        clear(directory, e);
      }
      throw e;
    }
  }

  /** A directory that this makes goes again if this fails, or the process is asked to end. */
  private static ExtractionReport toNew(ArchiveTree tree, Path directory, ExtractionOptions options)
      throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (TemporaryFiles made = new TemporaryFiles()) {
      Path unused = made.make(() -> Files.createDirectory(directory));
      ExtractionReport report = fill(tree, directory, options);
      made.keep();
      return report;
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

  private static ExtractionReport fill(ArchiveTree tree, Path directory, ExtractionOptions options)
      throws IOException {
    LossList losses = new LossList();
    ExtractionWalk walk;
    try (DirectoryTarget target =
        new DirectoryTarget(
            directory.toRealPath(), options.replace(), options.progress(), losses)) {
      walk = new ExtractionWalk(tree, target, losses, options.raw());
      walk.extract(options.places());
      target.finish();
    }
    return walk.report();
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  /** Takes away what an extraction left that failed. */
  private static void clear(Path directory, IOException failure) {
    try {
      MoreFiles.deleteDirectoryContents(directory);
    } catch (IOException e) {
      failure.addSuppressed(e);
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
