package org.bootarchive.ufs.device;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps a file to one writer: it goes with the channel. Readers are not kept out. */
final class WriterLock {
  private WriterLock() {}

  /**
   * Locks an open file, where the file system has locks.
   *
   * @throws FileSystemException if another writer has it open; it says who, as far as can be known
   */
  static void take(FileChannel channel, Path file) throws FileSystemException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      FileSystemException held = held(file, "this process has it open for writing already");
      held.initCause(e);
      throw held;
    } catch (IOException | UnsupportedOperationException e) {
      // This file system has no locks: there is nothing to hold the file by.
      return;
    }
    if (lock == null) {
      throw held(file, holder(file) + " has it open for writing");
    }
  }

  private static FileSystemException held(Path file, String reason) {
    return new FileSystemException(
        file.toString(), null, reason + "; two writers would destroy each other's work");
  }

  /** Finds the process in Linux's list of locks: ID: POSIX ADVISORY WRITE PID MAJOR:MINOR:INODE. */
  private static String holder(Path file) {
    try {
      String suffix = ":" + Files.getAttribute(file, "unix:ino");
      for (String line : Files.readAllLines(Path.of("/proc/locks"), StandardCharsets.ISO_8859_1)) {
        List<String> words = Splitter.on(' ').omitEmptyStrings().splitToList(line);
        if (words.size() > 5 && words.get(5).endsWith(suffix)) {
          return "process " + words.get(4);
        }
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Not a system that tells.
    }
    return "another process";
  }
}
