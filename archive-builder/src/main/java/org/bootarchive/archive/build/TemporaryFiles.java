package org.bootarchive.archive.build;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that go away with this. */
final class TemporaryFiles implements Closeable {
  private final List<Path> files = new ArrayList<>();

  Path create() throws IOException {
    Path file = Files.createTempFile("archive-source", null);
    files.add(file);
    return file;
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    files.clear();
  }
}
