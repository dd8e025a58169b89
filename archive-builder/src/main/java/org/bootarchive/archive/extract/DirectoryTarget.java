package org.bootarchive.archive.extract;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.bootarchive.archive.host.HostNames;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.device.StagedFile;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Vnode;
import org.jspecify.annotations.Nullable;

/**
 * Puts files below a directory, and nowhere else.
 *
 * <p>Every directory above a file is one that this made, or one that was seen not to be a link. A
 * new directory, or the one above all, is closed to others until all is in it, so that none of them
 * can put a link into the way. Files are created anew, which follows no link. Names come from
 * directory entries, which have no slashes; {@link HostNames} sees to what else this system takes
 * for more than a name.
 */
final class DirectoryTarget implements ExtractionTarget {
  /** Links wait for what they lead to; so many at most. */
  private static final int LINKS_AHEAD = 10_000;

  /** The longest text that Linux takes for a symbolic link ({@code PATH_MAX} - 1). */
  private static final int MAX_LINK_BYTES = 4095;

  private static final Set<StandardOpenOption> NEW_FILE =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final Set<PosixFilePermission> OPEN_TO_OWNER =
      PosixFilePermissions.fromString("rwx------");

  private record PendingLink(Path link, Path first) {}

  private record MadeDirectory(Path path, ExtractedFile directory) {}

  private final Path top;
  private final boolean merges;
  private final LongConsumer progress;
  private final LossList losses;
  private final HostNames names;
  private final TargetAttributes attributes;
  private final FileAttribute<?>[] closed;
  private final ThreadLocal<ContentWindow> windows = ThreadLocal.withInitial(ContentWindow::new);
  private final FileWriters writers = new FileWriters(this::write);
  private final AtomicLong written = new AtomicLong();
  private final Map<Vnode, Path> directories = new HashMap<>();

  /** The directory that was asked for last. */
  private @Nullable ExtractedFile lastParent;

  private @Nullable Path lastDirectory;
  private final List<MadeDirectory> made = new ArrayList<>();
  private final List<PendingLink> links = new ArrayList<>();

  /**
   * @param top a directory, by a path without links
   * @param merges whether the directory is one that has files already: then each file gets its name
   *     when it is whole, and replaces another. Else the directory is this target's own, and waits
   *     as a whole for its name.
   */
  DirectoryTarget(Path top, boolean merges, LongConsumer progress, LossList losses)
      throws IOException {
    this.top = top;
    this.merges = merges;
    this.progress = progress;
    this.losses = losses;
    this.names = HostNames.of(top.getFileSystem());
    this.attributes = new TargetAttributes(top, losses);
    this.closed = closedDirectory(top.getFileSystem());
  }

