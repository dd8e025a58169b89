package org.bootarchive.media.iso;

import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** A directory that may change, and where it is and is to be. */
final class IsoDirectory {
  /** The directory above, null for the root directory. */
  final @Nullable IsoDirectory parent;

  /** The directory above in which people see it. */
  @Nullable IsoDirectory trueParent;

  /** The record in the directory above, null for the root directory. */
  final @Nullable IsoEntry entry;

  IsoEntry self;
  IsoEntry up;
  final List<IsoEntry> entries = new ArrayList<>();

  /** The sectors as they are, which the records are in; empty if it is new. */
  private final ByteBuffer image;

  private final ByteBuffer before;

  long sector;
  long bytes;

  /** Whether records came or went. */
  boolean isChanged;

  boolean isMoving;

  IsoDirectory(
      @Nullable IsoDirectory parent,
      @Nullable IsoEntry entry,
      IsoEntry self,
      IsoEntry up,
      ByteBuffer image) {
    this.parent = parent;
    this.trueParent = parent;
    this.entry = entry;
    this.self = self;
    this.up = up;
    this.image = image;
    this.before = ByteBuffer.allocate(image.limit()).put(image.duplicate()).flip();
    this.sector = self.record().extent();
    this.bytes = image.limit();
  }

  boolean isNew() {
    return image.limit() == 0;
  }

  /** Returns the record that a name means: the very one first. */
  @Nullable IsoEntry find(FileName name, BiPredicate<IsoEntry, FileName> answers) {
    IsoEntry found = null;
    for (IsoEntry child : entries) {
      if (!child.isShown()) {
        continue;
      }
      if (child.name().equals(name)) {
        return child;
      }
      if (found == null && answers.test(child, name)) {
        found = child;
      }
    }
    return found;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns the bytes that the records need. */
  long needed() {
    return isChanged ? pack(null) : bytes;
  }

  /** Puts records one behind the other; each sector keeps a byte, beyond which the loader reads. */
  private int pack(@Nullable ByteBuffer target) {
    int at = 0;
    List<IsoEntry> all = new ArrayList<>(entries);
    all.add(0, self);
    all.add(1, up);
    for (IsoEntry one : all) {
      int length = one.bytes().limit();
      if (at % SECTOR_BYTES + length >= SECTOR_BYTES) {
        at = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
      }
      if (target != null) {
        target.put(at, one.bytes(), 0, length);
      }
      at += length;
    }
    return at;
  }

  /** Returns all bytes as they are to be. */
  ByteBuffer packed() {
    ByteBuffer packed = ByteBuffer.allocate((int) bytes);
    if (isChanged) {
      int unused = pack(packed);
    } else {
      packed.put(0, image, 0, image.limit());
    }
    return packed;
  }

  /** Returns whether the bytes at the place where they are differ from what is there. */
  boolean differs(ByteBuffer packed) {
    return isMoving || !packed.equals(before);
  }
}
