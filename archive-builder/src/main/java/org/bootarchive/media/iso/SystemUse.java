package org.bootarchive.media.iso;

import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.jspecify.annotations.Nullable;

/** What the system use area of a directory record says, its continuations included. */
final class SystemUse {
  /** The most continuations of a record: a ring of them has no end. */
  private static final int MOST_CONTINUATIONS = 64;

  private static final int LINUX_MINOR_BITS = 20;
  private static final int FIELD_HEAD = 4;
  private static final int CONTINUATION_BYTES = 28;
  private static final int POSIX_BYTES = 36;
  private static final int POSIX_SERIAL_BYTES = 44;

  private final ByteArrayOutputStream nameBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream linkBytes = new ByteArrayOutputStream();
  private boolean linkNeedsSlash;
  private int nameParts;
  private boolean isLink;

  private boolean hasSharing;
  private int skip;
  private boolean hasExtension;
  private boolean continuesEarly;
  private boolean isRelocated;
  private boolean isCompressed;
  private long childLink = -1;
  private long parentLink = -1;

  /** Where PX is in the record; -1 if there is none or it is in a continuation. */
  private int posixPlace = -1;

  private int posixBytes;
  private int mode;
  private long links = 1;
  private long uid;
  private long gid;
  private long serial;

  private @Nullable DeviceNumber device;
  private @Nullable Instant createTime;
  private @Nullable Instant modifyTime;
  private @Nullable Instant accessTime;

  private SystemUse() {}

  /**
   * Reads the area of a record.
   *
   * @param skip how many bytes in front of the fields belong to something else
   * @throws CorruptImageException if continuations run in a ring or leave the device
   */
  static SystemUse read(BlockDevice device, IsoRecord record, int skip) throws IOException {
    SystemUse use = new SystemUse();
    ByteBuffer area = record.bytes();
    int at = record.systemUse() + skip;
    Continuation next = use.fields(area, Math.min(at, area.limit()), true);
    for (int count = 0; next != null; count++) {
      if (count == MOST_CONTINUATIONS) {
        throw damaged(record.place(), "more than " + MOST_CONTINUATIONS + " continuations");
      }
      ByteBuffer bytes = next.read(device, record.place());
      next = use.fields(bytes, 0, false);
    }
    return use;
  }

  private static CorruptImageException damaged(long place, String reason) {
    return new CorruptImageException("system use area", place, reason);
  }

  /** Where an area goes on. */
  private record Continuation(long sector, long offset, long bytes) {
    ByteBuffer read(BlockDevice device, long place) throws IOException {
      if (offset >= SECTOR_BYTES || bytes > 2 * SECTOR_BYTES) {
        throw damaged(place, "it goes on at byte " + offset + " of a sector for " + bytes);
      }
      ByteBuffer area = ByteBuffer.allocate((int) bytes);
      try {
        device.read(IsoLayout.offset(sector) + offset, area);
      } catch (EOFException e) {
        throw cut(place, "it goes on at sector " + sector + ", beyond the end", e);
      }
      return area.flip();
    }
  }

  private static CorruptImageException cut(long place, String reason, EOFException cause) {
    CorruptImageException damaged = damaged(place, reason);
    damaged.initCause(cause);
    return damaged;
  }

  /** Goes through the fields of one area; what is no field ends it. */
  private @Nullable Continuation fields(ByteBuffer area, int from, boolean inRecord) {
    Continuation continuation = null;
    int at = from;
    while (at + FIELD_HEAD <= area.limit()) {
      int length = area.get(at + 2) & 0xff;
      if (length < FIELD_HEAD || at + length > area.limit()) {
        break;
      }
      continuesEarly |= continuation != null && isSignature(area, at);
      ByteBuffer field = area.slice(at, length);
      String signature = "" + (char) (area.get(at) & 0xff) + (char) (area.get(at + 1) & 0xff);
      if (signature.equals("ST")) {
        break;
      }
      if (signature.equals("CE") && length >= CONTINUATION_BYTES) {
        continuation =
            new Continuation(
                IsoLayout.both(field, 4), IsoLayout.both(field, 12), IsoLayout.both(field, 20));
      } else {
        if (signature.equals("PX") && inRecord) {
          posixPlace = at;
        }
        field(signature, field);
      }
      at += length;
    }
    return continuation;
  }

  private static boolean isSignature(ByteBuffer area, int at) {
    return Character.isUpperCase(area.get(at)) && Character.isUpperCase(area.get(at + 1));
  }

  private void field(String signature, ByteBuffer field) {
    int length = field.limit();
    switch (signature) {
      case "SP" -> {
        hasSharing |= length >= 7 && field.get(4) == (byte) 0xbe && field.get(5) == (byte) 0xef;
        skip = length >= 7 ? field.get(6) & 0xff : 0;
      }
      case "ER" -> hasExtension = true;
      case "NM" -> name(field);
      case "PX" -> posix(field);
      case "PN" -> device(field);
      case "TF" -> times(field);
      case "SL" -> link(field);
      case "CL" -> childLink = length >= 12 ? IsoLayout.both(field, 4) : -1;
      case "PL" -> parentLink = length >= 12 ? IsoLayout.both(field, 4) : -1;
      case "RE" -> isRelocated = true;
      case "ZF" -> isCompressed = true;
      default -> {}
    }
  }

