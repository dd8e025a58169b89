package org.bootarchive.ufs.check;

import java.io.IOException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;

/**
 * Checks how directories hang together: "..", what the root reaches, directories that contain each
 * other. Also adds up how long paths get.
 */
final class DirectoryTree {
  private static final byte UNKNOWN = 0;
  private static final byte VISITING = 1;
  private static final byte REACHED = 2;
  private static final byte LOST = 3;

  private final Survey survey;
  private final Directories directories;
  private final Findings findings;
  private final byte[] states;

  DirectoryTree(Survey survey) {
    this.survey = survey;
    this.directories = survey.directories();
    this.findings = survey.findings();
    this.states = new byte[directories.count()];
  }

  void check(Paths paths) throws IOException {
    directories.chooseParents();
    int root = directories.indexOf(Inode.ROOT);
    if (root < 0 || survey.inodes().type(Inode.ROOT) != FileType.DIRECTORY) {
      findings.inode(FindingKind.ROOT_MISSING, Inode.ROOT, "it is no directory");
    } else {
      states[root] = REACHED;
    }
    for (int index = 0; index < directories.count(); index++) {
      reach(index);
    }
    for (int index = 0; index < directories.count(); index++) {
      dotdot(index, paths);
    }
    addUpPaths();
  }

  /** Finds out whether a directory is below the root, and all those between with it. */
  private void reach(int start) {
    int index = start;
    IntList visited = new IntList();
    while (states[index] == UNKNOWN) {
      states[index] = VISITING;
      visited.add(index);
      int parent = directories.parent(index);
      if (parent == 0) {
        lose(visited);
        if (survey.isComplete()) {
          findings.inode(
              FindingKind.DIRECTORY_UNREACHABLE, directories.inode(index), "no directory names it");
        }
        return;
      }
      int next = directories.indexOf(parent);
      if (next < 0) {
        mark(visited, REACHED);
        return;
      }
      index = next;
    }
    if (states[index] == VISITING) {
      lose(visited);
      findings.inode(
          FindingKind.DIRECTORY_LOOP,
          directories.inode(index),
          "a directory that is below itself, and not below the root");
    } else {
      mark(visited, states[index]);
    }
  }

  private void lose(IntList visited) {
    mark(visited, LOST);
  }

  private void mark(IntList visited, byte state) {
    for (int i = 0; i < visited.size(); i++) {
      states[visited.get(i)] = state;
    }
  }

  /** Returns whether a directory is below the root. */
  boolean isReached(int index) {
    return states[index] == REACHED;
  }

  private void dotdot(int index, Paths paths) throws IOException {
    int found = directories.dotdot(index);
    int inode = directories.inode(index);
    int parent = inode == Inode.ROOT ? Inode.ROOT : directories.parent(index);
    if (found == 0 || parent == 0 || found == parent) {
      return;
    }
    boolean attributes = survey.inodes().type(inode) == FileType.ATTRIBUTE_DIRECTORY;
    findings.inode(
        attributes ? FindingKind.ATTRIBUTE_DIRECTORY : FindingKind.DOTDOT_WRONG,
        inode,
        "\"..\" is " + paths.describe(found) + ", expected " + paths.describe(parent));
  }

  /** Passes the longest path below every directory up to its parent, from the leaves on. */
  private void addUpPaths() {
    int[] pending = new int[directories.count()];
    int[] ready = new int[directories.count()];
    int end = 0;
    for (int index = 0; index < directories.count(); index++) {
      int parent = parentIndex(index);
      if (parent >= 0) {
        pending[parent]++;
      }
    }
    for (int index = 0; index < directories.count(); index++) {
      if (pending[index] == 0) {
        ready[end++] = index;
      }
    }
    for (int i = 0; i < end; i++) {
      int index = ready[i];
      int parent = parentIndex(index);
      if (parent >= 0) {
        int below = directories.longestPath(index);
        if (below > 0) {
          directories.notePath(parent, directories.name(index).length() + 1 + below);
        }
        if (--pending[parent] == 0) {
          ready[end++] = parent;
        }
      }
    }
  }

  private int parentIndex(int index) {
    int parent = directories.parent(index);
    return parent == 0 || directories.inode(index) == Inode.ROOT ? -1 : directories.indexOf(parent);
  }
}
