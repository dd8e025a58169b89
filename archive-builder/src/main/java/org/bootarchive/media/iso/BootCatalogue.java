package org.bootarchive.media.iso;

import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
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
  private static final int COUNTED_BYTES = 512;
  private static final int COUNTS_PER_SECTOR = SECTOR_BYTES / COUNTED_BYTES;

  /** The longest EFI image whose sectors of 512 bytes can be told. */
  private static final int MOST_COUNT = 65535;

  /** What is loaded for sure in one go, at 0x7c00: 32 KiB. */
  private static final int MOST_BIOS_COUNT = 64;

  private static final int SUM = 28;
  private static final int KEY = 30;
  private static final int KEY_VALUE = 0xaa55;
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
   * A boot image of a new catalogue.
   *
   * @param platform 0 for a BIOS, 0xef for EFI
   * @param count how many sectors of 512 bytes are loaded; for EFI 0 are all
   * @param sector its first sector
   */
  record Image(int platform, int count, long sector) {

    /**
     * Returns the entry of an image that a BIOS loads: whole if it is small, as mkisofs has it. One
     * that is large loads the rest itself, by its boot info table, as GRUB's and isolinux do.
     */
    static Image ofBios(long sector, long bytes) {
      long sectors = IsoLayout.sectors(bytes) * COUNTS_PER_SECTOR;
      return new Image(0, (int) (sectors > MOST_BIOS_COUNT ? COUNTS_PER_SECTOR : sectors), sector);
    }

    /** Returns the entry of a file system that EFI looks into. */
    static Image ofEfi(long sector, long bytes) {
      return new Image(EFI, efiCount(bytes), sector);
    }
  }

  /** Returns how many sectors of 512 bytes an EFI image is said to have. */
  static int efiCount(long bytes) {
    long all = (bytes + COUNTED_BYTES - 1) / COUNTED_BYTES;
    return all > MOST_COUNT ? 0 : (int) all;
  }

  /**
   * Returns the sector of a new catalogue.
   *
   * @param images one or two; no emulation for any
   */
  static ByteBuffer of(List<Image> images) {
    ByteBuffer bytes = ByteBuffer.allocate(SECTOR_BYTES);
    ByteBuffer little = IsoLayout.little(bytes);
    little.put(0, (byte) VALIDATION).put(1, (byte) images.get(0).platform());
    little.putShort(KEY, (short) KEY_VALUE);
    int sum = 0;
    for (int i = 0; i < WORDS; i++) {
      sum += little.getShort(2 * i);
    }
    little.putShort(SUM, (short) -sum);
    put(little, ENTRY_BYTES, images.get(0));
    int at = 2 * ENTRY_BYTES;
    for (int i = 1; i < images.size(); i++) {
      Image image = images.get(i);
      little.put(at, (byte) (i == images.size() - 1 ? LAST_SECTION : SECTION));
      little.put(at + 1, (byte) image.platform()).putShort(at + 2, (short) 1);
      put(little, at + ENTRY_BYTES, image);
      at += 2 * ENTRY_BYTES;
    }
    return bytes;
  }

  private static void put(ByteBuffer little, int at, Image image) {
    little.put(at, (byte) BOOTABLE).putShort(at + COUNT, (short) image.count());
    little.putInt(at + IMAGE, (int) image.sector());
  }

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
