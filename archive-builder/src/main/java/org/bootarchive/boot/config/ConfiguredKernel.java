package org.bootarchive.boot.config;

import org.bootarchive.ufs.finding.SourceLine;

/**
 * The kernel that a configuration starts.
 *
 * @param path as the boot loader looks it up, variables expanded where their value is known
 * @param arguments what follows the path on the kernel's command line; may be empty
 * @param source the line that names it
 */
public record ConfiguredKernel(String path, String arguments, SourceLine source) {}
