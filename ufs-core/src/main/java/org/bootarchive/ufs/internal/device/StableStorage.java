package org.bootarchive.ufs.internal.device;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces what was written to the disk, so that it survives a loss of power. */
public final class StableStorage {
  private StableStorage() {}

  /**
   * Forces the contents of a file, or the names in a directory. Systems that open no directories,
   * such as Windows, keep their names by themselves.
   *
   * @throws IOException if it cannot be written
   */
  public static void force(Path path) throws IOException {
    boolean isDirectory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    if (isDirectory && !canBeOpened(path)) {
      return;
    }
    // What is for reading alone is forced through that, but on Windows, which wants to write.
    boolean toRead = isDirectory || (!isWindows(path) && Files.isReadable(path));
    try (FileChannel channel =
        FileChannel.open(path, toRead ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Forces the name of a file that has got it, as far as the system can: that the name outlives a
   * loss of power may be more than the system promises, and is no reason to give up the file.
   */
  static void forceNameOf(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try {
        force(directory);
      } catch (IOException | UnsupportedOperationException e) {
        // The file has its name.
      }
    }
  }

  private static boolean canBeOpened(Path directory) {
    return Files.isReadable(directory) && !isWindows(directory);
  }

  private static boolean isWindows(Path path) {
    return path.getFileSystem().getSeparator().equals("\\");
  }
}
