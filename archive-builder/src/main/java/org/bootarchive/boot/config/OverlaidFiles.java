package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.util.Optional;

/**
 * Files of which one has another content.
 *
 * @param below the files
 * @param file takes the place of the one of its name, or joins them
 */
public record OverlaidFiles(ConfigFiles below, ConfigFile file) implements ConfigFiles {
  @Override
  public Optional<ConfigFile> open(String path) throws IOException {
    return path.equals(file.name()) ? Optional.of(file) : below.open(path);
  }

  @Override
  public boolean contains(String path) throws IOException {
    return path.equals(file.name()) || below.contains(path);
  }

  @Override
  public ImmutableList<String> names(String directory) throws IOException {
    ImmutableSortedSet.Builder<String> names = ImmutableSortedSet.naturalOrder();
    names.addAll(below.names(directory));
    if (file.name().startsWith(directory + "/")) {
      names.add(file.name().substring(directory.length() + 1));
    }
    return names.build().asList();
  }
}
