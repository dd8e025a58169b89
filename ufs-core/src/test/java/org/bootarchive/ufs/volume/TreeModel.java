package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;

/**
 * A tree of files in memory that changes as a volume should, and tells its lines for comparison.
 */
final class TreeModel {
  static final class Node {
    final FileType type;
    final long inode;
    byte[] bytes = new byte[0];
    DeviceNumber device = new DeviceNumber(0, 0);
    final Map<FileName, Node> children = new TreeMap<>();
    Node parent;
    int permissions;
    long uid;
    long gid;
    int names;

    Node(FileType type, long inode) {
      this.type = type;
      this.inode = inode;
    }
  }

  final Node root;

  private TreeModel(Node root) {
    this.root = root;
  }

  static TreeModel of(Volume volume) throws IOException {
    Node root = node(volume, Inode.ROOT, new HashMap<>());
    root.parent = root;
    return new TreeModel(root);
  }

  private static Node node(Volume volume, long number, Map<Long, Node> known) throws IOException {
    Node old = known.get(number);
    if (old != null) {
      return old;
    }
    Inode inode = volume.inode(number);
    Node node = new Node(inode.type(), number);
    known.put(number, node);
    node.permissions = inode.permissions();
    node.uid = inode.uid();
    node.gid = inode.gid();
    switch (node.type) {
      case DIRECTORY -> {
        for (DirectoryEntry entry : volume.entries(number)) {
          if (!entry.name().isDots()) {
            Node child = node(volume, entry.inode(), known);
            child.parent = node;
            child.names++;
            node.children.put(entry.name(), child);
          }
        }
      }
      case REGULAR -> {
        FileContent content = volume.content(number);
        node.bytes = new byte[(int) Math.min(content.size(), 1 << 24)];
        content.read(0, ByteBuffer.wrap(node.bytes));
      }
      case SYMBOLIC_LINK -> node.bytes = volume.readLink(number);
      case CHARACTER_DEVICE, BLOCK_DEVICE -> node.device = volume.device(inode);
      default -> {}
    }
    return node;
  }

  List<Node> directories() {
    List<Node> found = new ArrayList<>();
    collect(root, true, found);
    return found;
  }

  List<Node> regularFiles() {
    List<Node> found = new ArrayList<>();
    collect(root, false, found);
    return found;
  }

  private static void collect(Node node, boolean directories, List<Node> found) {
    if (node.type == FileType.DIRECTORY) {
      if (directories) {
        found.add(node);
      }
      node.children.values().forEach(child -> collect(child, directories, found));
    } else if (!directories && node.type == FileType.REGULAR) {
      found.add(node);
    }
  }

  boolean isWithin(Node node, Node ancestor) {
    Node at = node;
    while (at != ancestor && at != root) {
      at = at.parent;
    }
    return at == ancestor;
  }

  /** Returns a line for every name: what a reader should find there. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines("", root, lines);
    return lines;
  }

  private static void lines(String path, Node node, List<String> lines) {
    lines.add(
        String.join(
            " ",
            path.isEmpty() ? "/" : path,
            node.type.toString(),
            Long.toString(node.inode),
            Integer.toOctalString(node.permissions),
            node.uid + ":" + node.gid,
            node.bytes.length + "#" + java.util.Arrays.hashCode(node.bytes),
            node.device.toString(),
            Integer.toString(node.type == FileType.DIRECTORY ? 1 : node.names)));
    node.children.forEach((name, child) -> lines(path + "/" + name, child, lines));
  }
}
