package org.bootarchive.media.build;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.text.FileName;

/** The file system that EFI looks into: the boot loader, where removable media have it. */
final class EfiVolume {
  /** The boot loader among the boot files. */
  static final String LOADER = "boot/loader64.efi";

  private static final String LABEL = "SYSTEM";

  private EfiVolume() {}

  /**
   * Makes the file system on all of a device that is zeros.
   *
   * @throws IllegalArgumentException if the device is too small or too large for a FAT32
   * @throws IOException if the boot loader does not fit, or the device cannot be written
   */
  static void write(WritableBlockDevice device, byte[] loader, Instant time) throws IOException {
    FilledFat.write(
        device,
        LABEL,
        time,
        edit -> {
          edit.makeDirectory(path("efi"));
          edit.makeDirectory(path("efi", "boot"));
          edit.put(path("efi", "boot", "bootx64.efi"), BytesContent.of(loader));
        });
  }

  private static ImmutableList<FileName> path(String... names) {
    return Arrays.stream(names).map(FileName::of).collect(ImmutableList.toImmutableList());
  }
}
