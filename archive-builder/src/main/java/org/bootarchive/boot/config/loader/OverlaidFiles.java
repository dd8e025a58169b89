package org.bootarchive.boot.config.loader;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.ufs.text.ByteString;

/**
 * Files of which one has another content.
 *
 * @param below the files
 * @param path where the other one is
 * @param file takes the place of the one at that path, or joins them
 */
public record OverlaidFiles(ConfigFiles below, ByteString path, ConfigFile file)
    implements ConfigFiles {
  @Override
  public Optional<ConfigFile> open(ByteString asked) throws IOException {
    return asked.equals(path) ? Optional.of(file) : below.open(asked);
  }

  @Override
  public OptionalLong size(ByteString asked) throws IOException {
    return asked.equals(path) ? OptionalLong.of(file.content().length()) : below.size(asked);
  }

  @Override
  public byte[] head(ByteString asked, int bytes) throws IOException {
    return asked.equals(path)
        ? Arrays.copyOf(file.bytes(), Math.min(bytes, file.content().length()))
        : below.head(asked, bytes);
  }

  @Override
  public ImmutableList<ByteString> names(ByteString directory) throws IOException {
    ImmutableSortedSet.Builder<ByteString> names = ImmutableSortedSet.naturalOrder();
    names.addAll(below.names(directory));
    if (path.startsWith(directory.concat("/"))) {
      names.add(path.substring(directory.length() + 1));
    }
    return names.build().asList();
  }
}
