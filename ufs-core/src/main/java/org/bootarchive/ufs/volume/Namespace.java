package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.text.FileName;

/**
 * Creates, names, renames and removes files: {@code ufs_direnter_cm}, {@code ufs_direnter_lr},
 * {@code ufs_dirrename} and {@code ufs_dirremove} in ufs_dir.c.
 */
final class Namespace {
  /** {@code MAXPATHLEN} with its NUL: the kernel passes on no longer one. */
  private static final int LONGEST_LINK_BYTES = 1023;

  private final InodeStore inodes;
  private final DirectoryEditor directories;
  private final FileSpace space;
  private final MetadataBuffer buffer;
  private final VolumeClock clock;
  private final Superblock geometry;

  /** How often each inode is held; one that lost its last name is freed when it is let go. */
  private final Map<Long, Integer> held = new HashMap<>();

  private final Set<Long> orphans = new HashSet<>();

  Namespace(
      InodeStore inodes,
      DirectoryEditor directories,
      FileSpace space,
      MetadataBuffer buffer,
      VolumeClock clock,
      Superblock geometry) {
    this.inodes = inodes;
    this.directories = directories;
    this.space = space;
    this.buffer = buffer;
    this.clock = clock;
    this.geometry = geometry;
  }

  /** Creates a regular file, a FIFO or a socket. */
  long create(long parent, FileName name, FileType type, NewFile attributes) throws IOException {
    InodeDraft directory = directoryFor(parent, name);
    return enter(directory, name, inodes.create(parent, type, attributes));
  }

  long createDevice(
      long parent, FileName name, FileType type, DeviceNumber device, NewFile attributes)
      throws IOException {
    InodeDraft directory = directoryFor(parent, name);
    InodeDraft inode = inodes.create(parent, type, attributes);
    inode.direct[Inode.deviceSlot(geometry.byteOrder())] = device.encode();
    return enter(directory, name, inode);
  }

  long createSymbolicLink(long parent, FileName name, byte[] target, NewFile attributes)
      throws IOException {
    InodeDraft directory = directoryFor(parent, name);
    requireTarget(name, target);
    InodeDraft inode = inodes.create(parent, FileType.SYMBOLIC_LINK, attributes);
    space.grow(inode, target.length);
    ByteBuffer text =
        buffer.modify(geometry.fragmentOffset(inode.direct[0] & 0xffffffffL), target.length);
    text.put(target);
    return enter(directory, name, inode);
  }

  static void requireTarget(FileName name, byte[] target) throws FileSystemException {
    if (target.length == 0 || target.length > LONGEST_LINK_BYTES) {
      throw new FileSystemException(
          name.toString(),
          null,
          "the target of a symbolic link has 1 to "
              + LONGEST_LINK_BYTES
              + " bytes, not "
              + target.length);
    }
  }

  long createDirectory(long parent, FileName name, NewFile attributes) throws IOException {
    InodeDraft directory = directoryFor(parent, name);
    addLink(directory, name);
    InodeDraft inode = inodes.create(parent, FileType.DIRECTORY, attributes);
    inode.linkCount = 2;
    directories.initialize(inode, parent);
    return enter(directory, name, inode);
  }

  private long enter(InodeDraft directory, FileName name, InodeDraft inode) throws IOException {
    inodes.store(inode);
    directories.insert(directory, name, inode.number);
    directory.contentChanged(clock.now());
    inodes.store(directory);
    return inode.number;
  }

  void link(long parent, FileName name, long number) throws IOException {
    InodeDraft directory = directoryFor(parent, name);
    InodeDraft inode = inodes.edit(number);
    if (inode.isDirectory()) {
      throw new FileSystemException(name.toString(), null, "a directory has one name alone");
    }
    if (inode.linkCount == 0) {
      throw new NoSuchFileException(InodeTable.name(number));
    }
    addLink(inode, name);
    inode.changeTime = clock.now();
    enter(directory, name, inode);
  }

  static void addLink(InodeDraft inode, FileName name) throws FileSystemException {
    if (inode.linkCount >= Inode.MOST_LINKS) {
      throw new FileSystemException(
          name.toString(),
          null,
          "too many links: " + InodeTable.name(inode.number) + " has " + Inode.MOST_LINKS);
    }
    inode.linkCount++;
  }

  /** Removes a name of something that is no directory, and the file with its last name. */
  void unlink(long parent, FileName name) throws IOException {
    InodeDraft directory = existingDirectory(parent, name);
    InodeDraft inode = inodes.edit(entry(directory, name).inode());
    if (inode.isDirectory()) {
      throw new FileSystemException(name.toString(), null, "is a directory");
    }
    directories.remove(directory, name);
    directory.contentChanged(clock.now());
    inodes.store(directory);
    dropLink(inode);
  }

  private void dropLink(InodeDraft inode) throws IOException {
    inode.linkCount = Math.max(0, inode.linkCount - 1);
    inode.changeTime = clock.now();
    dispose(inode);
  }

  /** Frees an inode that has no name any more, unless it is held; else stores it. */
  private void dispose(InodeDraft inode) throws IOException {
    if (inode.linkCount > 0) {
      inodes.store(inode);
    } else if (held.containsKey(inode.number)) {
      orphans.add(inode.number);
      inodes.store(inode);
    } else {
      inodes.free(inode);
    }
  }

