package org.bootarchive.archive.build;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.volume.Volume;

/**
 * The files of another source as root's, group root's: those who build are seldom root themselves.
 */
record RootOwnedSource(ArchiveSource source) implements ArchiveSource {
  @Override
  public ImmutableList<Path> inputs() throws IOException {
    return source.inputs();
  }

  @Override
  public SourceTree read(SourceDate date) throws IOException {
    return own(source.read(date));
  }

  @Override
  public SourceTree readFor(Volume archive, SourceDate date) throws IOException {
    return own(source.readFor(archive, date));
  }

  @Override
  public InodeTime newest(SourceDate date) throws IOException {
    return source.newest(date);
  }

  private static SourceTree own(SourceTree tree) {
    Deque<SourceNode> nodes = new ArrayDeque<>();
    nodes.add(tree.root());
    while (!nodes.isEmpty()) {
      SourceNode node = nodes.removeLast();
      Attributes old = node.attributes();
      node.describe(
          new Attributes(old.permissions(), 0, 0, old.access(), old.modify(), old.change()));
      if (node.isDirectory()) {
        nodes.addAll(node.entries().values());
      }
    }
    return tree;
  }
}
