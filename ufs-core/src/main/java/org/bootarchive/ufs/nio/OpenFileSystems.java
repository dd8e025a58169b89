package org.bootarchive.ufs.nio;

import com.google.common.collect.MapMaker;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file systems that are open in this JVM, by what stands for them in URIs.
 *
 * <p>One that was opened by URI is known by its image. Any other is known by its number and its
 * image, as an image may be open more than once. One that nobody refers to any more drops out by
 * itself.
 */
final class OpenFileSystems {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final ConcurrentMap<String, UfsFileSystem> BY_KEY =
      new MapMaker().weakValues().makeMap();

  private OpenFileSystems() {}

  /**
   * What a file system is known by.
   *
   * @param key what stands for it in URIs
   * @param number above 0, used once
   */
  record Registration(String key, long number) {
    /** Makes a file system known. */
    void put(UfsFileSystem fileSystem) {
      if (BY_KEY.putIfAbsent(key, fileSystem) != null) {
        throw new FileSystemAlreadyExistsException(key);
      }
    }

    /** Makes the file system unknown. */
    void remove() {
      BY_KEY.remove(key);
    }
  }

  /** Returns the registration of a file system that is opened by URI. */
  static Registration byImage(String image) {
    return new Registration(image, NUMBERS.incrementAndGet());
  }

  /** Returns the registration of a file system that is opened otherwise. */
  static Registration byNumber(String image) {
    long number = NUMBERS.incrementAndGet();
    return new Registration(number + ":" + image, number);
  }

  static UfsFileSystem get(String key) {
    UfsFileSystem fileSystem = BY_KEY.get(key);
    if (fileSystem == null) {
      throw new FileSystemNotFoundException(UfsFileSystemProvider.SCHEME + ":" + key);
    }
    return fileSystem;
  }

  /**
   * Throws if a key is taken.
   *
   * @throws FileSystemAlreadyExistsException if a file system is open under it
   */
  static void checkFree(String key) {
    if (BY_KEY.containsKey(key)) {
      throw new FileSystemAlreadyExistsException(UfsFileSystemProvider.SCHEME + ":" + key);
    }
  }
}