  void removeDirectory(long parent, FileName name) throws IOException {
    InodeDraft directory = existingDirectory(parent, name);
    InodeDraft inode = inodes.edit(entry(directory, name).inode());
    requireEmpty(inode, name);
    directories.remove(directory, name);
    directory.contentChanged(clock.now());
    directory.linkCount--;
    inodes.store(directory);
    freeDirectory(inode);
  }

  private void requireEmpty(InodeDraft inode, FileName name) throws IOException {
    if (inode.type() != FileType.DIRECTORY) {
      throw new NotDirectoryException(name.toString());
    }
    if (!directories.isEmpty(inode.number) || inode.linkCount > 2) {
      throw new DirectoryNotEmptyException(name.toString());
    }
    if (inode.number == Inode.ROOT) {
      throw new FileSystemException(name.toString(), null, "is the root directory");
    }
  }

  private void freeDirectory(InodeDraft inode) throws IOException {
    directories.forget(inode.number);
    inode.linkCount = 0;
    inodes.free(inode);
  }

  void rename(long oldParent, FileName oldName, long newParent, FileName newName)
      throws IOException {
    long number = entry(existingDirectory(oldParent, oldName), oldName).inode();
    InodeDraft moved = inodes.edit(number);
    InodeDraft target = existingDirectory(newParent, newName);
    if (moved.isDirectory() && (oldParent != newParent || number == newParent)) {
      requireOutside(number, target, newName);
    }
    DirectoryEntry replaced = directories.find(newParent, newName);
    if (replaced != null && replaced.inode() == number) {
      return;
    }
    boolean parentChanges = moved.isDirectory() && oldParent != newParent;
    InodeTime now = clock.now();
    if (replaced == null) {
      if (parentChanges) {
        addLink(target, newName);
      }
      directories.insert(target, newName, number);
    } else {
      InodeDraft gone = inodes.edit(replaced.inode());
      requireReplaceable(moved, gone, newName);
      directories.replace(target, newName, number);
      if (gone.isDirectory()) {
        // The old one's ".." goes; where the parent changes, the new one's comes.
        target.linkCount -= parentChanges ? 0 : 1;
        freeDirectory(gone);
      } else {
        dropLink(gone);
      }
    }
    target.contentChanged(now);
    inodes.store(target);
    InodeDraft source = inodes.edit(oldParent);
    directories.remove(source, oldName);
    source.contentChanged(now);
    if (parentChanges) {
      source.linkCount--;
      directories.replace(moved, FileName.PARENT, newParent);
    }
    inodes.store(source);
    moved.changeTime = now;
    inodes.store(moved);
  }

  private void requireReplaceable(InodeDraft moved, InodeDraft gone, FileName name)
      throws IOException {
    if (!gone.isDirectory()) {
      if (moved.isDirectory()) {
        throw new NotDirectoryException(name.toString());
      }
      return;
    }
    if (!moved.isDirectory()) {
      throw new FileSystemException(name.toString(), null, "is a directory");
    }
    requireEmpty(gone, name);
  }

  /** Goes up from a directory to the root, and throws if it comes by an inode. */
  private void requireOutside(long number, InodeDraft directory, FileName name) throws IOException {
    Set<Long> seen = new HashSet<>();
    long at = directory.number;
    while (true) {
      if (at == number) {
        throw new FileSystemException(
            name.toString(), null, "a directory cannot be moved into itself");
      }
      if (at == Inode.ROOT) {
        return;
      }
      DirectoryEntry up = directories.find(at, FileName.PARENT);
      if (up == null || !seen.add(at)) {
        throw new CorruptImageException(
            DirectoryReader.structure(at), -1, "does not lead up to the root");
      }
      at = up.inode();
    }
  }

  private InodeDraft directoryFor(long parent, FileName name) throws IOException {
    InodeDraft directory = existingDirectory(parent, name);
    if (directories.find(parent, name) != null) {
      throw new FileAlreadyExistsException(name.toString());
    }
    return directory;
  }

  private InodeDraft existingDirectory(long parent, FileName name) throws IOException {
    InodeDraft directory = inodes.edit(parent);
    if (directory.type() != FileType.DIRECTORY) {
      throw new NotDirectoryException(InodeTable.name(parent));
    }
    requireName(name);
    return directory;
  }

  static void requireName(FileName name) throws FileSystemException {
    if (name.length() == 0 || name.length() > FileName.MAX_BYTES) {
      throw new FileSystemException(
          name.toString(),
          null,
          "a name has 1 to " + FileName.MAX_BYTES + " bytes, not " + name.length());
    }
    if (name.isDots()) {
      throw new FileSystemException(name.toString(), null, "a directory keeps that name");
    }
    for (byte b : name.toBytes()) {
      if (b == 0 || b == '/') {
        throw new FileSystemException(
            name.toString(), null, "a name holds neither a slash nor a NUL");
      }
    }
  }

  private DirectoryEntry entry(InodeDraft directory, FileName name) throws IOException {
    DirectoryEntry entry = directories.find(directory.number, name);
    if (entry == null) {
      throw new NoSuchFileException(name.toString());
    }
    return entry;
  }

  void hold(long number) {
    held.merge(number, 1, Integer::sum);
  }

  /** Lets an inode go; returns whether it is to be freed now. */
  boolean release(long number) {
    Integer left = held.computeIfPresent(number, (key, count) -> count > 1 ? count - 1 : null);
    return left == null && orphans.contains(number);
  }

  Set<Long> orphans() {
    return Set.copyOf(orphans);
  }

  void freeOrphan(long number) throws IOException {
    inodes.free(inodes.edit(number));
    orphans.remove(number);
  }
}
