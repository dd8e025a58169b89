package org.bootarchive.archive.convert;

import java.util.List;
import org.bootarchive.archive.image.ImageLayout;

/**
 * An archive that is laid out and not written.
 *
 * @param losses what its form cannot hold of the files
 */
record PlannedArchive(ImageLayout layout, List<Loss> losses) {}
