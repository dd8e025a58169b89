package org.bootarchive.archive.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.internal.work.OrderedTasks;
import org.bootarchive.ufs.volume.FileContent;

/**
 * Writes files in the background, some at a time and by several threads. The first that fails ends
 * it all: {@link #add} and {@link #settle} throw what it threw.
 */
final class FileWriters implements AutoCloseable {
  /** Files that are written by one thread after each other, as they lie in the image. */
  record Batch(List<Path> paths, List<ExtractedFile> files, List<FileContent> contents) {
    Batch() {
      this(new ArrayList<>(FILES), new ArrayList<>(FILES), new ArrayList<>(FILES));
    }
  }

  /** Writes some files. */
  interface Writing {
    void write(Batch batch) throws IOException;
  }

  /** The most files of a batch. */
  static final int FILES = 64;

  private static final long BYTES = 1 << 20;
  private static final int THREADS = 2;
  private static final int BATCHES_AHEAD = 8;

  private final OrderedTasks<Boolean> tasks =
      OrderedTasks.of("file-writer", THREADS, BATCHES_AHEAD);
  private final Writing writing;
  private Batch batch = new Batch();
  private long bytes;

  FileWriters(Writing writing) {
    this.writing = writing;
  }

  /** Takes a file; waits while too many are ahead of it. */
  void add(Path path, ExtractedFile file, FileContent content) throws IOException {
    batch.paths.add(path);
    batch.files.add(file);
    batch.contents.add(content);
    bytes += content.size();
    if (batch.paths.size() == FILES || bytes >= BYTES) {
      start();
    }
  }

  private void start() throws IOException {
    while (!tasks.wantsMore()) {
      tasks.take();
    }
    Batch full = batch;
    batch = new Batch();
    bytes = 0;
    tasks.add(() -> run(full));
  }

  private boolean run(Batch full) throws IOException {
    tasks.checkNotCancelled();
    writing.write(full);
    return true;
  }

  /** Returns when every file that was taken is written. */
  void settle() throws IOException {
    start();
    while (!tasks.isEmpty()) {
      tasks.take();
    }
  }

  /** Ends the threads when the files at work are written; those that were not begun are dropped. */
  @Override
  public void close() {
    tasks.close();
  }
}
