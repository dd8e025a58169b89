package org.bootarchive.archive.overlay.internal;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.ConfiguredModule;

/**
 * The files that nothing loads any more when a configuration has lost its overlays.
 *
 * @param root where the boot loader finds its files
 * @param files those that are there
 */
public record RemovedOverlay(BootRoot root, ImmutableList<Path> files) {

  /**
   * Finds the files of the modules that an edit removes.
   *
   * @throws IOException if a module's path cannot be one
   */
  public static RemovedOverlay of(ConfigEdit edit, BootRoot root) throws IOException {
    ImmutableList.Builder<Path> files = ImmutableList.builder();
    for (ConfiguredModule module : edit.bootBefore().modules()) {
      boolean stays =
          edit.bootAfter().modules().stream().anyMatch(one -> one.path().equals(module.path()));
      Path file = root.resolve(module);
      if (!stays && Files.isRegularFile(file)) {
        files.add(file);
      }
    }
    return new RemovedOverlay(root, files.build());
  }

  /**
   * Deletes the files, and the directories that are empty then.
   *
   * @throws IOException if one cannot be deleted
   */
  public void delete() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
      for (Path above = file.getParent();
          above != null && !above.equals(root.directory()) && isEmpty(above);
          above = above.getParent()) {
        Files.delete(above);
      }
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.findAny().isEmpty();
    }
  }
}
