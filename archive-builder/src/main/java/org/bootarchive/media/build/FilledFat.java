package org.bootarchive.media.build;

import java.io.IOException;
import java.time.Instant;
import org.bootarchive.media.fat.FatFormat;
import org.bootarchive.media.fat.FatVolume;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.WritableBlockDevice;

/** A FAT32 that is made with files in it. */
final class FilledFat {
  private FilledFat() {}

  /** Puts files on a file system that is empty. */
  interface Filling {
    void put(VolumeEdit edit) throws IOException;
  }

  /**
   * Makes a file system on all of a device that is zeros, and fills it.
   *
   * @param time of all that is in it
   * @throws IllegalArgumentException if the device is too small or too large for a FAT32
   * @throws IOException if the files do not fit, or cannot be read or written
   */
  static void write(WritableBlockDevice device, String label, Instant time, Filling filling)
      throws IOException {
    FatFormat.format(device, label, time);
    try (FatVolume volume = FatVolume.open(device)) {
      VolumeEdit edit = volume.edit(time);
      filling.put(edit);
      edit.plan().writeTo(device);
    }
  }
}
