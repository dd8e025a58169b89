package org.bootarchive.boot.config;

import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * The kernel that a configuration starts.
 *
 * @param path as the boot loader looks it up, variables expanded where their value is known
 * @param arguments what follows the path on the kernel's command line; may be empty
 * @param source the line that names it
 */
public record ConfiguredKernel(ByteString path, ByteString arguments, SourceLine source) {}
