package org.bootarchive.report;

import java.util.Optional;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * An archive that a report is about; it must be open as long as the report is made.
 *
 * @param source where it is
 * @param tree its files as they are after boot
 * @param device the image that they are in
 * @param form of the archive that the image was made of; empty if it is the archive itself
 * @param check what a check of it came to
 */
public record ReportSubject(
    ReportSource source,
    ArchiveTree tree,
    BlockDevice device,
    Optional<UnpackedArchive.Summary> form,
    ReportCheck check) {

  /** Tells whether the archive is a UFS, so that its space and its groups mean something. */
  boolean isUfs() {
    return form.isEmpty() || form.get().form().kind() == ArchiveForm.Kind.UFS;
  }
}
