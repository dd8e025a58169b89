package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.text.FileName;

/**
 * A file system without files that gets all of them in one go, and is not read meanwhile.
 *
 * <p>The result is that of a {@link WritableVolume}, byte for byte, in a fraction of the time: an
 * inode and a directory stay in memory as they are built until {@link #setTimes}, which is called
 * last for each, and are written once. Nothing can be undone: after an exception the device's
 * contents mean nothing. That a name is not there yet is for the caller to see to.
 */
public final class FreshVolume implements FileMaker {
  /** What is held in memory of metadata before it goes to the device, in bytes. */
  private static final long MOST_HELD = 8L << 20;

  private final MetadataBuffer buffer;
  private final CylinderGroups groups;
  private final Superblock geometry;
  private final ImageReader reader;
  private final InodeTable table;
  private final DirectoryReader directoryReader;

  /** The root as mkfs left it: it may grow out of its place, which is then another file's. */
  private final DirectoryListing rootAsMade;

  private final VolumeClock clock;
  private final InodeTime now;
  private final Summaries summaries;
  private final FileSpace space;
  private final InodeAllocator inodes;
  private final FileWriter files;
  private final Map<Long, InodeDraft> drafts = new HashMap<>();
  private final Map<Long, FreshDirectory> directories = new HashMap<>();
  private boolean largeFiles;

  private FreshVolume(MetadataBuffer buffer, Superblock superblock, WriteOptions options)
      throws IOException {
    this.buffer = buffer;
    this.geometry = superblock;
    this.reader = new ImageReader(buffer, superblock);
    this.table = new InodeTable(reader);
    this.directoryReader = new DirectoryReader(reader, table);
    this.rootAsMade = directoryReader.listing(Inode.ROOT);
    this.clock = new VolumeClock(options.clock());
    this.now = clock.now();
    this.summaries = Summaries.read(reader);
    this.groups = new CylinderGroups(buffer, superblock, summaries, clock);
    this.space = new FileSpace(reader, table, buffer, new BlockAllocator(groups, buffer));
    this.inodes = new InodeAllocator(groups);
    InodeStore store =
        new InodeStore(
            table, buffer, inodes, space, directoryReader, clock, superblock, options.seed());
    this.files = new FileWriter(reader, table, buffer, store, space, clock);
  }

  /**
   * Opens a file system that was just made.
   *
   * @param device as mkfs leaves it, with nothing but lost+found; is not closed by this
   * @throws IOException as {@link WritableVolume#open} does
   */
  public static FreshVolume open(WritableBlockDevice device, WriteOptions options)
      throws IOException {
    Superblock superblock = ImageFormat.readSuperblock(device);
    WriteSafety.check(superblock, device.size());
    return new FreshVolume(new MetadataBuffer(device, superblock), superblock, options);
  }

  /** Returns what mkfs made in the root; names that were added since are not found. */
  @Override
  public OptionalLong lookup(long directory, FileName name) throws IOException {
    return directory == Inode.ROOT ? rootAsMade.inode(name) : OptionalLong.empty();
  }

  @Override
  public long createFile(long directory, FileName name, NewFile attributes) throws IOException {
    return enter(directory, name, create(directory, name, FileType.REGULAR, attributes));
  }

  @Override
  public long createFifo(long directory, FileName name, NewFile attributes) throws IOException {
    return enter(directory, name, create(directory, name, FileType.FIFO, attributes));
  }

  @Override
  public long createSocket(long directory, FileName name, NewFile attributes) throws IOException {
    return enter(directory, name, create(directory, name, FileType.SOCKET, attributes));
  }

  @Override
  public long createDirectory(long directory, FileName name, NewFile attributes)
      throws IOException {
    Namespace.addLink(directory(directory).inode, name);
    InodeDraft inode = create(directory, name, FileType.DIRECTORY, attributes);
    inode.linkCount = 2;
    space.grow(inode, DirectoryEntry.CHUNK_BYTES);
    directories.put(inode.number, new FreshDirectory(inode, directory, geometry.byteOrder()));
    return enter(directory, name, inode);
  }

  @Override
  public long createSymbolicLink(long directory, FileName name, byte[] target, NewFile attributes)
      throws IOException {
    Namespace.requireTarget(name, target);
    InodeDraft inode = create(directory, name, FileType.SYMBOLIC_LINK, attributes);
    space.grow(inode, target.length);
    buffer
        .modify(geometry.fragmentOffset(inode.direct[0] & 0xffffffffL), target.length)
        .put(target);
    return enter(directory, name, inode);
  }

