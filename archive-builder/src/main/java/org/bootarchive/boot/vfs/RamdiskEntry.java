package org.bootarchive.boot.vfs;

import java.util.Optional;

/**
 * A name in the ramdisk's file system.
 *
 * @param path from the root on, without leading slash, chars standing for bytes
 * @param directory whether it is a directory
 * @param leadsTo of a symbolic link the path that following it, and all links behind it, ends at,
 *     without leading slash and dots; empty if it is no link, or leads nowhere
 */
public record RamdiskEntry(String path, boolean directory, Optional<String> leadsTo) {}