  /** Returns what a directory is created with that nobody else can enter. */
  static FileAttribute<?>[] closedDirectory(FileSystem fileSystem) {
    return fileSystem.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OPEN_TO_OWNER)}
        : new FileAttribute<?>[0];
  }

  @Override
  public void directory(ExtractedFile directory) throws IOException {
    Path path = top;
    if (directory.parent() != null) {
      path = newPlace(directory);
      makeDirectory(path, directory);
    }
    directories.put(directory.vnode(), path);
    made.add(new MadeDirectory(path, directory));
  }

  private void makeDirectory(Path path, ExtractedFile directory) throws IOException {
    try {
      Files.createDirectory(path, merges ? closed : attributes.creationMode(directory));
    } catch (FileAlreadyExistsException e) {
      if (!merges) {
        throw inTheWay(path, e);
      }
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileSystemException(
            path.toString(), null, "is no directory, and the image has one of that name");
      }
    }
  }

  private static FileSystemException inTheWay(Path path, FileAlreadyExistsException cause) {
    FileSystemException exception =
        new FileSystemException(
            path.toString(),
            null,
            "is there already: two names of the image are one to this file system");
    exception.initCause(cause);
    return exception;
  }

  /** Returns where a file that is not the root goes. */
  private Path place(ExtractedFile file) throws IOException {
    return names.in(parentOf(file), file.name().toBytes());
  }

  // An equal one is looked up; the comparison of two goes up to the root.
  @SuppressWarnings("ReferenceEquality")
  private Path parentOf(ExtractedFile file) {
    ExtractedFile parent = file.parent();
    if (parent == null || parent != lastParent) {
      lastParent = parent;
      lastDirectory = parent == null ? null : directories.get(parent.vnode());
    }
    if (lastDirectory == null) {
      throw new IllegalStateException(file.path() + " comes before its directory");
    }
    return lastDirectory;
  }

  /** Returns where a file goes that comes for the first time. */
  private Path newPlace(ExtractedFile file) throws IOException {
    byte[] name = file.name().toBytes();
    Path path = names.in(parentOf(file), name);
    if (!names.holds(name)) {
      losses.add(file, "is called " + path.getFileName() + ": this system cannot have its name");
    }
    return path;
  }

  /** Makes room for a link, if it may replace another file. */
  private void clear(Path path) throws IOException {
    if (merges && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      requireNoDirectory(path);
      Files.delete(path);
    }
  }

  private static void requireNoDirectory(Path path) throws FileSystemException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          path.toString(), null, "is a directory, and the image has a file of that name");
    }
  }

  @Override
  public void file(ExtractedFile file, FileContent content) throws IOException {
    writers.add(newPlace(file), file, content);
    progress.accept(written.get());
  }

  private void write(FileWriters.Batch batch) throws IOException {
    ContentWindow window = windows.get();
    List<FileContent> contents = batch.contents();
    long bytes = 0;
    int read = 0;
    for (int i = 0; i < contents.size(); i++) {
      if (read == 0) {
        read = window.read(contents, i);
      }
      put(batch.paths().get(i), batch.files().get(i), contents.get(i), read == 0 ? null : window);
      read = Math.max(0, read - 1);
      bytes += contents.get(i).size();
    }
    written.addAndGet(bytes);
  }

  /**
   * Makes a file.
   *
   * @param window that has all that is in the file; null if it is large, or has holes
   */
  private void put(
      Path path, ExtractedFile file, FileContent content, @Nullable ContentWindow window)
      throws IOException {
    if (merges) {
      requireNoDirectory(path);
      try (StagedFile staged = StagedFile.create(path, attributes.creationMode(file))) {
        write(path, staged.channel(), content, window);
        attributes.setOfNewFile(staged.path(), file);
        staged.putInPlace();
      }
      return;
    }
    try {
      write(path, FileChannel.open(path, NEW_FILE, attributes.creationMode(file)), content, window);
    } catch (FileAlreadyExistsException e) {
      throw inTheWay(path, e);
    }
    attributes.setOfNewFile(path, file);
  }

  /** Writes a file and closes it. */
  private static void write(
      Path path, FileChannel channel, FileContent content, @Nullable ContentWindow window)
      throws IOException {
    try (channel) {
      if (window == null) {
        content.transferToEmpty(WrittenFile.of(path, channel));
      } else {
        window.write(content, path, channel);
      }
    }
  }

  @Override
  public boolean symbolicLink(ExtractedFile link, byte[] text) throws IOException {
    if (text.length == 0 || text.length > MAX_LINK_BYTES) {
      losses.add(link, "not made: a link with a text of " + text.length + " bytes");
      return false;
    }
    for (byte b : text) {
      if (b == 0) {
        losses.add(link, "not made: a link whose text holds a zero byte");
        return false;
      }
    }
    Path path = newPlace(link);
    clear(path);
    String wanted = names.linkText(text);
    Path target;
    try {
      target = path.getFileSystem().getPath(wanted);
    } catch (InvalidPathException e) {
      losses.add(link, "not made: this system cannot have a link to " + wanted);
      return false;
    }
    String separator = target.getFileSystem().getSeparator();
    if (!target.toString().replace(separator, "/").equals(wanted)) {
      losses.add(link, "leads to " + target + ", the same place as " + wanted);
    }
    try {
      Files.createSymbolicLink(path, target);
    } catch (FileAlreadyExistsException e) {
      throw inTheWay(path, e);
    }
    attributes.setOfLink(path, link);
    return true;
  }

  @Override
  public boolean special(ExtractedFile file, DeviceNumber device) {
    String kind =
        switch (file.type()) {
          case FIFO -> "a FIFO";
          case SOCKET -> "a socket";
          case CHARACTER_DEVICE -> "character device " + device.major() + "," + device.minor();
          default -> "block device " + device.major() + "," + device.minor();
        };
    losses.add(
        file, "not made: " + kind + (file.type() == FileType.SOCKET ? "" : "; a tar can hold it"));
    return false;
  }

  @Override
  public void hardLink(ExtractedFile link, ExtractedFile first) throws IOException {
    Path path = newPlace(link);
    links.add(new PendingLink(path, place(first)));
    if (links.size() == LINKS_AHEAD) {
      makeLinks();
    }
  }

  private void makeLinks() throws IOException {
    writers.settle();
    for (PendingLink pending : links) {
      // Not before: what is replaced must not be missing while other files are written.
      clear(pending.link);
      try {
        Files.createLink(pending.link, pending.first);
      } catch (FileAlreadyExistsException e) {
        throw inTheWay(pending.link, e);
      }
    }
    links.clear();
  }

  @Override
  public void finish() throws IOException {
    makeLinks();
    for (int i = made.size() - 1; i > 0; i--) {
      if (merges) {
        attributes.set(made.get(i).path, made.get(i).directory);
      } else {
        attributes.setOfNewFile(made.get(i).path, made.get(i).directory);
      }
    }
    progress.accept(written.get());
  }

  /** Gives a directory what the image's root has, when nothing more is put into it. */
  void setRoot(Path directory) throws IOException {
    attributes.set(directory, made.get(0).directory);
  }

  /**
   * Gives a file or directory that this made another name, which nothing must have.
   *
   * <p>A directory that its owner may not write to cannot go to another directory, other than by
   * root's hand; it gets its own mode back behind it.
   */
  void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to);
    } catch (AccessDeniedException e) {
      ExtractedFile directory = null;
      for (MadeDirectory each : made) {
        directory = each.path.equals(from) ? each.directory : directory;
      }
      if (directory == null || closed.length == 0) {
        throw e;
      }
      Files.setPosixFilePermissions(from, OPEN_TO_OWNER);
      Files.move(from, to);
      attributes.set(to, directory);
    }
  }

  @Override
  public void close() {
    writers.close();
  }
}
