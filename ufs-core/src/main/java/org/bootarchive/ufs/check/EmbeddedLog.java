package org.bootarchive.ufs.check;

import static org.bootarchive.ufs.disk.SuperblockField.FSBTODB;
import static org.bootarchive.ufs.disk.SuperblockField.LOGBNO;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/**
 * The log that a mount with logging keeps in blocks of no file, as {@code fsck} knows it: {@code
 * logsetup()} and {@code examinelog()}.
 *
 * <p>At the sector fs_logbno is a block with the list of its extents ({@code extent_block_t} of
 * {@code ufs_log.h}); the first sector of the first extent is its state ({@code ml_odunit_t}).
 */
final class EmbeddedLog {
  private static final int SECTOR_BYTES = 512;

  /** The list's type ({@code LUFS_EXTENTS}), sum of all words of its block, length and start. */
  private static final int TYPE = 0;

  private static final int CHECKSUM = 4;
  private static final int COUNT = 8;
  private static final int EXTENTS = 20;

  /** An extent: logical and physical start, and length, in sectors. */
  private static final int EXTENT_BYTES = 12;

  private static final int PHYSICAL = 4;
  private static final int LENGTH = 8;

  /** Fields of the state. */
  private static final int VERSION = 0;

  private static final int BAD_LOG = 4;
  private static final int HEAD_IDENT = 52;
  private static final int TAIL_IDENT = 60;
  private static final int STATE_CHECKSUM = 64;

  /** {@code LUFS_VERSION_LATEST}. */
  private static final int LATEST = 1;

  private final Survey survey;
  private final Superblock superblock;
  private final long number;

  EmbeddedLog(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.number = Integer.toUnsignedLong(superblock.get(LOGBNO));
  }

  /**
   * Claims the fragments of the log, if there is one, before any file can. Of a damaged one those
   * are claimed that its list, if that is sound, has.
   */
  void claim() throws IOException {
    if (!superblock.hasLog()) {
      return;
    }
    String damage = claimExtents();
    if (damage != null) {
      survey
          .findings()
          .superblock(
              FindingKind.SUPERBLOCK_STATE,
              superblock,
              LOGBNO,
              "is " + number + ": " + damage + "; fsck gives such a log up");
    }
  }

  /** Returns what is wrong with the log, null if nothing is. */
  private @Nullable String claimExtents() throws IOException {
    int perBlock = superblock.fragmentsPerBlock();
    long start = fragment(number);
    if (number * SECTOR_BYTES < Superblock.OFFSET
        || number % superblock.sectorsPerFragment() != 0
        || start > survey.fragments() - perBlock) {
      return "no log can lie there";
    }
    ByteBuffer list = survey.buffer(superblock.blockBytes());
    survey.read(superblock.fragmentOffset(start), list, superblock.blockBytes());
    int most = (superblock.blockBytes() - EXTENTS) / EXTENT_BYTES;
    int count = list.getInt(COUNT);
    if (list.getInt(TYPE) != 0 || list.getInt(CHECKSUM) != sum(list)) {
      return "the block there is no sound list of a log's extents";
    }
    if (count < 1 || count > most) {
      return "its list has " + Integer.toUnsignedString(count) + " extents, not 1 to " + most;
    }
    FragmentMap log = new FragmentMap(survey.fragments());
    for (int i = 0; i < count; i++) {
      int at = EXTENTS + i * EXTENT_BYTES;
      long from = fragment(Integer.toUnsignedLong(list.getInt(at + PHYSICAL)));
      long length = fragment(Integer.toUnsignedLong(list.getInt(at + LENGTH)));
      if (length < 1 || from > survey.fragments() - length) {
        return "its extent " + i + " is empty or lies outside the image";
      }
      log.set(from, from + length);
    }
    log.set(start, start + perBlock);
    survey.claimLog(log);
    return isStateSound(Integer.toUnsignedLong(list.getInt(EXTENTS + PHYSICAL)))
        ? null
        : "its state is damaged";
  }

  private boolean isStateSound(long sector) throws IOException {
    ByteBuffer state = survey.buffer(SECTOR_BYTES);
    survey.read(sector * SECTOR_BYTES, state, SECTOR_BYTES);
    return state.getInt(VERSION) == LATEST
        && state.getInt(BAD_LOG) == 0
        && state.getInt(STATE_CHECKSUM) == state.getInt(HEAD_IDENT) + state.getInt(TAIL_IDENT);
  }

  private long fragment(long sector) {
    return sector >> superblock.get(FSBTODB);
  }

  /** Adds up all words but the sum itself. */
  private static int sum(ByteBuffer block) {
    int sum = -block.getInt(CHECKSUM);
    for (int at = 0; at < block.limit(); at += Integer.BYTES) {
      sum += block.getInt(at);
    }
    return sum;
  }
}
