package org.bootarchive.archive.overlay;

import java.nio.file.Path;

/**
 * A file that is to appear to the kernel under a name.
 *
 * @param name as the kernel looks it up, without a leading slash, such as {@code etc/system}; chars
 *     standing for bytes
 * @param source where its content is
 */
public record OverlayFile(String name, Path source) {}
