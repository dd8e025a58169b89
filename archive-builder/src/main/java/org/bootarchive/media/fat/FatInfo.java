package org.bootarchive.media.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.media.fat.FatLayout.Boot;
import org.bootarchive.media.fat.FatLayout.Info;
import org.bootarchive.ufs.device.BlockDevice;

/** The sector of a FAT32 that counts free clusters. */
final class FatInfo {
  private FatInfo() {}

  static ByteBuffer read(BlockDevice device, long at) throws IOException {
    ByteBuffer sector = ByteBuffer.allocate(Boot.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    device.read(at, sector);
    return sector.rewind();
  }

  /** Returns whether a sector has the three signatures. */
  static boolean isOne(ByteBuffer sector) {
    return sector.getInt(Info.LEAD_SIGNATURE) == Info.LEAD
        && sector.getInt(Info.STRUCTURE_SIGNATURE) == Info.STRUCTURE
        && sector.getInt(Info.TRAIL_SIGNATURE) == Info.TRAIL;
  }
}
