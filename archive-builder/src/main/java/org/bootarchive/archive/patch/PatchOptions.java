package org.bootarchive.archive.patch;

import java.util.OptionalLong;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.convert.ArchiveForm;

/**
 * How an archive is patched.
 *
 * @param date the latest time that a file may get
 * @param grow the new length of the image in bytes; empty to keep the file system
 * @param growUsr the new length of the file system in usr.lgz in bytes; empty to keep that one
 * @param nested whether paths below /usr mean files in usr.lgz, if there is one
 * @param form that the archive had before it became a UFS image, and the new one gets again
 */
public record PatchOptions(
    SourceDate date, OptionalLong grow, OptionalLong growUsr, boolean nested, ArchiveForm form) {
  /** File systems stay as large as they are, usr/... is in usr.lgz, and times are the sources'. */
  public static final PatchOptions DEFAULTS =
      new PatchOptions(
          SourceDate.UNLIMITED,
          OptionalLong.empty(),
          OptionalLong.empty(),
          true,
          ArchiveForm.PLAIN_UFS);

  /** Returns these options with another latest time. */
  public PatchOptions withDate(SourceDate newDate) {
    return new PatchOptions(newDate, grow, growUsr, nested, form);
  }

  /** Returns these options with another length of the image, in bytes. */
  public PatchOptions withGrow(OptionalLong bytes) {
    return new PatchOptions(date, bytes, growUsr, nested, form);
  }

  /** Returns these options with another length of the file system in usr.lgz, in bytes. */
  public PatchOptions withGrowUsr(OptionalLong bytes) {
    return new PatchOptions(date, grow, bytes, nested, form);
  }

  /** Returns these options with another meaning of paths below /usr. */
  public PatchOptions withNested(boolean inUsrLgz) {
    return new PatchOptions(date, grow, growUsr, inUsrLgz, form);
  }

  /** Returns these options with another form of the new archive. */
  public PatchOptions withForm(ArchiveForm newForm) {
    return new PatchOptions(date, grow, growUsr, nested, newForm);
  }
}
