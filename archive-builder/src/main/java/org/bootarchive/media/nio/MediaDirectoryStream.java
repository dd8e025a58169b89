package org.bootarchive.media.nio;

import com.google.common.collect.AbstractIterator;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names in a directory, as they were when it was opened. */
final class MediaDirectoryStream implements DirectoryStream<Path> {
  private final MediaPath path;
  private final List<MediaNode> nodes;
  private final Filter<? super Path> filter;
  private volatile boolean closed;
  private boolean iterated;

  MediaDirectoryStream(MediaPath path, List<MediaNode> nodes, Filter<? super Path> filter) {
    this.path = path;
    this.nodes = nodes;
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
    Iterator<MediaNode> left = nodes.iterator();
    return new AbstractIterator<>() {
      @Override
      protected @Nullable Path computeNext() {
        while (!closed && left.hasNext()) {
          Path child = path.child(left.next().name());
          if (accepts(child)) {
            return child;
          }
        }
        return endOfData();
      }
    };
  }

  private boolean accepts(Path child) {
    try {
      return filter.accept(child);
    } catch (IOException e) {
      throw new DirectoryIteratorException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
