package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import org.bootarchive.archive.patch.PatchReport;

/**
 * What became of a platform image.
 *
 * @param archive what became of the boot archive
 * @param manifestLines lines of the new manifest that are not in the old one
 * @param manifestLinesGone lines of the old manifest that are not in the new one
 * @param renewed the files beside the archive that were made anew because edits changed their
 *     counterparts in it, or a stamp was asked for
 */
public record PlatformPatchReport(
    PatchReport archive, int manifestLines, int manifestLinesGone, ImmutableList<String> renewed) {}
