package org.bootarchive.archive.convert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * Puts the content of files in place of the symbolic links that lead to them, for forms in which
 * the kernel follows no link: cpio and ISO 9660. A link that leads to no file of the archive stays
 * one.
 */
final class LinkCopies {
  private static final int MOST_LINKS = 20;

  private final SourceNode root;
  private final List<Loss> losses = new ArrayList<>();

  private LinkCopies(SourceNode root) {
    this.root = root;
  }

  /**
   * Changes a tree but for the links that were there before.
   *
   * @param before the root of the files as they were; null if there were none
   * @return a line for each link that was replaced
   */
  static List<Loss> in(SourceTree tree, @Nullable SourceNode before) {
    LinkCopies copies = new LinkCopies(tree.root());
    copies.replaceIn(ByteString.EMPTY, List.of(), tree.root(), before);
    return copies.losses;
  }

  private void replaceIn(
      ByteString path, List<FileName> above, SourceNode directory, @Nullable SourceNode before) {
    for (Map.Entry<FileName, SourceNode> entry : List.copyOf(directory.entries().entrySet())) {
      ByteString name = ByteString.of(entry.getKey().toBytes());
      ByteString below = path.isEmpty() ? name : path.concat("/").concat(name);
      SourceNode node = entry.getValue();
      SourceNode old =
          before != null && before.isDirectory() ? before.entries().get(entry.getKey()) : null;
      if (node.isDirectory() && above.size() < CpioPlan.MOST_PATH_BYTES) {
        List<FileName> names = new ArrayList<>(above);
        names.add(entry.getKey());
        replaceIn(below, names, node, old);
      } else if (node.type() == FileType.SYMBOLIC_LINK && !isSameLink(node, old)) {
        SourceNode target = target(above, node.linkTarget());
        if (target != null) {
          SourceNode unused = directory.put(entry.getKey(), copy(target));
          losses.add(new Loss(below, "a link becomes a copy of the file that it leads to"));
        }
      }
    }
  }

  private static boolean isSameLink(SourceNode link, @Nullable SourceNode old) {
    return old != null
        && old.type() == FileType.SYMBOLIC_LINK
        && Arrays.equals(link.linkTarget(), old.linkTarget());
  }

  private static SourceNode copy(SourceNode target) {
    Attributes attributes = target.attributes();
    return SourceNode.regular(attributes, target.content());
  }

  /** Returns the regular file that a link leads to, null if it leads to none. */
  private @Nullable SourceNode target(List<FileName> directory, byte[] link) {
    Deque<FileName> ahead = new ArrayDeque<>();
    Deque<SourceNode> at = new ArrayDeque<>();
    at.push(root);
    directory.forEach(ahead::addLast);
    int links = 1;
    byte[] text = link;
    while (true) {
      if (text.length > 0) {
        if (text[0] == '/') {
          ahead.clear();
          at.clear();
          at.push(root);
        }
        List<ByteString> names = ByteString.of(text).names();
        // The link's own names come behind the directory on the first way in, else in front.
        if (links == 1) {
          names.forEach(name -> ahead.addLast(FileName.of(name.toBytes())));
        } else {
          for (int i = names.size() - 1; i >= 0; i--) {
            ahead.addFirst(FileName.of(names.get(i).toBytes()));
          }
        }
        text = new byte[0];
      }
      SourceNode here = at.element();
      if (ahead.isEmpty()) {
        return here.type() == FileType.REGULAR ? here : null;
      }
      FileName name = ahead.removeFirst();
      if (name.equals(FileName.PARENT)) {
        if (at.size() > 1) {
          SourceNode unused = at.pop();
        }
      } else if (!name.equals(FileName.SELF)) {
        SourceNode next = here.isDirectory() ? here.entries().get(name) : null;
        if (next == null) {
          return null;
        }
        if (next.type() == FileType.SYMBOLIC_LINK) {
          if (++links > MOST_LINKS) {
            return null;
          }
          text = next.linkTarget();
        } else {
          at.push(next);
        }
      }
    }
  }
}
