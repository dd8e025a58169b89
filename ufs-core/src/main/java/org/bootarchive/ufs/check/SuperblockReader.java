package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.UnsupportedImageException;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.jspecify.annotations.Nullable;

/**
 * Reads the superblock, or, where that one cannot be used, the copy of the first group.
 *
 * <p>That copy lies right behind the superblock, whatever the geometry. What changes in use, and so
 * is not in a copy, is then taken from the damaged one.
 */
final class SuperblockReader {
  private static final long FIRST_COPY = Superblock.OFFSET + (long) Superblock.BYTES;

  private final BlockDevice device;
  private final Findings findings;

  SuperblockReader(BlockDevice device, Findings findings) {
    this.device = device;
    this.findings = findings;
  }

  /** Returns a superblock whose places are bounded, or null with a finding that says why not. */
  @Nullable Superblock read() throws IOException {
    try {
      return ImageFormat.readSuperblock(device);
    } catch (UnsupportedImageException e) {
      findings.image(FindingKind.UNSUPPORTED_FILE_SYSTEM, e.byteOffset(), text(e));
      return null;
    } catch (CorruptImageException e) {
      return readCopy(e);
    }
  }

  private @Nullable Superblock readCopy(CorruptImageException damage) throws IOException {
    boolean magic = isMagic(damage.byteOffset());
    Superblock copy = firstCopy();
    if (copy == null) {
      FindingKind kind =
          magic || damage.byteOffset() < 0
              ? FindingKind.NOT_A_FILE_SYSTEM
              : FindingKind.SUPERBLOCK_GEOMETRY;
      findings.image(kind, damage.byteOffset(), text(damage));
      return null;
    }
    findings.image(
        magic ? FindingKind.SUPERBLOCK_MAGIC : FindingKind.SUPERBLOCK_GEOMETRY,
        damage.byteOffset(),
        text(damage) + "; all else is checked by the copy at byte " + FIRST_COPY);
    return withChangingFields(copy);
  }

  private static String text(CorruptImageException damage) {
    return damage.structure() + ": " + damage.reason();
  }

  private static boolean isMagic(long offset) {
    return offset - Superblock.OFFSET == SuperblockField.MAGIC.offset(ByteOrder.LITTLE_ENDIAN);
  }

  private @Nullable Superblock firstCopy() throws IOException {
    if (device.size() < FIRST_COPY + Superblock.BYTES) {
      return null;
    }
    try {
      return ImageFormat.readSuperblock(new CopyInFront(device));
    } catch (CorruptImageException e) {
      return null;
    }
  }

  private Superblock withChangingFields(Superblock copy) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Superblock.BYTES);
    device.read(Superblock.OFFSET, buffer);
    Superblock damaged = Superblock.decode(buffer.rewind(), copy.byteOrder());
    Superblock.Builder builder = copy.toBuilder();
    for (SuperblockField field : SuperblockCopies.CHANGING) {
      for (int i = 0; i < field.count(); i++) {
        builder.set(field, i, damaged.get(field, i));
      }
    }
    return builder.build();
  }

  /** Shows the copy in the place of the superblock. */
  private record CopyInFront(BlockDevice device) implements BlockDevice {
    @Override
    public long size() {
      return device.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      boolean superblock = offset >= Superblock.OFFSET && offset < FIRST_COPY;
      device.read(superblock ? offset + Superblock.BYTES : offset, target);
    }

    @Override
    public void close() {}
  }
}
