package org.bootarchive.ufs.volume;

import static org.bootarchive.ufs.disk.SuperblockField.CPG;
import static org.bootarchive.ufs.disk.SuperblockField.MAXBPG;
import static org.bootarchive.ufs.disk.SuperblockField.NRPOS;
import static org.bootarchive.ufs.disk.SuperblockField.NSECT;
import static org.bootarchive.ufs.disk.SuperblockField.SPC;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.UnsafeToWriteException;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/** Tells whether a file system may be changed, and writes what its superblock says afterwards. */
final class WriteSafety {
  /** {@code FSLARGEFILES} in fs_flags. */
  static final int FLAG_LARGE_FILES = 1;

  /** {@code FSCLEAN} in fs_clean. */
  private static final int CLEAN = 1;

  /** {@code FSLOG} in fs_clean. */
  private static final int CLEAN_WITH_LOG = 0xfd;

  /** {@code FS_ALL_ROLLED} in fs_rolled. */
  private static final int ALL_ROLLED = 1;

  private WriteSafety() {}

  /**
   * Checks that a file system may be changed.
   *
   * @param deviceBytes the length of the device
   * @throws UnsafeToWriteException if it is of another system, or not clean, or its log has changes
   *     that are not in place
   * @throws CorruptImageException if the numbers that its counts depend on do not fit each other
   */
  static void check(Superblock superblock, long deviceBytes)
      throws UnsafeToWriteException, CorruptImageException {
    Optional<String> foreign = superblock.foreignFormat();
    if (foreign.isPresent()) {
      throw new UnsafeToWriteException(
          "the file system has "
              + foreign.get()
              + ", which is read and never written; convert it, or build an image of its files");
    }
    if (!superblock.isClean()) {
      throw new UnsafeToWriteException(
          String.format(
              Locale.ROOT,
              "the file system was not unmounted in good order (fs_clean is %d, fs_state + fs_time"
                  + " 0x%08x, expected 0x%08x); check it first",
              superblock.get(SuperblockField.CLEAN),
              superblock.get(SuperblockField.STATE) + superblock.time(),
              Superblock.STATE_OKAY));
    }
    if (superblock.hasLog()
        && clean(superblock) == CLEAN_WITH_LOG
        && superblock.get(SuperblockField.ROLLED) != ALL_ROLLED) {
      throw new UnsafeToWriteException(
          "the file system has a log (fs_logbno is "
              + superblock.get(SuperblockField.LOGBNO)
              + ") with changes that are not in place yet; mount it once, so that they are");
    }
    if (superblock.sizeInBytes() > deviceBytes) {
      throw new CorruptImageException(
          "image",
          -1,
          "ends at byte " + deviceBytes + ", its file system at " + superblock.sizeInBytes());
    }
    checkGeometry(superblock);
  }

  /** The counts per cylinder and position must have a place for every block. */
  private static void checkGeometry(Superblock superblock) throws CorruptImageException {
    for (SuperblockField field : new SuperblockField[] {SPC, NSECT, CPG, NRPOS}) {
      if (superblock.get(field) <= 0) {
        throw corrupt(superblock, field, "above 0");
      }
    }
    long sectors = (long) superblock.fragmentsPerGroup() * superblock.sectorsPerFragment();
    if (sectors > (long) superblock.get(CPG) * superblock.get(SPC)) {
      throw corrupt(superblock, CPG, "enough cylinders of fs_spc sectors for a group");
    }
    if (superblock.get(MAXBPG) <= 0) {
      throw corrupt(superblock, MAXBPG, "above 0");
    }
  }

  private static CorruptImageException corrupt(
      Superblock superblock, SuperblockField field, String expected) {
    return new CorruptImageException(
        "superblock",
        Superblock.OFFSET + (long) field.offset(superblock.byteOrder()),
        "fs_" + field.fieldName() + " is " + superblock.get(field) + ", expected " + expected);
  }

  private static int clean(Superblock superblock) {
    return superblock.get(SuperblockField.CLEAN) & 0xff;
  }

  /**
   * Writes all changes of metadata to the device, front to back, and the superblock last, as an
   * unmount leaves it: clean, with the time and the state that goes with it.
   *
   * @param summaries the counts of the groups, which the superblock gets the totals of
   * @param seconds the time, since 1970
   * @param largeFiles whether there is a file of 2 GiB or more
   * @return the superblock that was written
   */
  static Superblock flush(
      MetadataBuffer buffer,
      Superblock superblock,
      Summaries summaries,
      int seconds,
      boolean largeFiles)
      throws IOException {
    Superblock.Builder builder =
        superblock.withTotals(summaries.totals()).toBuilder().timeAndState(seconds);
    int flags = superblock.get(SuperblockField.FLAGS);
    builder.set(
        SuperblockField.FLAGS, largeFiles ? flags | FLAG_LARGE_FILES : flags & ~FLAG_LARGE_FILES);
    builder.set(SuperblockField.FMOD, 0);
    builder.set(
        SuperblockField.CLEAN, clean(superblock) == CLEAN_WITH_LOG ? CLEAN_WITH_LOG : CLEAN);
    Superblock written = builder.build();
    summaries.store(buffer, written.summaryOffset());
    buffer.flush();
    buffer.writeThrough(Superblock.OFFSET, ByteBuffer.wrap(written.toBytes()));
    return written;
  }
}
