package org.bootarchive.boot.module;

import org.jspecify.annotations.Nullable;

/**
 * One module as a boot loader passes it: {@code mb_module_t} or {@code multiboot_tag_module_t}.
 *
 * @param commandLine the whole command line, path first, chars standing for bytes; null if the boot
 *     loader passes none
 * @param content the bytes that were loaded
 */
public record BootModule(@Nullable String commandLine, ModuleContent content) {}
