package org.bootarchive.ufs.internal.path;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file systems of one provider that are open in this JVM, by what stands for them in URIs.
 *
 * <p>One that was opened by URI is known by its image. Any other is known by its number and its
 * image, as an image may be open more than once. Each stays known, and in memory, until it is
 * closed: it may hold changes that are not written yet.
 *
 * @param <F> the provider's kind of file system
 */
public final class OpenFileSystems<F extends FileSystem> {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String scheme;
  private final ConcurrentMap<String, F> byKey = new ConcurrentHashMap<>();

  /** Creates the register of a provider, in which nothing is. */
  public OpenFileSystems(String scheme) {
    this.scheme = scheme;
  }

  /**
   * What a file system is known by.
   *
   * @param key what stands for it in URIs
   * @param given what stood for it in the URI that it was opened by
   * @param number above 0, used once
   */
  public record Registration(String key, String given, long number) {

    /** Returns the image as it was named, for people. */
    public String image() {
      String prefix = number + ":";
      return given.startsWith(prefix) ? given.substring(prefix.length()) : given;
    }
  }

  /**
   * Returns the registration of a file system that is opened by URI.
   *
   * @param image the URI of the image, by any of its names
   */
  public static Registration byImage(String image) {
    return new Registration(oneName(image), image, NUMBERS.incrementAndGet());
  }

  /** Returns the URI of an image by its real path, or as it is if it is no file's. */
  private static String oneName(String image) {
    try {
      return Path.of(URI.create(image)).toRealPath().toUri().toString();
    } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
      return image;
    }
  }

  /** Returns the registration of a file system that is opened otherwise. */
  public static Registration byNumber(String image) {
    long number = NUMBERS.incrementAndGet();
    String key = number + ":" + image;
    return new Registration(key, key, number);
  }

  /** Makes a file system known. */
  public void put(Registration registration, F fileSystem) {
    if (byKey.putIfAbsent(registration.key(), fileSystem) != null) {
      throw new FileSystemAlreadyExistsException(scheme + ":" + registration.key());
    }
    byKey.putIfAbsent(registration.given(), fileSystem);
  }

  /** Makes a file system unknown. */
  @SuppressWarnings("ReferenceEquality") // a file system is itself alone
  public void remove(Registration registration) {
    F fileSystem = byKey.remove(registration.key());
    byKey.values().removeIf(other -> other == fileSystem);
  }

  /**
   * Returns the file system of a key, or of an image by any of its names.
   *
   * @throws FileSystemNotFoundException if none is open under it
   */
  public F get(String key) {
    F known = byKey.get(key);
    F fileSystem = known == null ? byKey.get(oneName(key)) : known;
    if (fileSystem == null) {
      throw new FileSystemNotFoundException(scheme + ":" + key);
    }
    return fileSystem;
  }

  /**
   * Throws if the key of a registration is taken.
   *
   * @throws FileSystemAlreadyExistsException if a file system is open under it
   */
  public void checkFree(Registration registration) {
    if (byKey.containsKey(registration.key())) {
      throw new FileSystemAlreadyExistsException(scheme + ":" + registration.key());
    }
  }
}
