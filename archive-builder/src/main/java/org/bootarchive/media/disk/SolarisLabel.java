package org.bootarchive.media.disk;

import java.nio.ByteBuffer;
import java.util.Locale;

/** What the two labels of Solaris have in common. */
final class SolarisLabel {
  /** {@code DKL_MAGIC}. */
  static final short MAGIC = (short) 0xdabe;

  /** {@code VTOC_SANE}. */
  static final int SANE = 0x600ddeee;

  static final int MAGIC_OFFSET = 508;

  /** {@code dkl_cksum}. */
  static final int SUM_OFFSET = 510;

  private static final String[] TAGS = {
    "unassigned",
    "boot",
    "root",
    "swap",
    "usr",
    "backup",
    "stand",
    "var",
    "home",
    "alternates",
    "cache",
    "reserved",
    "system"
  };

  private static final int BIOS_BOOT = 0x18;

  private SolarisLabel() {}

  /** Returns whether the exclusive or of all 16-bit words is 0, as the kernel wants it. */
  static boolean hasRightSum(ByteBuffer sector) {
    int sum = 0;
    for (int at = 0; at < Partition.SECTOR_BYTES; at += 2) {
      sum ^= sector.getShort(at);
    }
    return (sum & 0xffff) == 0;
  }

  /**
   * Returns whether something was meant to be a label, and its sum says that it is none.
   *
   * @param sanity where {@code v_sanity} is
   */
  static boolean isSpoilt(ByteBuffer sector, int sanity) {
    return sector.getShort(MAGIC_OFFSET) == MAGIC
        && sector.getInt(sanity) == SANE
        && !hasRightSum(sector);
  }

  /** Returns the word for a tag. */
  static String tag(int tag) {
    if (tag == BIOS_BOOT) {
      return "BIOS boot";
    }
    return tag < TAGS.length ? TAGS[tag] : String.format(Locale.ROOT, "tag 0x%02x", tag);
  }
}
