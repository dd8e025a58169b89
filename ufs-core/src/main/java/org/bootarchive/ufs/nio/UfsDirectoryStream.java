package org.bootarchive.ufs.nio;

import com.google.common.collect.AbstractIterator;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.jspecify.annotations.Nullable;

/** The names in a directory, as they were when it was opened, as paths that know their places. */
final class UfsDirectoryStream implements DirectoryStream<Path> {
  private final UfsPath path;
  private final Place place;
  private final long version;
  private final List<DirectoryEntry> entries;
  private final Filter<? super Path> filter;
  private volatile boolean closed;
  private boolean iterated;

  UfsDirectoryStream(
      UfsPath path,
      Place place,
      long version,
      List<DirectoryEntry> entries,
      Filter<? super Path> filter) {
    this.path = path;
    this.place = place;
    this.version = version;
    this.entries = entries;
    this.filter = filter;
  }

  @Override
  public synchronized Iterator<Path> iterator() {
    if (closed) {
      throw new IllegalStateException("the stream is closed");
    }
    if (iterated) {
      throw new IllegalStateException("the stream had its one iterator");
    }
    iterated = true;
    return new Paths();
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Paths extends AbstractIterator<Path> {
    private final Iterator<DirectoryEntry> left = entries.iterator();

    @Override
    protected @Nullable Path computeNext() {
      while (!closed && left.hasNext()) {
        DirectoryEntry entry = left.next();
        if (entry.name().isDots()) {
          continue;
        }
        Place child = new Place(place, entry.name(), entry.inode());
        UfsPath childPath = path.child(entry.name(), new KnownPlace(child, version));
        if (accepts(childPath)) {
          return childPath;
        }
      }
      return endOfData();
    }

    private boolean accepts(Path child) {
      try {
        return filter.accept(child);
      } catch (IOException e) {
        throw new DirectoryIteratorException(e);
      }
    }
  }
}
