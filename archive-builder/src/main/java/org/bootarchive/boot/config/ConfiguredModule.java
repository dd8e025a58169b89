package org.bootarchive.boot.config;

import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * One boot module of a configuration.
 *
 * @param path as the boot loader looks it up: a path, with GRUB perhaps behind a device, or a URL
 * @param commandLine the whole command line as the kernel sees it, path first
 * @param source the line that loads it
 */
public record ConfiguredModule(ByteString path, ByteString commandLine, SourceLine source) {}
