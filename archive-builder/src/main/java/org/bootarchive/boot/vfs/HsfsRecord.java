package org.bootarchive.boot.vfs;

import java.io.IOException;
import org.bootarchive.ufs.disk.FileType;
import org.jspecify.annotations.Nullable;

/**
 * A directory record, read as the kernel does ({@code parse_dir} and {@code parse_susp} of hsfs.c):
 * the name is that of Rock Ridge if there is one.
 *
 * @param length of the record in bytes, 0 where there are no more records in a sector
 * @param node what the record stands for
 * @param name null if no path can match it
 */
record HsfsRecord(int length, HsfsNode node, @Nullable String name) {
  private static final int EXTENT = 2;
  private static final int SIZE = 10;
  private static final int FLAGS = 25;
  private static final int NAME_BYTES = 32;
  private static final int NAME = 33;

  /** Flags that a plain file has none of: directory, record, last extent and unused ones. */
  private static final int TYPE_FLAGS = 0xea;

  private static final int DIRECTORY_FLAG = 0x02;

  /** The most fields of a system use area: a ring of continuations has no end. */
  private static final int MAX_FIELDS = 1 << 20;

  /** The fields that the kernel knows; at any other it stops. */
  private static final String SIGNATURES = "SP CE PD ST ER PX PN SL CL PL RE TF RR NM";

  /**
   * Reads a record.
   *
   * @param previousMode the mode of the record before: what a record of an unknown type has too
   * @throws KernelStopException if its system use area has no end, or a name in it no length
   */
  static HsfsRecord read(long address, int previousMode, Ramdisk ramdisk, RamdiskView view)
      throws IOException {
    int length = view.byteAt(address);
    long extent = Integer.toUnsignedLong(view.intAt(address + EXTENT));
    long size = Integer.toUnsignedLong(view.intAt(address + SIZE));
    int type = view.byteAt(address + FLAGS) & TYPE_FLAGS;
    int mode = previousMode;
    if (type == 0) {
      mode = FileType.REGULAR.bits();
    } else if (type == DIRECTORY_FLAG) {
      mode = FileType.DIRECTORY.bits();
    }
    HsfsNode node = new HsfsNode(extent, size, mode);
    if (length == 0) {
      return new HsfsRecord(0, node, null);
    }
    int nameBytes = view.byteAt(address + NAME_BYTES);
    int padding = nameBytes % 2 == 0 ? 1 : 0;
    int areaBytes = length - NAME - nameBytes - padding;
    String name = isoName(address + NAME, nameBytes, view);
    if (areaBytes != 0) {
      long area = address + NAME + nameBytes + padding;
      name = new SystemUse(name, ramdisk, view).read(area, areaBytes);
    }
    return new HsfsRecord(length, node, matchable(name));
  }

  private static String isoName(long address, int length, RamdiskView view) throws IOException {
    String raw = view.text(address, length);
    if (raw.equals("\0")) {
      return ".";
    }
    if (raw.equals("\1")) {
      return "..";
    }
    int version = raw.indexOf(';');
    return (version < 0 ? raw : raw.substring(0, version)).replace(" ", "");
  }

  /** The kernel passes over "." and "..", and a name with a NUL has not the length it says. */
  private static @Nullable String matchable(String name) {
    return name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0 ? null : name;
  }

  /** Goes through the fields of a system use area and its continuations. */
  private static final class SystemUse {
    private static final int FIELD_LENGTH = 2;
    private static final int CONTINUATION_SECTOR = 4;
    private static final int CONTINUATION_LENGTH = 20;
    private static final int NAME_FLAGS = 4;
    private static final int NAME_TEXT = 5;

    private final Ramdisk ramdisk;
    private final RamdiskView view;
    private String name;
    private int fields;

    /** Where the area goes on; 0 if it does not. */
    private int continuation;

    private int length;

    SystemUse(String name, Ramdisk ramdisk, RamdiskView view) {
      this.name = name;
      this.ramdisk = ramdisk;
      this.view = view;
    }

    String read(long area, int bytes) throws IOException {
      length = bytes;
      readArea(area);
      while (continuation != 0) {
        HsfsNode node = new HsfsNode(Integer.toUnsignedLong(continuation), 0, 0);
        long address = ramdisk.address(node.sector(0), HsfsNode.SECTOR_BYTES);
        if (address == Ramdisk.UNREADABLE) {
          break;
        }
        readArea(address);
      }
      return name;
    }

    /** Reads one area; the offset of a continuation in its sector is not looked at. */
    private void readArea(long area) throws IOException {
      long end = Integer.toUnsignedLong(length);
      continuation = 0;
      long at = 0;
      while (at < end) {
        long field = area + at;
        int fieldBytes = view.byteAt(field + FIELD_LENGTH);
        String signature = view.text(field, 2);
        if (signature.indexOf('\0') >= 0 || fieldBytes == 0) {
          return;
        }
        if (++fields > MAX_FIELDS) {
          throw KernelStopException.hang("a system use area without an end at byte " + field);
        }
        switch (signature) {
          case "CE" -> {
            continuation = view.intAt(field + CONTINUATION_SECTOR);
            length = view.intAt(field + CONTINUATION_LENGTH);
          }
          case "NM" -> readName(field, fieldBytes);
          case "ST" -> {
            return;
          }
          default -> {
            if (signature.indexOf(' ') >= 0 || !SIGNATURES.contains(signature)) {
              return;
            }
          }
        }
        at += fieldBytes;
      }
    }

    private void readName(long field, int fieldBytes) throws IOException {
      if (view.byteAt(field + NAME_FLAGS) != 0) {
        return;
      }
      if (fieldBytes < NAME_TEXT) {
        throw KernelStopException.crash(
            "a name field of " + fieldBytes + " bytes at byte " + field + ": the copy runs wild");
      }
      name = view.text(field + NAME_TEXT, fieldBytes - NAME_TEXT);
    }
  }
}
