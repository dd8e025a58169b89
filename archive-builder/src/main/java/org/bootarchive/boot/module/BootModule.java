package org.bootarchive.boot.module;

import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One module as a boot loader passes it: {@code mb_module_t} or {@code multiboot_tag_module_t}.
 *
 * @param commandLine the whole command line, path first; null if the boot loader passes none
 * @param content the bytes that were loaded
 */
public record BootModule(@Nullable ByteString commandLine, BlockDevice content) {}
