package org.bootarchive.ufs.check;

import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/** Checks the fields of a group block before its maps: {@code cg_sanity()} of {@code fsck}. */
final class GroupHeader {
  private static final int MAGIC = 4;
  private static final int CGX = 12;
  private static final int NCYL = 16;
  private static final int NIBLK = 18;
  private static final int NDBLK = 20;
  private static final int ROTOR = 40;
  private static final int FROTOR = 44;
  private static final int IROTOR = 48;
  private static final int BTOTOFF = 84;
  private static final int BOFF = 88;
  private static final int IUSEDOFF = 92;
  private static final int FREEOFF = 96;
  private static final int NEXTFREEOFF = 100;

  private final Findings findings;
  private final Superblock superblock;
  private int group;
  private long blockOffset;
  private boolean mapsAreSound;

  GroupHeader(Survey survey) {
    this.findings = survey.findings();
    this.superblock = survey.superblock();
  }

  /** Checks a group block, and returns whether its maps are where they belong. */
  boolean check(int number, ByteBuffer block, long offset) {
    group = number;
    blockOffset = offset;
    mapsAreSound = true;
    int magic = block.getInt(MAGIC);
    boolean old = CylinderGroup.isOld(superblock, block);
    if (magic != CylinderGroup.MAGIC && !old) {
      wrong(
          FindingKind.GROUP_MAGIC,
          MAGIC,
          "cg_magic is 0x"
              + Integer.toHexString(magic)
              + ", expected 0x"
              + Integer.toHexString(CylinderGroup.MAGIC));
      mapsAreSound = false;
    }
    if (block.getInt(CGX) != number) {
      wrong(
          FindingKind.GROUP_NUMBER, CGX, "cg_cgx is " + block.getInt(CGX) + ", expected " + number);
      mapsAreSound = false;
    }
    int fragments = superblock.fragmentsInGroup(number);
    int inodes = superblock.inodesPerGroup();
    // mkfs of 4.2BSD gave a last group that is full the rest of a division, 0.
    int leastCylinders = superblock.isOldFormat() ? 0 : 1;
    long cylinders = superblock.get(SuperblockField.CPG);
    range("cg_ncyl", NCYL, block.getShort(NCYL), leastCylinders, cylinders + 1);
    equal("cg_niblk", NIBLK, block.getShort(NIBLK), (short) inodes);
    equal("cg_ndblk", NDBLK, block.getInt(NDBLK), fragments);
    range("cg_rotor", ROTOR, block.getInt(ROTOR), 0, fragments);
    range("cg_frotor", FROTOR, block.getInt(FROTOR), 0, fragments);
    range("cg_irotor", IROTOR, block.getInt(IROTOR), 0, inodes);
    if (old) {
      oldPlaces();
    } else {
      places(block);
    }
    return mapsAreSound;
  }

  /** The maps of 4.2BSD have fixed places, which bound what a group can hold. */
  private void oldPlaces() {
    int cylinders = superblock.get(SuperblockField.CPG);
    int inodes = superblock.inodesPerGroup();
    if (cylinders < 1
        || cylinders > CylinderGroup.OLD_MOST_CYLINDERS
        || inodes > CylinderGroup.OLD_MOST_INODES) {
      wrong(
          FindingKind.GROUP_HEADER,
          NCYL,
          "a group of "
              + cylinders
              + " cylinders and "
              + inodes
              + " inodes, expected up to "
              + CylinderGroup.OLD_MOST_CYLINDERS
              + " and "
              + CylinderGroup.OLD_MOST_INODES
              + " in the format of 4.2BSD");
      mapsAreSound = false;
    }
    endOfMaps(CylinderGroup.OLD_FREE);
  }

  private void endOfMaps(long free) {
    long end = free + (superblock.fragmentsPerGroup() + 7L) / 8;
    if (end > superblock.blockBytes()) {
      wrong(
          FindingKind.GROUP_HEADER,
          FREEOFF,
          "the maps end at byte " + end + " of a block of " + superblock.blockBytes());
      mapsAreSound = false;
    }
  }

  private void places(ByteBuffer block) {
    long cylinders = superblock.get(SuperblockField.CPG);
    long totals = CylinderGroup.HEADER_BYTES;
    long positions = totals + 4 * cylinders;
    long inodes = positions + 2 * cylinders * superblock.rotationalPositions();
    long free = inodes + (superblock.inodesPerGroup() + 7) / 8;
    long sectors = cylinders * superblock.get(SuperblockField.SPC);
    long next = free + (sectors / superblock.sectorsPerFragment() + 7) / 8;
    map("cg_btotoff", BTOTOFF, block, totals);
    map("cg_boff", BOFF, block, positions);
    map("cg_iusedoff", IUSEDOFF, block, inodes);
    map("cg_freeoff", FREEOFF, block, free);
    map("cg_nextfreeoff", NEXTFREEOFF, block, next);
    if (cylinders < 1 || superblock.rotationalPositions() < 1) {
      mapsAreSound = false;
    }
    endOfMaps(free);
  }

  private void map(String field, int at, ByteBuffer block, long expected) {
    if (block.getInt(at) != expected) {
      mapsAreSound = false;
    }
    equal(field, at, block.getInt(at), expected);
  }

  private void equal(String field, int at, int found, long expected) {
    if (found != expected) {
      wrong(FindingKind.GROUP_HEADER, at, field + " is " + found + ", expected " + expected);
    }
  }

  private void range(String field, int at, int found, int from, long to) {
    if (found < from || found >= to) {
      wrong(
          FindingKind.GROUP_HEADER,
          at,
          field + " is " + found + ", expected " + from + " to " + (to - 1));
    }
  }

  private void wrong(FindingKind kind, int at, String text) {
    findings.group(kind, group, blockOffset + at, text);
  }
}
