package org.bootarchive.archive.extract;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.internal.device.TemporaryFiles;

/**
 * Gives files on the target the modes, times and owners of their inodes, as far as it can hold
 * them. Safe for several threads.
 */
final class TargetAttributes {
  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] KEEP = {LinkOption.NOFOLLOW_LINKS};

  /** An id that chown takes for "leave it". */
  private static final long NO_ID = 0xffffffffL;

  private static final int SPECIAL_BITS = 07000;

  private static final long MICROSECONDS = 1_000_000;

  private static final FileAttribute<?>[] NONE = {};
  private static final String ALL_PERMISSIONS = "rwxrwxrwx";

  private final FileAttribute<?>[] closedFile = attribute(0600);
  private final FileAttribute<?>[] closedDirectory = attribute(0700);
  private final Map<Integer, FileAttribute<?>[]> modes = new ConcurrentHashMap<>();
  private final LossList losses;
  private final boolean posix;
  private final boolean unix;
  private final int umask;
  private final long ownUid;
  private final long ownGid;

  /** Whether a new directory has set-id bits of the one that it is in. */
  private final boolean inheritsBits;

  /**
   * @param directory one that this process just made on the target
   */
  TargetAttributes(Path directory, LossList losses) throws IOException {
    this.losses = losses;
    Set<String> views = directory.getFileSystem().supportedFileAttributeViews();
    this.posix = views.contains("posix");
    this.unix = views.contains("unix");
    this.umask = posix ? umask(directory) : SPECIAL_BITS;
    this.ownUid = unix ? id(directory, "unix:uid") : -1;
    this.ownGid = unix ? id(directory, "unix:gid") : -1;
    this.inheritsBits = !unix || (id(directory, "unix:mode") & SPECIAL_BITS) != 0;
  }

  /** Returns the permissions that a file does not get, set-id bits included. */
  private static int umask(Path directory) throws IOException {
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      Path probe = temporary.makeFileBeside(directory.resolve("umask"), attribute(0777));
      String letters = PosixFilePermissions.toString(Files.getPosixFilePermissions(probe));
      int mode = 0;
      for (int i = 0; i < letters.length(); i++) {
        mode = mode << 1 | (letters.charAt(i) == '-' ? 0 : 1);
      }
      return ~mode & 07777;
    }
  }

  private static long id(Path path, String attribute) throws IOException {
    return ((Number) Files.getAttribute(path, attribute)).longValue() & NO_ID;
  }

  /**
   * Returns what a file or directory is to be created with. It is its own mode where that needs no
   * more: where it has no set-id bits, the umask takes nothing from it, and the file can be opened
   * again, the directory be filled.
   */
  FileAttribute<?>[] creationMode(ExtractedFile file) {
    if (!posix) {
      return NONE;
    }
    int mode = file.inode().permissions();
    boolean directory = file.type() == FileType.DIRECTORY;
    if (!isDoneByCreation(mode, directory)) {
      return directory ? closedDirectory : closedFile;
    }
    // Most have what the system gives by itself.
    return mode == ((directory ? 0777 : 0666) & ~umask)
        ? NONE
        : modes.computeIfAbsent(mode, m -> attribute(m));
  }

  private boolean isDoneByCreation(int mode, boolean directory) {
    int needed = directory ? 0700 : 0400;
    return (mode & umask) == 0 && (mode & needed) == needed && !(directory && inheritsBits);
  }

  private static FileAttribute<?>[] attribute(int mode) {
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(mode))};
  }

  /**
   * Sets what a new file or directory does not have from its creation: times, owners, and the mode
   * if not.
   */
  void setOfNewFile(Path path, ExtractedFile file) throws IOException {
    if (posix && isDoneByCreation(file.inode().permissions(), file.type() == FileType.DIRECTORY)) {
      times(path, file, FOLLOW);
      owners(path, file, FOLLOW);
    } else {
      set(path, file);
    }
  }

  /** Sets everything of a file or directory that this process made and no other can replace. */
  void set(Path path, ExtractedFile file) throws IOException {
    Inode inode = file.inode();
    times(path, file, FOLLOW);
    owners(path, file, FOLLOW);
    int mode = inode.permissions();
    if (unix) {
      Files.setAttribute(path, "unix:mode", mode);
      return;
    }
    if (posix) {
      Files.setPosixFilePermissions(path, permissions(mode));
    }
    if ((mode & SPECIAL_BITS) != 0 || !posix) {
      losses.add(
          file,
          String.format(Locale.ROOT, "mode 0%o not carried over: the target has no such", mode));
    }
  }

  /** Sets what a symbolic link has: times and owners. */
  void setOfLink(Path path, ExtractedFile link) throws IOException {
    owners(path, link, KEEP);
    times(path, link, KEEP);
  }

  private void times(Path path, ExtractedFile file, LinkOption[] options) throws IOException {
    Inode inode = file.inode();
    if (isCut(inode.modifyTime())) {
      losses.add(file, "time of change set to the second: it is before 1970");
    }
    Files.getFileAttributeView(path, BasicFileAttributeView.class, options)
        .setTimes(time(inode.modifyTime()), time(inode.accessTime()), null);
  }

  /**
   * Tells whether a time is set without its part of a second: the JDK splits a negative number of
   * nanoseconds so that the system takes it for an error, and then sets 1970.
   */
  private static boolean isCut(InodeTime time) {
    return time.seconds() < 0 && time.microseconds() != 0;
  }

  private static FileTime time(InodeTime time) {
    if (isCut(time)) {
      return FileTime.from(time.seconds(), TimeUnit.SECONDS);
    }
    return FileTime.from(
        time.seconds() * MICROSECONDS + time.microseconds(), TimeUnit.MICROSECONDS);
  }

  /** Sets the owners if this process is root's; others' files are their own. */
  private void owners(Path path, ExtractedFile file, LinkOption[] options) throws IOException {
    if (ownUid != 0) {
      return;
    }
    long uid = file.inode().uid();
    long gid = file.inode().gid();
    try {
      if (uid != ownUid) {
        Files.setAttribute(path, "unix:uid", (int) uid, options);
      }
      if (gid != ownGid) {
        Files.setAttribute(path, "unix:gid", (int) gid, options);
      }
    } catch (FileSystemException e) {
      losses.add(file, "owner " + uid + ":" + gid + " not set: " + e.getReason());
      return;
    }
    if (uid == NO_ID || gid == NO_ID) {
      losses.add(file, "owner " + uid + ":" + gid + " not set: no system has such an id");
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    char[] letters = ALL_PERMISSIONS.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      if ((mode >> (letters.length - 1 - i) & 1) == 0) {
        letters[i] = '-';
      }
    }
    return PosixFilePermissions.fromString(new String(letters));
  }
}
