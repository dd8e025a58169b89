package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.ufs.text.ByteString;

/** Where a boot loader finds its files: a boot volume, or a map in memory. */
public interface ConfigFiles {

  /**
   * Returns the file at an absolute path of the boot volume; empty if there is none.
   *
   * @throws IOException if it cannot be read
   */
  Optional<ConfigFile> open(ByteString path) throws IOException;

  /**
   * Returns the bytes of a file's content, of whatever size; empty if there is no regular file.
   *
   * @throws IOException if that cannot be told
   */
  OptionalLong size(ByteString path) throws IOException;

  /**
   * Returns the first bytes of a file, as many as there are up to a number; none if there is no
   * regular file.
   *
   * @throws IOException if it cannot be read
   */
  byte[] head(ByteString path, int bytes) throws IOException;

  /**
   * Returns whether there is a regular file, of whatever size.
   *
   * @throws IOException if that cannot be told
   */
  default boolean contains(ByteString path) throws IOException {
    return size(path).isPresent();
  }

  /**
   * Returns whether a regular file begins as gzip files do.
   *
   * @throws IOException if it cannot be read
   */
  default boolean isGzip(ByteString path) throws IOException {
    return isGzip(head(path, 2));
  }

  /**
   * Returns whether the first bytes of a file are those of gzip files, for all boot loaders.
   *
   * @param head two bytes or more; a shorter file is none
   */
  static boolean isGzip(byte[] head) {
    return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
  }

  /**
   * Returns the names of the regular files directly in a directory, ordered by their bytes; none if
   * there is no such directory.
   *
   * @throws IOException if it cannot be read
   */
  ImmutableList<ByteString> names(ByteString directory) throws IOException;

  /** Returns files of which each is there, with one byte, and none can be read. */
  static ConfigFiles everything() {
    return new ConfigFiles() {
      @Override
      public Optional<ConfigFile> open(ByteString path) {
        return Optional.empty();
      }

      @Override
      public OptionalLong size(ByteString path) {
        return OptionalLong.of(1);
      }

      @Override
      public byte[] head(ByteString path, int bytes) {
        return new byte[0];
      }

      @Override
      public ImmutableList<ByteString> names(ByteString directory) {
        return ImmutableList.of();
      }
    };
  }

  /** Makes a boot volume of contents by path. */
  static ConfigFiles of(Map<ByteString, byte[]> contents) {
    ImmutableSortedMap<ByteString, byte[]> byPath = ImmutableSortedMap.copyOf(contents);
    return new ConfigFiles() {
      @Override
      public Optional<ConfigFile> open(ByteString path) throws ConfigException {
        byte[] content = byPath.get(path);
        return content == null
            ? Optional.empty()
            : Optional.of(ConfigFile.of(path.utf8(), content));
      }

      @Override
      public OptionalLong size(ByteString path) {
        byte[] content = byPath.get(path);
        return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
      }

      @Override
      public byte[] head(ByteString path, int bytes) {
        byte[] content = byPath.getOrDefault(path, new byte[0]);
        return Arrays.copyOf(content, Math.min(bytes, content.length));
      }

      @Override
      public ImmutableList<ByteString> names(ByteString directory) {
        ByteString prefix = directory.endsWith("/") ? directory : directory.concat("/");
        return byPath.keySet().stream()
            .filter(path -> path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0)
            .map(path -> path.substring(prefix.length()))
            .collect(ImmutableList.toImmutableList());
      }
    };
  }
}
