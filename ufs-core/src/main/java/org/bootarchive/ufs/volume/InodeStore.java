package org.bootarchive.ufs.volume;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/** Creates, stores and frees inodes. */
final class InodeStore {
  private final InodeTable table;
  private final MetadataBuffer buffer;
  private final InodeAllocator allocator;
  private final FileSpace space;
  private final DirectoryReader directories;
  private final VolumeClock clock;
  private final Superblock geometry;
  private final long seed;
  private final ByteBuffer room;

  InodeStore(
      InodeTable table,
      MetadataBuffer buffer,
      InodeAllocator allocator,
      FileSpace space,
      DirectoryReader directories,
      VolumeClock clock,
      Superblock geometry,
      long seed) {
    this.table = table;
    this.buffer = buffer;
    this.allocator = allocator;
    this.space = space;
    this.directories = directories;
    this.clock = clock;
    this.geometry = geometry;
    this.seed = seed;
    this.room = ByteBuffer.allocate(Inode.BYTES).order(geometry.byteOrder());
  }

  /** Returns an inode, a free one too. */
  Inode read(long number) throws IOException {
    return table.read(number, room);
  }

  /** Returns what an inode is, or null if its mode tells no type. */
  @Nullable FileType type(long number) throws IOException {
    return table.type(number, room);
  }

  /**
   * Returns an inode that is in use, to be changed.
   *
   * @throws CorruptImageException if it is free
   */
  InodeDraft edit(long number) throws IOException {
    Inode inode = read(number);
    FileType unused = table.typeOf(number, inode);
    if (inode.linkCount() < 0) {
      throw table.corrupt(number, unused + " with a link count of " + inode.linkCount());
    }
    return new InodeDraft(number, inode);
  }

  /** Puts a changed inode into its table. */
  void store(InodeDraft draft) throws IOException {
    draft.toInode().encode(buffer.modify(geometry.inodeOffset(draft.number), Inode.BYTES), 0);
  }

  /**
   * Takes an inode and returns it empty, with the generation number that it had. One that is free
   * and has a link count all the same is passed over, as the kernel does ({@code ufs_ialloc}).
   *
   * @param parent the directory that it is for
   * @throws CorruptImageException if one that is marked free has a mode: it may hold a file
   */
  InodeDraft create(long parent, FileType type, NewFile attributes) throws IOException {
    long number = allocator.take(parent, type.isDirectory(), this::isFree);
    InodeDraft draft = new InodeDraft(number, read(number));
    draft.create(type, attributes, clock.now());
    return draft;
  }

  private boolean isFree(long number) throws IOException {
    Inode inode = read(number);
    if (inode.mode() != 0) {
      throw table.corrupt(
          number, "is marked free and has mode 0" + Integer.toOctalString(inode.mode()));
    }
    return inode.linkCount() <= 0;
  }

  /**
   * Frees an inode with its contents, its extended attributes and, if it was the last to refer to
   * it, its access control list: {@code ufs_delete}.
   */
  void free(InodeDraft draft) throws IOException {
    if (draft.attributeDirectory != 0) {
      freeAttributes(draft);
    }
    if (draft.shadow != 0) {
      releaseShadow(draft);
    }
    freeAlone(draft);
  }

  private void freeAttributes(InodeDraft draft) throws IOException {
    long number = draft.attributeDirectory & 0xffffffffL;
    InodeDraft directory = edit(number);
    if (directory.type() != FileType.ATTRIBUTE_DIRECTORY) {
      throw table.corrupt(
          number,
          "is the attribute directory of inode "
              + draft.number
              + " and of type "
              + directory.type());
    }
    for (var entry : directories.listing(number).entries()) {
      if (!entry.name().isDots()) {
        InodeDraft attribute = edit(entry.inode());
        if (attribute.isDirectory() || attribute.attributeDirectory != 0) {
          throw table.corrupt(entry.inode(), "is an attribute and has attributes, or files");
        }
        attribute.linkCount--;
        if (attribute.linkCount <= 0) {
          free(attribute);
        } else {
          store(attribute);
        }
      }
    }
    directories.forget(number);
    draft.attributeDirectory = 0;
    if (directory.shadow != 0) {
      releaseShadow(directory);
    }
    freeAlone(directory);
  }

  private void releaseShadow(InodeDraft draft) throws IOException {
    InodeDraft shadow = edit(draft.shadow & 0xffffffffL);
    if (shadow.type() != FileType.SHADOW) {
      throw table.corrupt(
          shadow.number,
          "is the access control list of inode " + draft.number + " and of type " + shadow.type());
    }
    shadow.linkCount--;
    if (shadow.linkCount <= 0) {
      freeAlone(shadow);
    } else {
      shadow.changeTime = clock.now();
      store(shadow);
    }
    draft.shadow = 0;
  }

  private void freeAlone(InodeDraft draft) throws IOException {
    FileType type = draft.type();
    boolean wasDirectory = draft.isDirectory();
    if (wasDirectory
        || type == FileType.REGULAR
        || type == FileType.SYMBOLIC_LINK
        || type == FileType.SHADOW) {
      space.shrink(draft, 0);
    }
    draft.clearBlocks();
    draft.mode = 0;
    draft.linkCount = 0;
    draft.flags = 0;
    draft.generation += nextGeneration(draft);
    draft.contentChanged(clock.now());
    store(draft);
    allocator.free(draft.number, wasDirectory);
  }

  /** Returns what a generation number grows by, 1 to 65536: the kernel takes it by chance. */
  private int nextGeneration(InodeDraft draft) {
    int chance =
        Hashing.murmur3_32_fixed()
            .newHasher()
            .putLong(seed)
            .putLong(draft.number)
            .putInt(draft.generation)
            .hash()
            .asInt();
    return (chance & 0xffff) + 1;
  }
}
