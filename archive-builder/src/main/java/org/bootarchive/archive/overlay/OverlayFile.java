package org.bootarchive.archive.overlay;

import java.nio.file.Path;
import org.bootarchive.ufs.text.ByteString;

/**
 * A file that is to appear to the kernel under a name.
 *
 * @param name as the kernel looks it up, without a leading slash, such as {@code etc/system}
 * @param source where its content is
 */
public record OverlayFile(ByteString name, Path source) {}
