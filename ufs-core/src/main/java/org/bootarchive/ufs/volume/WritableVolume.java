package org.bootarchive.ufs.volume;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.UnsafeToWriteException;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * A file system over a device, to be read and changed by one thread.
 *
 * <p>Each change happens whole or not at all: one that throws leaves the volume as it was. Changes
 * of metadata are kept in memory until {@link #flush}; contents of files go to the device at once.
 * Closing without a flush leaves the device with the metadata that it had.
 *
 * <p>What names a file or directory in an exception is its name, or its inode: paths are the
 * caller's. Names that cannot be, files that are there or are not, and the like end in the
 * exceptions of {@code java.nio.file}.
 */
public final class WritableVolume extends Volume implements FileMaker {
  private final MetadataBuffer buffer;
  private final VolumeClock clock;
  private final Summaries summaries;
  private final CylinderGroups groups;
  private final DirectoryEditor directories;
  private final InodeStore inodes;
  private final FileWriter files;
  private final Namespace namespace;
  private final ChangeSet changes;
  private Superblock superblock;
  private @Nullable Superblock shown;
  private boolean changed;
  private boolean largeFile;

  private WritableVolume(MetadataBuffer buffer, Superblock superblock, WriteOptions options)
      throws IOException {
    super(buffer, superblock);
    this.buffer = buffer;
    this.superblock = superblock;
    this.clock = new VolumeClock(options.clock());
    this.summaries = Summaries.read(reader());
    this.groups = new CylinderGroups(buffer, superblock, summaries, clock);
    BlockAllocator blocks = new BlockAllocator(groups, buffer);
    FileSpace space = new FileSpace(reader(), inodeTable(), buffer, blocks);
    this.directories =
        new DirectoryEditor(reader(), inodeTable(), directoryReader(), buffer, space);
    this.inodes =
        new InodeStore(
            inodeTable(),
            buffer,
            new InodeAllocator(groups),
            space,
            directoryReader(),
            clock,
            superblock,
            options.seed());
    this.files = new FileWriter(reader(), inodeTable(), buffer, inodes, space, clock);
    this.namespace = new Namespace(inodes, directories, space, buffer, clock, superblock);
    this.changes = new ChangeSet(buffer, summaries, groups, directories);
  }

  /**
   * Opens the file system on a device to read and change it. The volume closes the device with
   * itself, or now if it cannot be opened.
   *
   * @throws UnsafeToWriteException if it was not unmounted in good order, or has changes in a log
   *     that are not in place yet
   * @throws CorruptImageException if the device holds no file system that can be written
   * @throws IOException if the device cannot be read
   */
  public static WritableVolume open(WritableBlockDevice device, WriteOptions options)
      throws IOException {
    return openOrClose(
        device,
        () -> {
          Superblock superblock = ImageFormat.readSuperblock(device);
          WriteSafety.check(superblock, device.size());
          return new WritableVolume(new MetadataBuffer(device, superblock), superblock, options);
        });
  }

  private <T> T change(ChangeSet.Change<T> change) throws IOException {
    shown = null;
    T result = changes.make(change);
    changed = true;
    return result;
  }

  /** Changes of a volume, without a result. */
  @FunctionalInterface
  public interface Action {
    /** Makes the changes. */
    void run() throws IOException;
  }

  /**
   * Makes several changes that happen whole or not at all: if one of them throws, none has
   * happened, but for contents that were written into files. Many changes at once take less time
   * and memory than one by one.
   *
   * @throws IllegalStateException if a change threw and that was kept back
   */
  public void together(Action changes) throws IOException {
    act(changes);
  }

  private void act(Action action) throws IOException {
    boolean unused =
        change(
            () -> {
              action.run();
              return true;
            });
  }

  /** Returns the superblock with the counts as they are now. */
  @Override
  public Superblock superblock() {
    Superblock current = shown;
    if (current == null) {
      current = superblock.withTotals(summaries.totals());
      shown = current;
    }
    return current;
  }

  @Override
  public Inode inode(long number) throws IOException {
    return inodes.read(number);
  }

  @Override
  public @Nullable FileType type(long number) throws IOException {
    return inodes.type(number);
  }

  @Override
  public OptionalLong lookup(long directory, FileName name) throws IOException {
    DirectoryEntry entry = directories.find(directory, name);
    return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.inode());
  }

  @Override
  public long createFile(long directory, FileName name, NewFile attributes) throws IOException {
    return change(() -> namespace.create(directory, name, FileType.REGULAR, attributes));
  }

  @Override
  public long createFifo(long directory, FileName name, NewFile attributes) throws IOException {
    return change(() -> namespace.create(directory, name, FileType.FIFO, attributes));
  }

  @Override
  public long createSocket(long directory, FileName name, NewFile attributes) throws IOException {
    return change(() -> namespace.create(directory, name, FileType.SOCKET, attributes));
  }

  @Override
  public long createDirectory(long directory, FileName name, NewFile attributes)
      throws IOException {
    return change(() -> namespace.createDirectory(directory, name, attributes));
  }

  @Override
  public long createSymbolicLink(long directory, FileName name, byte[] target, NewFile attributes)
      throws IOException {
    return change(() -> namespace.createSymbolicLink(directory, name, target, attributes));
  }

  @Override
  public long createDevice(
      long directory, FileName name, FileType type, DeviceNumber device, NewFile attributes)
      throws IOException {
    checkArgument(type.isDevice(), "%s is no device", type);
    return change(() -> namespace.createDevice(directory, name, type, device, attributes));
  }

  @Override
  public void link(long directory, FileName name, long inode) throws IOException {
    act(() -> namespace.link(directory, name, inode));
  }

  /**
   * Removes a name of a file that is no directory, and the file with its last name.
   *
   * @throws java.nio.file.NoSuchFileException if the name is not there
   */
  public void unlink(long directory, FileName name) throws IOException {
    act(() -> namespace.unlink(directory, name));
  }

  /**
   * Removes an empty directory.
   *
   * @throws java.nio.file.NoSuchFileException if the name is not there
   * @throws java.nio.file.NotDirectoryException if it stands for something else
   * @throws java.nio.file.DirectoryNotEmptyException if there is something in it
   */
  public void removeDirectory(long directory, FileName name) throws IOException {
    act(() -> namespace.removeDirectory(directory, name));
  }

  /**
   * Gives a file or directory another name, in the same directory or another. What has the new name
   * already is replaced: a file by anything but a directory, an empty directory by a directory.
   * Does nothing if both names stand for the same file.
   */
  public void rename(long oldDirectory, FileName oldName, long newDirectory, FileName newName)
      throws IOException {
    act(() -> namespace.rename(oldDirectory, oldName, newDirectory, newName));
  }

  /**
   * Writes all that is left of a buffer to a regular file. Bytes between its end and the position
   * become zeros, on the device and not as a hole.
   *
   * @param position in bytes, at least 0
   * @throws OutOfSpaceException if there are not enough blocks
   */
  public void write(long inode, long position, ByteBuffer source) throws IOException {
    checkArgument(position >= 0, "position %s", position);
    act(() -> noteSize(files.write(inode, position, source)));
  }

  /**
   * Cuts a regular file, or makes it longer with zeros, on the device and not as a hole.
   *
   * @throws OutOfSpaceException if there are not enough blocks
   */
  public void truncate(long inode, long size) throws IOException {
    act(() -> noteSize(files.truncate(inode, size)));
  }

  /**
   * Makes a regular file longer with a hole, of which only the last block is on the device. Code of
   * the boot loaders and of mid-boot reads the boot block where there is a hole.
   */
  public void extendWithHole(long inode, long size) throws IOException {
    act(() -> noteSize(files.extendWithHole(inode, size)));
  }

  @Override
  public ImmutableList<Extent> allocate(long inode, long size) throws IOException {
    return change(
        () -> {
          ImmutableList<Extent> extents = files.allocate(inode, size);
          noteSize(inodes.edit(inode));
          return extents;
        });
  }

  @Override
  public ImmutableList<Extent> allocateAround(long inode, long size, List<Extent> holes)
      throws IOException {
    return change(
        () -> {
          ImmutableList<Extent> extents = files.allocateAround(inode, size, holes);
          noteSize(inodes.edit(inode));
          return extents;
        });
  }

  private void noteSize(InodeDraft inode) {
    largeFile |= inode.size > Integer.MAX_VALUE;
  }

  /**
   * Returns whether there is a file of 2 GiB or more, as fs_flags has to say: of a volume that had
   * or got one all inodes are looked at, for it may have gone.
   */
  private boolean hasLargeFile() throws IOException {
    boolean flagged = (superblock.get(SuperblockField.FLAGS) & WriteSafety.FLAG_LARGE_FILES) != 0;
    if (!flagged && !largeFile) {
      return false;
    }
    for (long number = Inode.ROOT; number < superblock.inodeCount(); number++) {
      Inode inode = inode(number);
      if (inode.type() != null && inode.size() > Integer.MAX_VALUE) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void setPermissions(long inode, int permissions) throws IOException {
    checkArgument((permissions & ~07777) == 0, "permissions %s", permissions);
    edit(inode, draft -> draft.mode = (draft.mode & FileType.MASK) | permissions);
  }

  /** Makes the bytes of a file count as they are, whatever compressed them before. */
  public void clearCompressed(long inode) throws IOException {
    edit(inode, draft -> draft.flags &= ~Inode.FLAG_COMPRESSED);
  }

  @Override
  public void setOwner(long inode, long uid, long gid) throws IOException {
    checkArgument(uid >>> 32 == 0, "uid %s", uid);
    checkArgument(gid >>> 32 == 0, "gid %s", gid);
    edit(inode, draft -> draft.owner(uid, gid));
  }

  /** Sets the times of access and of change of the contents; the inode's changes to now. */
  public void setTimes(long inode, InodeTime access, InodeTime modify) throws IOException {
    setTimes(inode, access, modify, clock.now());
  }

  @Override
  public void setTimes(long inode, InodeTime access, InodeTime modify, InodeTime change)
      throws IOException {
    edit(
        inode,
        draft -> {
          draft.accessTime = access;
          draft.modifyTime = modify;
          draft.changeTime = change;
        });
  }

  private interface Edit {
    void make(InodeDraft draft);
  }

  private void edit(long inode, Edit edit) throws IOException {
    act(
        () -> {
          InodeDraft draft = inodes.edit(inode);
          draft.changeTime = clock.now();
          edit.make(draft);
          inodes.store(draft);
        });
  }

  /**
   * Keeps a file from being freed with its last name, until {@link #release} as often or the next
   * {@link #flush}.
   */
  public void hold(long inode) {
    namespace.hold(inode);
  }

  /** Lets a file go that was held, and frees it if it has no name any more. */
  public void release(long inode) throws IOException {
    if (namespace.release(inode)) {
      act(() -> namespace.freeOrphan(inode));
    }
  }

  /**
   * Writes all changes of metadata to the device, front to back, and the superblock last, as an
   * unmount leaves it: clean, with the time and the state that goes with it. Files without a name
   * are freed, held or not. Without changes nothing is written.
   */
  public void flush() throws IOException {
    for (long orphan : new TreeSet<>(namespace.orphans())) {
      act(() -> namespace.freeOrphan(orphan));
    }
    if (!changed) {
      return;
    }
    groups.forget();
    superblock = WriteSafety.flush(buffer, superblock, summaries, clock.seconds(), hasLargeFile());
    shown = null;
    changed = false;
    largeFile = false;
  }
}
