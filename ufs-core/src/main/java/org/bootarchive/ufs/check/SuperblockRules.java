package org.bootarchive.ufs.check;

import static org.bootarchive.ufs.disk.SuperblockField.*;

import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * Checks the superblock's numbers beyond what is needed to find one's way by them: {@code
 * read_super_block()}, {@code checksb()} and {@code fixup_superblock()} of {@code fsck}.
 */
final class SuperblockRules {
  private static final int MOST_MINFREE = 99;

  /** {@code FS_DYNAMICPOSTBLFMT}, the only one that fsck supports. */
  private static final int DYNAMIC_TABLES = 1;

  /** Bytes of {@code struct fs}: of a superblock the kernel copies fs_sbsize bytes. */
  private static final int FIELD_BYTES = 1380;

  private final Survey survey;
  private final Superblock superblock;

  SuperblockRules(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
  }

  void check(BlockDevice device) {
    format();
    length(device);
    geometry();
    tables();
    dataSize();
    tuning();
  }

  /**
   * Mid-boot and {@code fsck} know one format; what follows is checked by the rules of this one.
   */
  private void format() {
    superblock
        .foreignFormat()
        .ifPresent(
            format ->
                survey
                    .findings()
                    .image(
                        FindingKind.FOREIGN_FORMAT,
                        Superblock.OFFSET + (long) POSTBLFORMAT.offset(superblock.byteOrder()),
                        "the file system has "
                            + format
                            + "; illumos' fsck does not know it, and here it is only read: convert"
                            + " it"));
  }

  private void length(BlockDevice device) {
    if (survey.isComplete()) {
      return;
    }
    if (device.size() >= superblock.sizeInBytes()) {
      survey
          .findings()
          .image(
              FindingKind.CHECK_INCOMPLETE,
              -1,
              "the file system has too many inodes; only "
                  + survey.groups()
                  + " of its "
                  + superblock.groupCount()
                  + " cylinder groups are looked at");
    } else {
      survey
          .findings()
          .image(
              FindingKind.IMAGE_TOO_SHORT,
              device.size(),
              "the image has "
                  + device.size()
                  + " bytes, its file system "
                  + superblock.sizeInBytes()
                  + "; only "
                  + survey.groups()
                  + " of "
                  + superblock.groupCount()
                  + " cylinder groups have their tables in it");
    }
  }

  private void geometry() {
    int cylinders = superblock.get(NCYL);
    int perGroup = superblock.get(CPG);
    int groups = superblock.groupCount();
    require(perGroup > 0, CPG, "above 0");
    require(
        (long) groups * perGroup >= cylinders && (groups - 1L) * perGroup < cylinders,
        NCYL,
        "enough cylinders for " + groups + " groups of " + perGroup);
    require(superblock.get(NSECT) > 0, NSECT, "above 0");
    require(superblock.get(SPC) > 0, SPC, "above 0");
    int inodesPerBlock = superblock.get(INOPB);
    long mostInodes =
        (superblock.blockBytes() * 8L / 3 + inodesPerBlock - 1) / inodesPerBlock * inodesPerBlock;
    require(superblock.inodesPerGroup() <= mostInodes, IPG, "at most " + mostInodes);
    int dataFragments = superblock.get(DSIZE);
    require(dataFragments < superblock.sizeInFragments(), DSIZE, "below fs_size");
    long fragment = superblock.fragmentBytes();
    long summary = (superblock.summaryBytes() + fragment - 1) / fragment * fragment;
    require(superblock.get(CSSIZE) == summary, CSSIZE, Long.toString(summary));
    groupBlock();
  }

  /** The kernel reads and writes fs_cgsize bytes of a group: its maps must end within them. */
  private void groupBlock() {
    long cylinders = Math.max(0, superblock.get(CPG));
    long positions = Math.max(0, superblock.rotationalPositions());
    long maps = CylinderGroup.HEADER_BYTES + cylinders * (Integer.BYTES + Short.BYTES * positions);
    long free = maps + (superblock.inodesPerGroup() + 7L) / 8;
    if (superblock.isOldFormat()) {
      // Its groups may have either layout; each is looked at by itself.
      free = Math.min(free, CylinderGroup.OLD_FREE);
    }
    long end =
        free + (Math.min(superblock.fragmentsPerGroup(), superblock.sizeInFragments()) + 7L) / 8;
    require(
        superblock.get(CGSIZE) >= end, CGSIZE, "at least " + end + ", where a group's maps end");
  }

  private void tables() {
    int positions = superblock.get(NRPOS);
    int start = superblock.get(POSTBLOFF);
    int cylinders = superblock.get(CPC);
    int length = superblock.get(SBSIZE);
    require(
        length >= FIELD_BYTES && length <= Superblock.BYTES,
        SBSIZE,
        "from " + FIELD_BYTES + " to " + Superblock.BYTES);
    if (superblock.isOldFormat()) {
      return;
    }
    require(
        superblock.get(POSTBLFORMAT) == DYNAMIC_TABLES,
        POSTBLFORMAT,
        Integer.toString(DYNAMIC_TABLES));
    require(positions > 0, NRPOS, "above 0");
    require(start >= 0, POSTBLOFF, "at least 0");
    require(cylinders >= 0, CPC, "at least 0");
    require(
        start + 2L * positions * cylinders <= length,
        POSTBLOFF,
        "a table of rotational positions that ends within the superblock");
  }

  /** mkfs counts what is not taken by tables; {@code fsck} never looks. */
  private void dataSize() {
    SummaryPlace summary = SummaryPlace.of(superblock);
    long perGroup = superblock.get(DBLKNO) - (long) superblock.get(SBLKNO);
    long expected =
        superblock.sizeInFragments()
            - (superblock.get(DBLKNO) + summary.to() - summary.from())
            - perGroup * (superblock.groupCount() - 1);
    int found = superblock.get(DSIZE);
    if (found != expected) {
      survey
          .findings()
          .superblock(
              FindingKind.SUPERBLOCK_DATA_SIZE,
              superblock,
              DSIZE,
              "is " + found + ", expected " + expected);
    }
  }

  private void tuning() {
    int reserve = superblock.get(MINFREE);
    if (reserve < 0 || reserve > MOST_MINFREE) {
      survey
          .findings()
          .superblock(
              FindingKind.SUPERBLOCK_TUNING,
              superblock,
              MINFREE,
              "is " + reserve + " percent, expected 0 to " + MOST_MINFREE);
    }
    int preference = superblock.get(OPTIM);
    if (preference != 0 && preference != 1) {
      survey
          .findings()
          .superblock(
              FindingKind.SUPERBLOCK_TUNING,
              superblock,
              OPTIM,
              "is " + preference + ", expected 0 for time or 1 for space");
    }
  }

  private void require(boolean holds, SuperblockField field, String expected) {
    if (!holds) {
      survey
          .findings()
          .superblock(
              FindingKind.SUPERBLOCK_GEOMETRY,
              superblock,
              field,
              "is " + superblock.get(field) + ", expected " + expected);
    }
  }
}
