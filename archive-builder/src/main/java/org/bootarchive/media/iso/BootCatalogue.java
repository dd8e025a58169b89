package org.bootarchive.media.iso;

import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * El Torito's boot catalogue: one sector of entries of 32 bytes.
 *
 * @param sector where it is
 * @param bytes all 2048; not to be changed
 * @param entries the boot images, in order; the first is that of a BIOS unless it says otherwise
 */
record BootCatalogue(long sector, ByteBuffer bytes, ImmutableList<Entry> entries) {
  static final int EFI = 0xef;

  static final int COUNT = 6;
  static final int IMAGE = 8;

  private static final int ENTRY_BYTES = 32;
  private static final int BOOTABLE = 0x88;
  private static final int VALIDATION = 1;
  private static final int SECTION = 0x90;
  private static final int LAST_SECTION = 0x91;
  private static final int WORDS = ENTRY_BYTES / 2;

  /**
   * A boot image.
   *
   * @param at where its entry is in the catalogue, in bytes
   * @param platform 0 for a BIOS, 0xef for EFI
   * @param isBootable whether firmware is to use it
   * @param count how many sectors of 512 bytes are loaded; for EFI 0 and 1 are all
   * @param image its first sector
   */
  record Entry(int at, int platform, boolean isBootable, int count, long image) {}

  /**
   * Reads a catalogue.
   *
   * @throws CorruptImageException if its first entry is not what it must be
   */
  static BootCatalogue read(BlockDevice device, long sector) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SECTOR_BYTES);
    try {
      device.read(IsoLayout.offset(sector), bytes);
    } catch (EOFException e) {
      CorruptImageException damaged = damaged(sector, "beyond the end of the medium");
      damaged.initCause(e);
      throw damaged;
    }
    bytes.flip();
    ByteBuffer little = IsoLayout.little(bytes);
    int sum = 0;
    for (int i = 0; i < WORDS; i++) {
      sum += little.getShort(2 * i);
    }
    if (bytes.get(0) != VALIDATION || (sum & 0xffff) != 0) {
      throw damaged(sector, "the sum of its first entry is not 0");
    }
    ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    int platform = bytes.get(1) & 0xff;
    entries.add(entry(little, ENTRY_BYTES, platform));
    int at = 2 * ENTRY_BYTES;
    while (at + ENTRY_BYTES <= SECTOR_BYTES) {
      int id = bytes.get(at) & 0xff;
      if (id != SECTION && id != LAST_SECTION) {
        break;
      }
      platform = bytes.get(at + 1) & 0xff;
      int count = little.getShort(at + 2) & 0xffff;
      at += ENTRY_BYTES;
      for (int i = 0; i < count && at + ENTRY_BYTES <= SECTOR_BYTES; i++) {
        entries.add(entry(little, at, platform));
        at += ENTRY_BYTES;
      }
      if (id == LAST_SECTION) {
        break;
      }
    }
    return new BootCatalogue(sector, bytes, entries.build());
  }

  private static Entry entry(ByteBuffer little, int at, int platform) {
    return new Entry(
        at,
        platform,
        (little.get(at) & 0xff) == BOOTABLE,
        little.getShort(at + COUNT) & 0xffff,
        Integer.toUnsignedLong(little.getInt(at + IMAGE)));
  }

  private static CorruptImageException damaged(long sector, String reason) {
    return new CorruptImageException("boot catalogue", IsoLayout.offset(sector), reason);
  }
}
