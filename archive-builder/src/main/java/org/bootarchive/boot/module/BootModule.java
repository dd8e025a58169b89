package org.bootarchive.boot.module;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import org.bootarchive.ufs.device.BlockDevice;
import org.jspecify.annotations.Nullable;

/**
 * One module as a boot loader passes it: {@code mb_module_t} or {@code multiboot_tag_module_t}.
 *
 * @param commandLine the whole command line, path first, chars standing for bytes; null if the boot
 *     loader passes none
 * @param content the bytes that were loaded
 */
public record BootModule(@Nullable String commandLine, BlockDevice content) {
  private static final CharMatcher BYTES = CharMatcher.inRange('\0', '\u00ff');

  /** Checks that the command line is one of bytes. */
  public BootModule {
    checkArgument(
        commandLine == null || BYTES.matchesAllOf(commandLine),
        "chars of the command line do not stand for bytes: %s",
        commandLine);
  }
}
