package org.bootarchive.media.nio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Temporary files that hold what was written and is not on the medium. */
final class StagedFiles implements Closeable {
  private final List<Path> files = new ArrayList<>();

  synchronized Path create() throws IOException {
    Path file = Files.createTempFile("boot-medium", null);
    file.toFile().deleteOnExit();
    files.add(file);
    return file;
  }

  @Override
  public synchronized void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    files.clear();
  }
}
