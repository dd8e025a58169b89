package org.bootarchive.media.iso;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where things are in the structures of ISO 9660. Offsets are bytes. */
final class IsoLayout {
  static final int SECTOR_BYTES = 2048;

  /** The bytes in front of the descriptors, which are not ISO 9660's. */
  static final int SYSTEM_AREA_BYTES = 32768;

  private IsoLayout() {}

  /** A volume descriptor. */
  static final class Descriptor {
    static final int FIRST_SECTOR = 16;
    static final int TYPE = 0;
    static final int ID = 1;
    static final int VERSION = 6;
    static final int VOLUME_ID = 40;
    static final int VOLUME_ID_BYTES = 32;
    static final int SPACE_SIZE = 80;
    static final int ESCAPES = 88;
    static final int BLOCK_BYTES = 128;
    static final int PATH_TABLE_SIZE = 132;
    static final int L_TABLE = 140;
    static final int L_TABLE_COPY = 144;
    static final int M_TABLE = 148;
    static final int M_TABLE_COPY = 152;
    static final int ROOT = 156;
    static final int ROOT_BYTES = 34;
    static final int APPLICATION_USE = 883;
    static final int APPLICATION_USE_BYTES = 512;

    /** In the boot record: what boots by it, and where its catalogue is. */
    static final int BOOT_SYSTEM = 7;

    static final int CATALOGUE = 0x47;
    static final String EL_TORITO = "EL TORITO SPECIFICATION";

    static final int TYPE_BOOT = 0;
    static final int TYPE_PRIMARY = 1;
    static final int TYPE_SUPPLEMENTARY = 2;
    static final int TYPE_END = 255;

    private Descriptor() {}
  }

  /** A directory record. */
  static final class DirectoryRecord {
    static final int EXTENDED_ATTRIBUTES = 1;
    static final int EXTENT = 2;
    static final int SIZE = 10;
    static final int DATE = 18;
    static final int FLAGS = 25;
    static final int UNIT = 26;
    static final int GAP = 27;
    static final int VOLUME = 28;
    static final int NAME_BYTES = 32;
    static final int NAME = 33;
    static final int MOST_BYTES = 254;

    static final int DIRECTORY = 2;
    static final int ASSOCIATED = 4;
    static final int MORE_EXTENTS = 0x80;

    private DirectoryRecord() {}
  }

  /** Reads a number that is kept in both byte orders, unsigned. */
  static long both(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(little(bytes).getInt(at));
  }

  /** Writes a number of 32 bits in both byte orders. */
  static void putBoth(ByteBuffer bytes, int at, long value) {
    little(bytes).putInt(at, (int) value);
    big(bytes).putInt(at + 4, (int) value);
  }

  static ByteBuffer little(ByteBuffer bytes) {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteBuffer big(ByteBuffer bytes) {
    return bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
  }

  /** Returns how many sectors some bytes take. */
  static long sectors(long bytes) {
    return (bytes + SECTOR_BYTES - 1) / SECTOR_BYTES;
  }

  static long offset(long sector) {
    return sector * SECTOR_BYTES;
  }
}