  @Override
  public long createDevice(
      long directory, FileName name, FileType type, DeviceNumber device, NewFile attributes)
      throws IOException {
    InodeDraft inode = create(directory, name, type, attributes);
    inode.direct[Inode.deviceSlot(geometry.byteOrder())] = device.encode();
    return enter(directory, name, inode);
  }

  private InodeDraft create(long directory, FileName name, FileType type, NewFile attributes)
      throws IOException {
    Namespace.requireName(name);
    long number = inodes.take(directory, type.isDirectory(), free -> true);
    InodeDraft inode = new InodeDraft(number, Inode.generation(inBuffer(number), 0));
    inode.create(type, attributes, now);
    drafts.put(number, inode);
    return inode;
  }

  private ByteBuffer inBuffer(long number) throws IOException {
    return buffer.modify(geometry.inodeOffset(number), Inode.BYTES);
  }

  private long enter(long directory, FileName name, InodeDraft inode) throws IOException {
    enter(directory(directory), name, inode.number);
    return inode.number;
  }

  private void enter(FreshDirectory directory, FileName name, long number) throws IOException {
    if (!directory.hasRoom(name)) {
      DirectoryEditor.requireRoom(directory.inode);
      space.grow(directory.inode, directory.inode.size + DirectoryEntry.CHUNK_BYTES);
      directory.chunkAdded();
    }
    directory.add(name, number);
  }

  private FreshDirectory directory(long number) throws IOException {
    FreshDirectory known = directories.get(number);
    if (known != null) {
      return known;
    }
    FreshDirectory made =
        new FreshDirectory(draft(number), directoryReader.content(number), geometry.byteOrder());
    directories.put(number, made);
    return made;
  }

  /** Returns an inode that is not written yet, or is to be once more. */
  private InodeDraft draft(long number) throws IOException {
    InodeDraft known = drafts.get(number);
    if (known != null) {
      return known;
    }
    InodeDraft read = new InodeDraft(number, table.read(number));
    drafts.put(number, read);
    return read;
  }

  @Override
  public void link(long directory, FileName name, long number) throws IOException {
    Namespace.requireName(name);
    boolean written = !drafts.containsKey(number);
    InodeDraft inode = draft(number);
    Namespace.addLink(inode, name);
    inode.changeTime = now;
    enter(directory(directory), name, number);
    if (written) {
      store(inode);
    }
  }

  private void store(InodeDraft inode) throws IOException {
    inode.toInode().encode(inBuffer(inode.number), 0);
    drafts.remove(inode.number);
  }

  @Override
  public ImmutableList<Extent> allocate(long number, long size) throws IOException {
    largeFiles |= size > Integer.MAX_VALUE;
    return files.allocate(draft(number), size);
  }

  @Override
  public ImmutableList<Extent> allocateAround(long number, long size, List<Extent> holes)
      throws IOException {
    largeFiles |= size > Integer.MAX_VALUE;
    return files.allocateAround(draft(number), size, holes);
  }

  private ImmutableList<Extent> extents(InodeDraft inode) throws IOException {
    return BlockMap.extents(reader, table, inode.number, inode.toInode());
  }

  @Override
  public void setPermissions(long inode, int permissions) throws IOException {
    InodeDraft draft = draft(inode);
    draft.mode = (draft.mode & FileType.MASK) | permissions;
  }

  @Override
  public void setOwner(long inode, long uid, long gid) throws IOException {
    draft(inode).owner(uid, gid);
  }

  /** Sets all times, and writes the file: nothing but {@link #link} comes after it. */
  @Override
  public void setTimes(long inode, InodeTime access, InodeTime modify, InodeTime change)
      throws IOException {
    InodeDraft draft = draft(inode);
    draft.accessTime = access;
    draft.modifyTime = modify;
    draft.changeTime = change;
    FreshDirectory directory = directories.remove(inode);
    if (directory != null) {
      for (Extent part : extents(draft)) {
        write(part, directory);
      }
    }
    store(draft);
    if (buffer.heldBytes() > MOST_HELD) {
      groups.forget();
      buffer.flush();
    }
  }

  private void write(Extent part, FreshDirectory directory) throws IOException {
    ByteBuffer bytes = directory.bytes(part);
    for (long at = part.deviceOffset(); bytes.hasRemaining(); ) {
      int count =
          (int) Math.min(bytes.remaining(), geometry.blockBytes() - at % geometry.blockBytes());
      buffer.modify(at, count).put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      at += count;
    }
  }

  /**
   * Writes all metadata to the device, as {@link WritableVolume#flush} does.
   *
   * @return the superblock with the counts of the full file system
   */
  public Superblock flush() throws IOException {
    for (InodeDraft left : ImmutableList.copyOf(drafts.values())) {
      store(left);
    }
    return WriteSafety.flush(buffer, geometry, summaries, clock.seconds(), largeFiles);
  }
}
