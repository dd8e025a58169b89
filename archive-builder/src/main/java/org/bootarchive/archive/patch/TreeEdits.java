package org.bootarchive.archive.patch;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Closer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Volume;

/**
 * Edits in which each tree has become the edits of its files: directories before what is in them,
 * by name. The sources stay open until this is closed.
 */
final class TreeEdits implements Edit.Singles {
  private final Closer sources = Closer.create();
  private final List<Edit> edits = new ArrayList<>();

  private TreeEdits() {}

  private record Level(EditPath path, SourceNode directory) {}

  /**
   * Reads the trees among some edits.
   *
   * @param archive whose etc/passwd and etc/group tell the numbers of users and groups
   * @param date the latest time that a file may have
   * @throws IOException if a tree cannot be read, or the archive not
   */
  static TreeEdits of(List<Edit> given, Path archive, SourceDate date) throws IOException {
    TreeEdits result = new TreeEdits();
    if (given.stream().noneMatch(edit -> edit instanceof Edit.PutTree)) {
      result.edits.addAll(given);
      return result;
    }
    boolean done = false;
    try (Volume volume = Volume.open(FileBlockDevice.open(archive))) {
      for (Edit edit : given) {
        if (edit instanceof Edit.PutTree tree) {
          SourceTree read = result.sources.register(tree.source().readFor(volume, date));
          result.add(new Level(tree.path(), read.root()));
        } else {
          result.edits.add(edit);
        }
      }
      done = true;
      return result;
    } finally {
      if (!done) {
        result.close();
      }
    }
  }

  private void add(Level top) {
    if (!top.path().equals(EditPath.ROOT)) {
      edits.add(new Edit.PutNode(top.path(), top.directory()));
    }
    Deque<Level> levels = new ArrayDeque<>();
    levels.add(top);
    while (!levels.isEmpty()) {
      Level level = levels.removeLast();
      List<Level> below = new ArrayList<>();
      for (Map.Entry<FileName, SourceNode> entry : level.directory().entries().entrySet()) {
        EditPath path = level.path().child(entry.getKey());
        edits.add(new Edit.PutNode(path, entry.getValue()));
        if (entry.getValue().isDirectory()) {
          below.add(new Level(path, entry.getValue()));
        }
      }
      for (int i = below.size() - 1; i >= 0; i--) {
        levels.addLast(below.get(i));
      }
    }
  }

  @Override
  public ImmutableList<Edit> edits() {
    return ImmutableList.copyOf(edits);
  }

  @Override
  public void close() throws IOException {
    sources.close();
  }
}
