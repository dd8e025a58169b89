package org.bootarchive.media.fat;

/** Where the fields of a FAT's structures lie, in bytes from the start of each. */
final class FatLayout {
  private FatLayout() {}

  /** The boot sector (BPB); fields without a width have one byte. */
  static final class Boot {
    static final int BYTES = 512;
    static final int JUMP = 0;
    static final int OEM = 3; // 8
    static final int SECTOR_BYTES = 11; // 2
    static final int CLUSTER_SECTORS = 13;
    static final int RESERVED_SECTORS = 14; // 2
    static final int FATS = 16;
    static final int ROOT_ENTRIES = 17; // 2
    static final int SECTORS_16 = 19; // 2
    static final int MEDIA = 21;
    static final int FAT_SECTORS_16 = 22; // 2
    static final int TRACK_SECTORS = 24; // 2
    static final int HEADS = 26; // 2
    static final int HIDDEN_SECTORS = 28; // 4
    static final int SECTORS_32 = 32; // 4

    /**
     * FAT12 and FAT16: drive, reserved, extended signature, volume id (4), label (11), type (8).
     */
    static final int EXTENSION_16 = 36;

    static final int FAT_SECTORS_32 = 36; // 4
    static final int FLAGS = 40; // 2
    static final int VERSION = 42; // 2
    static final int ROOT_CLUSTER = 44; // 4
    static final int INFO_SECTOR = 48; // 2
    static final int BACKUP_SECTOR = 50; // 2

    /** FAT32: what {@link #EXTENSION_16} is for the others. */
    static final int EXTENSION_32 = 64;

    static final int DRIVE_IN_EXTENSION = 0;
    static final int SIGNATURE_IN_EXTENSION = 2;
    static final int VOLUME_ID_IN_EXTENSION = 3;
    static final int LABEL_IN_EXTENSION = 7;
    static final int TYPE_IN_EXTENSION = 18;
    static final int LABEL_BYTES = 11;
    static final int SIGNATURE = 510; // 2: 0xaa55

    private Boot() {}
  }

  /** The sector that counts free clusters of a FAT32 ({@code fat_od_fsi_t}). */
  static final class Info {
    static final int LEAD_SIGNATURE = 0; // 4
    static final int STRUCTURE_SIGNATURE = 484; // 4
    static final int FREE_CLUSTERS = 488; // 4
    static final int NEXT_FREE = 492; // 4
    static final int TRAIL_SIGNATURE = 508; // 4
    static final int LEAD = 0x41615252;
    static final int STRUCTURE = 0x61417272;
    static final int TRAIL = 0xaa550000;

    /** What stands for a number that nobody knows. */
    static final int UNKNOWN = -1;

    private Info() {}
  }

  /** A directory entry of 32 bytes ({@code struct pcdir}). */
  static final class Entry {
    static final int BYTES = 32;
    static final int NAME = 0; // 8 and 3
    static final int NAME_BYTES = 8;
    static final int EXTENSION_BYTES = 3;
    static final int ATTRIBUTES = 11;
    static final int CASE = 12;
    static final int CREATE_TENTHS = 13;
    static final int CREATE_TIME = 14; // 2
    static final int CREATE_DATE = 16; // 2
    static final int ACCESS_DATE = 18; // 2
    static final int CLUSTER_HIGH = 20; // 2
    static final int MODIFY_TIME = 22; // 2
    static final int MODIFY_DATE = 24; // 2
    static final int CLUSTER_LOW = 26; // 2
    static final int SIZE = 28; // 4

    /** First byte of an entry behind which there is none. */
    static final byte END = 0;

    /** First byte of an entry that is free. */
    static final byte DELETED = (byte) 0xe5;

    /** First byte that stands for a name that starts with 0xe5. */
    static final byte ESCAPED_E5 = 5;

    private Entry() {}
  }

  /** An entry that holds 13 UTF-16 units of a long name ({@code struct pcdir_lfn}). */
  static final class LongEntry {
    static final int ORDINAL = 0;
    static final int CHECKSUM = 13;
    static final int LAST = 0x40;
    static final int MAX_ORDINAL = 20;
    static final int UNITS = 13;

    /** Where each unit lies. */
    private static final int[] UNIT = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

    static int unit(int index) {
      return UNIT[index];
    }

    private LongEntry() {}
  }

  /** The bits of an entry's attributes. */
  static final class Attribute {
    static final int READ_ONLY = 0x01;
    static final int HIDDEN = 0x02;
    static final int SYSTEM = 0x04;
    static final int LABEL = 0x08;
    static final int DIRECTORY = 0x10;
    static final int ARCHIVE = 0x20;

    /** All of {@link #READ_ONLY}, {@link #HIDDEN}, {@link #SYSTEM} and {@link #LABEL}. */
    static final int LONG_NAME = 0x0f;

    static final int MASK = 0x3f;

    private Attribute() {}
  }
}
