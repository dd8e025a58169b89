package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.ufs.text.ByteString;

/**
 * Files to which others will be added; what those hold does not matter.
 *
 * @param below the files that are there
 * @param paths where the others will be, as the configuration writes it: paths or URLs
 */
public record PlannedFiles(ConfigFiles below, ImmutableSet<ByteString> paths)
    implements ConfigFiles {

  /** Returns files with those that overlays will be loaded from. */
  public static PlannedFiles of(ConfigFiles below, List<OverlayModule> overlays) {
    return new PlannedFiles(
        below, overlays.stream().map(OverlayModule::path).collect(ImmutableSet.toImmutableSet()));
  }

  @Override
  public Optional<ConfigFile> open(ByteString path) throws IOException {
    return below.open(path);
  }

  @Override
  public OptionalLong size(ByteString path) throws IOException {
    return paths.contains(path) ? OptionalLong.of(1) : below.size(path);
  }

  @Override
  public byte[] head(ByteString path, int bytes) throws IOException {
    return paths.contains(path) ? new byte[] {0} : below.head(path, bytes);
  }

  @Override
  public ImmutableList<ByteString> names(ByteString directory) throws IOException {
    return below.names(directory);
  }
}
