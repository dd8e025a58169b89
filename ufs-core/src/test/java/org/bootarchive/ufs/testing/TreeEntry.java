package org.bootarchive.ufs.testing;

import org.bootarchive.ufs.text.FileName;

/**
 * A step in the making of a tree. Any list of steps makes some tree, so that lists of them shrink
 * without care: a step whose name is taken, or which finds no space, is left out.
 *
 * @param parent which of the directories made so far it goes to, modulo their number; the root is
 *     the first, -1 stands for the last
 */
public record TreeEntry(int parent, FileName name, TreeNode node) {
  private static final int SHOWN = 80;

  /** Returns a text that leaves out long names and targets. */
  @Override
  public String toString() {
    String what = node.toString().replaceFirst("attributes=Attributes\\[.*?\\]\\], ", "");
    return parent + ": " + shortened(name.toString()) + " " + shortened(what);
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
