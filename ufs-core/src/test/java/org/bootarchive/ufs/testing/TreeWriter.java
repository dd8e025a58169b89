package org.bootarchive.ufs.testing;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.testing.TreeNode.Attributes;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.WritableVolume;

/** Makes a tree in a volume step by step, and notes what should be found there afterwards. */
public final class TreeWriter {
  /** Stands for a number that the tree does not tell. */
  public static final int UNKNOWN = -1;

  /** Longer paths cannot be opened on Linux. */
  private static final int LONGEST_PATH = 3000;

  /** So many steps does a file stay that is to go. */
  private static final int STAY = 3;

  private static final Attributes TOP =
      new Attributes(0755, 0, 0, InodeTime.EPOCH, InodeTime.EPOCH, InodeTime.EPOCH);

  private final WritableVolume volume;
  private final List<MadeFile> directories = new ArrayList<>();
  private final List<MadeFile> files = new ArrayList<>();
  private final Deque<Leaving> leaving = new ArrayDeque<>();
  private final Set<String> taken = new HashSet<>();

  private record Leaving(long directory, FileName name, int step) {}

  private TreeWriter(WritableVolume volume) {
    this.volume = volume;
  }

  /**
   * Fills the root of a volume and flushes it.
   *
   * @param volume as a format leaves it
   * @return what should be there, without lost+found; the numbers of blocks and the sizes of
   *     directories are {@link #UNKNOWN}
   */
  public static ImmutableList<ListedFile> write(WritableVolume volume, List<TreeEntry> entries)
      throws IOException {
    TreeWriter writer = new TreeWriter(volume);
    writer.writeAll(entries);
    volume.flush();
    return writer.expected();
  }

  private void writeAll(List<TreeEntry> entries) throws IOException {
    volume.setOwner(Inode.ROOT, TOP.uid(), TOP.gid());
    volume.setPermissions(Inode.ROOT, TOP.permissions());
    MadeFile root = new MadeFile(Inode.ROOT, FileType.DIRECTORY, TOP, ".");
    root.subdirectories = 1;
    directories.add(root);
    taken.add("lost+found");
    for (int step = 0; step < entries.size(); step++) {
      makeIfPossible(entries.get(step), step);
      removeUntil(step - STAY);
    }
    removeUntil(entries.size());
    for (MadeFile file : directories) {
      setTimes(file);
    }
    for (MadeFile file : files) {
      setTimes(file);
    }
  }

  private void setTimes(MadeFile file) throws IOException {
    Attributes a = file.attributes;
    volume.setTimes(file.inode, a.accessed(), a.modified(), a.changed());
  }

  private void removeUntil(int step) throws IOException {
    while (!leaving.isEmpty() && leaving.getFirst().step() <= step) {
      Leaving file = leaving.removeFirst();
      volume.unlink(file.directory(), file.name());
    }
  }

  private void makeIfPossible(TreeEntry entry, int step) throws IOException {
    int last = directories.size() - 1;
    MadeFile parent =
        directories.get(entry.parent() < 0 ? last : entry.parent() % directories.size());
    String path =
        parent.inode == Inode.ROOT
            ? entry.name().toString()
            : parent.paths.get(0) + "/" + entry.name();
    if (path.length() > LONGEST_PATH || taken.contains(path)) {
      return;
    }
    try {
      make(entry, parent, path, step);
      taken.add(path);
    } catch (OutOfSpaceException | OutOfInodesException e) {
      // The volume is as it was before the call that found no space.
      if (volume.lookup(parent.inode, entry.name()).isPresent()) {
        volume.unlink(parent.inode, entry.name());
      }
    }
  }

  private void make(TreeEntry entry, MadeFile parent, String path, int step) throws IOException {
    long directory = parent.inode;
    FileName name = entry.name();
    if (entry.node() instanceof TreeNode.Directory node) {
      long inode = volume.createDirectory(directory, name, start(node.attributes()));
      directories.add(new MadeFile(inode, FileType.DIRECTORY, node.attributes(), path));
      parent.subdirectories++;
    } else if (entry.node() instanceof TreeNode.Regular node) {
      long inode = volume.createFile(directory, name, start(node.attributes()));
      MadeFile file = new MadeFile(inode, FileType.REGULAR, node.attributes(), path);
      fill(file, node);
      files.add(file);
    } else if (entry.node() instanceof TreeNode.SymbolicLink node) {
      byte[] target = node.target().getBytes(StandardCharsets.ISO_8859_1);
      long inode = volume.createSymbolicLink(directory, name, target, start(node.attributes()));
      MadeFile file = new MadeFile(inode, FileType.SYMBOLIC_LINK, node.attributes(), path);
      file.size = target.length;
      file.target = EscapedBytes.escape(target);
      files.add(file);
    } else if (entry.node() instanceof TreeNode.Device node) {
      long inode =
          volume.createDevice(
              directory, name, node.type(), node.number(), start(node.attributes()));
      MadeFile file = new MadeFile(inode, node.type(), node.attributes(), path);
      file.device = node.number().major() + "," + node.number().minor();
      files.add(file);
    } else if (entry.node() instanceof TreeNode.Endpoint node) {
      NewFile start = start(node.attributes());
      long inode =
          node.type() == FileType.FIFO
              ? volume.createFifo(directory, name, start)
              : volume.createSocket(directory, name, start);
      files.add(new MadeFile(inode, node.type(), node.attributes(), path));
    } else if (entry.node() instanceof TreeNode.SecondName node) {
      if (!files.isEmpty()) {
        MadeFile file = files.get(node.choice() % files.size());
        volume.link(directory, name, file.inode);
        file.paths.add(path);
      }
    } else if (entry.node() instanceof TreeNode.Passing node) {
      long inode = volume.createFile(directory, name, start(TOP));
      volume.write(inode, 0, ByteBuffer.wrap(bytes(node.size(), step)));
      leaving.addLast(new Leaving(directory, name, step));
    }
  }

  private static NewFile start(Attributes attributes) {
    return new NewFile(attributes.permissions(), attributes.uid(), attributes.gid());
  }

  private void fill(MadeFile file, TreeNode.Regular node) throws IOException {
    byte[] data = bytes(node.size(), node.seed());
    for (int i = 0; i < node.pieces(); i++) {
      int from = (int) (node.size() * i / node.pieces());
      int to = (int) (node.size() * (i + 1) / node.pieces());
      volume.write(file.inode, from, ByteBuffer.wrap(data, from, to - from));
    }
    file.size = node.size() + node.holeBytes();
    if (node.holeBytes() > 0) {
      volume.extendWithHole(file.inode, file.size);
    }
    MessageDigest digest = sha1();
    digest.update(data);
    digest.update(new byte[(int) node.holeBytes()]);
    file.sha1 = HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(long size, long seed) {
    byte[] bytes = new byte[(int) size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private ImmutableList<ListedFile> expected() {
    ImmutableList.Builder<ListedFile> listing = ImmutableList.builder();
    directories.forEach(directory -> listing.add(directory.listed(directory.paths.get(0))));
    for (MadeFile file : files) {
      file.paths.forEach(path -> listing.add(file.listed(path)));
    }
    return listing.build();
  }
}
