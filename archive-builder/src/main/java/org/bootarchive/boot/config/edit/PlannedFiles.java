package org.bootarchive.boot.config.edit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.ufs.text.ByteString;

/**
 * Files to which others will be added; what those hold does not matter.
 *
 * @param below the files that are there
 * @param files where the others will be
 */
public record PlannedFiles(BootRoot below, ImmutableSet<Path> files) implements ConfigFiles {

  /**
   * Returns files with those that overlays will be loaded from.
   *
   * @throws IOException if the path of one leaves the root
   */
  public static PlannedFiles of(BootRoot below, List<OverlayModule> overlays) throws IOException {
    ImmutableSet.Builder<Path> files = ImmutableSet.builder();
    for (OverlayModule overlay : overlays) {
      files.add(below.file(overlay.path()));
    }
    return new PlannedFiles(below, files.build());
  }

  @Override
  public Optional<ConfigFile> open(ByteString path) throws IOException {
    return below.open(path);
  }

  @Override
  public OptionalLong size(ByteString path) throws IOException {
    return isPlanned(path) ? OptionalLong.of(1) : below.size(path);
  }

  @Override
  public byte[] head(ByteString path, int bytes) throws IOException {
    return isPlanned(path) ? new byte[] {0} : below.head(path, bytes);
  }

  @Override
  public ImmutableList<ByteString> names(ByteString directory) throws IOException {
    return below.names(directory);
  }

  private boolean isPlanned(ByteString path) throws IOException {
    return files.contains(below.file(path));
  }
}
