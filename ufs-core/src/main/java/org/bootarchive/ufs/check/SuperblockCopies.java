package org.bootarchive.ufs.check;

import static org.bootarchive.ufs.disk.SuperblockField.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * Compares the copy of the superblock in every group with the superblock.
 *
 * <p>mkfs writes the copies and nothing updates them, so that fields which change in use, or by
 * tunefs, may differ. {@code fsck} looks at the copy of the last group only.
 */
final class SuperblockCopies {
  /** The fields that may differ, as in {@code checksb()} of {@code fsck}. */
  static final List<SuperblockField> CHANGING =
      List.of(
          LINK, ROLLED, TIME, STATE, NDIR, NBFREE, NIFREE, NFFREE, CGROTOR, FMOD, CLEAN, RONLY,
          FLAGS, MAXCONTIG, MINFREE, OPTIM, ROTDELAY, MAXBPG, LOGBNO, RECLAIM, SI, FSMNT, CSP_PAD);

  /** Fields that {@code fsck} leaves out although nothing should change them. */
  private static final List<SuperblockField> UNCOMPARED = List.of(FSBTODB, NPSECT, NRPOS);

  private static final int LEAST_BYTES = 1376;
  private static final int NAMED_FIELDS = 4;

  private final Survey survey;
  private final Superblock superblock;

  SuperblockCopies(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
  }

  void check() throws IOException {
    byte[] original = superblock.toBytes();
    int length =
        Math.max(LEAST_BYTES, Math.min(Superblock.BYTES, superblock.get(SuperblockField.SBSIZE)));
    byte[] copy = new byte[Superblock.BYTES];
    ByteBuffer buffer = survey.buffer(copy);
    for (int group = 0; group < survey.groups(); group++) {
      long at = superblock.fragmentOffset(superblock.superblockFragment(group));
      survey.read(at, buffer, length);
      hide(CHANGING, original, copy);
      hide(UNCOMPARED, original, copy);
      int mismatch = Arrays.mismatch(original, 0, length, copy, 0, length);
      if (mismatch >= 0) {
        survey
            .findings()
            .group(FindingKind.SUPERBLOCK_COPY, group, at + mismatch, describe(copy, length));
      }
    }
  }

  private void hide(List<SuperblockField> fields, byte[] original, byte[] copy) {
    for (SuperblockField field : fields) {
      int from = field.offset(superblock.byteOrder());
      System.arraycopy(original, from, copy, from, field.width() * field.count());
    }
  }

  private String describe(byte[] bytes, int length) {
    Superblock copy = Superblock.decode(ByteBuffer.wrap(bytes), superblock.byteOrder());
    StringBuilder text = new StringBuilder("the copy of the superblock differs:");
    int differing = 0;
    for (SuperblockField field : SuperblockField.values()) {
      for (int i = 0; i < field.count(); i++) {
        if (copy.get(field, i) != superblock.get(field, i) && ++differing <= NAMED_FIELDS) {
          text.append(differing == 1 ? " fs_" : ", fs_")
              .append(field.fieldName())
              .append(" is ")
              .append(copy.get(field, i))
              .append(", expected ")
              .append(superblock.get(field, i));
        }
      }
    }
    if (differing > NAMED_FIELDS) {
      text.append(" and ").append(differing - NAMED_FIELDS).append(" more");
    } else if (differing == 0) {
      text.append(" between byte ").append(LEAST_BYTES).append(" and ").append(length);
    }
    return text.toString();
  }
}
