package org.bootarchive.media.iso;

import static com.google.common.base.Preconditions.checkArgument;

import org.bootarchive.archive.image.Content;
import org.jspecify.annotations.Nullable;

/**
 * What firmware boots from a new ISO 9660, by El Torito and without emulation; at least one of the
 * two is there.
 *
 * @param bios the program that a BIOS loads; it is given a boot info table
 * @param efi the file system that EFI looks into
 */
public record IsoBoot(@Nullable Content bios, @Nullable Content efi) {

  /** Checks that something boots. */
  public IsoBoot {
    checkArgument(bios != null || efi != null, "nothing that boots");
  }
}
