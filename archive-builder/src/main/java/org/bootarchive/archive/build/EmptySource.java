package org.bootarchive.archive.build;

import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.InodeTime;

/** No files: what newfs leaves. */
final class EmptySource implements ArchiveSource {
  private EmptySource() {}

  /** Returns a source without files. */
  public static EmptySource create() {
    return new EmptySource();
  }

  @Override
  public SourceTree read(SourceDate date) {
    InodeTime time = new InodeTime(date.seconds().orElse(0), 0);
    return SourceTree.of(SourceNode.directory(Attributes.impliedDirectory(time)), time);
  }
}
