package org.bootarchive.ufs.internal.path;

import com.google.common.collect.MapMaker;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file systems of one provider that are open in this JVM, by what stands for them in URIs.
 *
 * <p>One that was opened by URI is known by its image. Any other is known by its number and its
 * image, as an image may be open more than once. One that nobody refers to any more drops out by
 * itself.
 *
 * @param <F> the provider's kind of file system
 */
public final class OpenFileSystems<F extends FileSystem> {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String scheme;
  private final ConcurrentMap<String, F> byKey = new MapMaker().weakValues().makeMap();

  /** Creates the register of a provider, in which nothing is. */
  public OpenFileSystems(String scheme) {
    this.scheme = scheme;
  }

  /**
   * What a file system is known by.
   *
   * @param key what stands for it in URIs
   * @param number above 0, used once
   */
  public record Registration(String key, long number) {}

  /** Returns the registration of a file system that is opened by URI. */
  public static Registration byImage(String image) {
    return new Registration(image, NUMBERS.incrementAndGet());
  }

  /** Returns the registration of a file system that is opened otherwise. */
  public static Registration byNumber(String image) {
    long number = NUMBERS.incrementAndGet();
    return new Registration(number + ":" + image, number);
  }

  /** Makes a file system known. */
  public void put(Registration registration, F fileSystem) {
    if (byKey.putIfAbsent(registration.key(), fileSystem) != null) {
      throw new FileSystemAlreadyExistsException(scheme + ":" + registration.key());
    }
  }

  /** Makes a file system unknown. */
  public void remove(Registration registration) {
    byKey.remove(registration.key());
  }

  /**
   * Returns the file system of a key.
   *
   * @throws FileSystemNotFoundException if none is open under it
   */
  public F get(String key) {
    F fileSystem = byKey.get(key);
    if (fileSystem == null) {
      throw new FileSystemNotFoundException(scheme + ":" + key);
    }
    return fileSystem;
  }

  /**
   * Throws if a key is taken.
   *
   * @throws FileSystemAlreadyExistsException if a file system is open under it
   */
  public void checkFree(String key) {
    if (byKey.containsKey(key)) {
      throw new FileSystemAlreadyExistsException(scheme + ":" + key);
    }
  }
}