  private void name(ByteBuffer field) {
    // Flags 2 and 4 stand for "." and "..", which have their own records.
    if (field.limit() > 5 && (field.get(4) & 6) == 0) {
      byte[] part = new byte[field.limit() - 5];
      field.get(5, part);
      nameBytes.writeBytes(part);
      nameParts++;
    }
  }

  private void posix(ByteBuffer field) {
    posixBytes = field.limit();
    if (posixBytes >= POSIX_BYTES) {
      mode = (int) IsoLayout.both(field, 4);
      links = IsoLayout.both(field, 12);
      uid = IsoLayout.both(field, 20);
      gid = IsoLayout.both(field, 28);
      serial = posixBytes >= POSIX_SERIAL_BYTES ? IsoLayout.both(field, 36) : 0;
    }
  }

  /** The two halves are major and minor number, or all is in the lower half as Linux has it. */
  private void device(ByteBuffer field) {
    if (field.limit() >= 20) {
      long high = IsoLayout.both(field, 4);
      long low = IsoLayout.both(field, 12);
      boolean isLinux = high == 0 && low >= 1 << LINUX_MINOR_BITS;
      long major = isLinux ? low >> LINUX_MINOR_BITS : high;
      long minor = isLinux ? low & (1 << LINUX_MINOR_BITS) - 1 : low;
      device =
          major < 1 << 14 && minor < 1 << 18 ? new DeviceNumber((int) major, (int) minor) : null;
    }
  }

  private void times(ByteBuffer field) {
    if (field.limit() < 5) {
      return;
    }
    int flags = field.get(4);
    boolean isLong = (flags & 0x80) != 0;
    int bytes = isLong ? IsoTime.LONG_BYTES : IsoTime.BYTES;
    int at = 5;
    for (int bit = 0; bit < 3; bit++) {
      if ((flags & 1 << bit) == 0 || at + bytes > field.limit()) {
        continue;
      }
      Instant time = isLong ? IsoTime.readLong(field, at) : IsoTime.read(field, at);
      switch (bit) {
        case 0 -> createTime = time;
        case 1 -> modifyTime = time;
        default -> accessTime = time;
      }
      at += bytes;
    }
  }

  /** A component: flags, length, text; flags 1 goes on, 2 ".", 4 "..", 8 the root directory. */
  private void link(ByteBuffer field) {
    isLink = true;
    int at = 5;
    while (at + 2 <= field.limit()) {
      int flags = field.get(at);
      int length = Math.min(field.get(at + 1) & 0xff, field.limit() - at - 2);
      if (linkNeedsSlash) {
        linkBytes.write('/');
      }
      if ((flags & 8) != 0) {
        linkBytes.write('/');
      } else if ((flags & 4) != 0) {
        linkBytes.write('.');
        linkBytes.write('.');
      } else if ((flags & 2) != 0) {
        linkBytes.write('.');
      } else {
        byte[] text = new byte[length];
        field.get(at + 2, text);
        linkBytes.writeBytes(text);
      }
      linkNeedsSlash = (flags & 9) == 0;
      at += 2 + length;
    }
  }

  /** Returns the name of Rock Ridge, empty if there is none. */
  byte[] name() {
    return nameBytes.toByteArray();
  }

  /** Returns in how many parts the name is; the boot loader takes a name of one part alone. */
  int nameParts() {
    return nameParts;
  }

  boolean isLink() {
    return isLink;
  }

  byte[] linkText() {
    return linkBytes.toByteArray();
  }

  /** Returns whether the area says that such areas are in use; it is that of the root's ".". */
  boolean hasSharing() {
    return hasSharing;
  }

  int skip() {
    return skip;
  }

  boolean hasExtension() {
    return hasExtension;
  }

  /** Returns whether fields follow the one that continues; the boot loader does not see them. */
  boolean continuesEarly() {
    return continuesEarly;
  }

  boolean isRelocated() {
    return isRelocated;
  }

  boolean isCompressed() {
    return isCompressed;
  }

  /** Returns the sector of the directory that this record stands for, -1 if it is no such one. */
  long childLink() {
    return childLink;
  }

  /** Returns the sector of the true parent, -1 if there is no other. */
  long parentLink() {
    return parentLink;
  }

  boolean hasMode() {
    return posixBytes >= POSIX_BYTES;
  }

  int posixPlace() {
    return posixPlace;
  }

  int posixBytes() {
    return posixBytes;
  }

  int mode() {
    return mode;
  }

  long links() {
    return links;
  }

  long uid() {
    return uid;
  }

  long gid() {
    return gid;
  }

  long serial() {
    return serial;
  }

  @Nullable Instant createTime() {
    return createTime;
  }

  @Nullable Instant modifyTime() {
    return modifyTime;
  }

  @Nullable Instant accessTime() {
    return accessTime;
  }

  /** Returns the number of a device, null if none is told. */
  @Nullable DeviceNumber device() {
    return device;
  }
}
