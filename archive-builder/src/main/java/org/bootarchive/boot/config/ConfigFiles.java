package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Ordering;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a boot loader finds its files: a boot volume, or a map in memory. */
public interface ConfigFiles {

  /**
   * Returns the file at an absolute path of the boot volume; empty if there is none.
   *
   * @throws IOException if it cannot be read
   */
  Optional<ConfigFile> open(String path) throws IOException;

  /**
   * Returns whether {@link #open} would find a file, of whatever size.
   *
   * @throws IOException if that cannot be told
   */
  boolean contains(String path) throws IOException;

  /**
   * Returns the names of the regular files directly in a directory, ordered by their bytes; none if
   * there is no such directory.
   *
   * @throws IOException if it cannot be read
   */
  ImmutableList<String> names(String directory) throws IOException;

  /** Makes a boot volume of contents by path. */
  static ConfigFiles of(Map<String, byte[]> contents) throws ConfigException {
    ImmutableMap.Builder<String, ConfigFile> files = ImmutableMap.builder();
    for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
      files.put(entry.getKey(), ConfigFile.of(entry.getKey(), entry.getValue()));
    }
    ImmutableMap<String, ConfigFile> byPath = files.buildOrThrow();
    return new ConfigFiles() {
      @Override
      public Optional<ConfigFile> open(String path) {
        return Optional.ofNullable(byPath.get(path));
      }

      @Override
      public boolean contains(String path) {
        return byPath.containsKey(path);
      }

      @Override
      public ImmutableList<String> names(String directory) {
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        return byPath.keySet().stream()
            .filter(path -> path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0)
            .map(path -> path.substring(prefix.length()))
            .sorted(Ordering.natural())
            .collect(ImmutableList.toImmutableList());
      }
    };
  }
}
