package org.bootarchive.media.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bootarchive.media.iso.IsoLayout.Descriptor;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.jspecify.annotations.Nullable;

/**
 * The volume descriptors, and what lies around them.
 *
 * @param primary where the tree is that the boot loader and Rock Ridge know
 * @param joliet where the tree for Windows is, null if there is none
 * @param catalogue the sector of El Torito's catalogue, -1 if there is none
 * @param version the sector of mkisofs' version block, -1 if there is none
 * @param hasEnhanced whether there is a descriptor of a kind that is not known here
 * @param isUdf whether a UDF shares the medium
 * @param isHybrid whether a partition table lies over it
 */
record IsoDescriptors(
    Volume primary,
    @Nullable Volume joliet,
    long catalogue,
    long version,
    boolean hasEnhanced,
    boolean isUdf,
    boolean isHybrid) {

  private static final int MOST_DESCRIPTORS = 64;
  private static final int SECTORS_BEHIND = 16;

  /**
   * A descriptor of a tree.
   *
   * @param sector where it is
   * @param bytes all 2048; not to be changed
   */
  record Volume(long sector, ByteBuffer bytes) {
    long spaceSectors() {
      return IsoLayout.both(bytes, Descriptor.SPACE_SIZE);
    }

    long pathTableBytes() {
      return IsoLayout.both(bytes, Descriptor.PATH_TABLE_SIZE);
    }

    IsoRecord root() throws CorruptImageException {
      return IsoRecord.of(
          bytes.slice(Descriptor.ROOT, Descriptor.ROOT_BYTES),
          IsoLayout.offset(sector) + Descriptor.ROOT);
    }

    String label() {
      byte[] text = new byte[Descriptor.VOLUME_ID_BYTES];
      bytes.get(Descriptor.VOLUME_ID, text);
      return new String(text, ISO_8859_1).strip();
    }
  }

  /**
   * Reads the descriptors.
   *
   * @throws CorruptImageException if there is no primary one, or its sectors have another size
   */
  static IsoDescriptors read(BlockDevice device) throws IOException {
    Volume primary = null;
    Volume joliet = null;
    long catalogue = -1;
    boolean hasEnhanced = false;
    int end = Descriptor.FIRST_SECTOR;
    for (; end < Descriptor.FIRST_SECTOR + MOST_DESCRIPTORS; end++) {
      ByteBuffer bytes = sector(device, end);
      int type = bytes == null || !text(bytes, Descriptor.ID, "CD001") ? -1 : bytes.get(0) & 0xff;
      if (bytes == null || type < 0) {
        break;
      }
      if (type == Descriptor.TYPE_END) {
        end++;
        break;
      }
      if (type == Descriptor.TYPE_PRIMARY && primary == null) {
        primary = new Volume(end, bytes);
      } else if (type == Descriptor.TYPE_SUPPLEMENTARY) {
        if (joliet == null && bytes.get(Descriptor.VERSION) == 1 && isJoliet(bytes)) {
          joliet = new Volume(end, bytes);
        } else {
          hasEnhanced = true;
        }
      } else if (type == Descriptor.TYPE_BOOT
          && text(bytes, Descriptor.BOOT_SYSTEM, Descriptor.EL_TORITO)) {
        catalogue = Integer.toUnsignedLong(IsoLayout.little(bytes).getInt(Descriptor.CATALOGUE));
      }
    }
    if (primary == null) {
      throw new CorruptImageException(
          "volume descriptors", IsoLayout.SYSTEM_AREA_BYTES, "no primary one among them");
    }
    int block = IsoLayout.little(primary.bytes()).getShort(Descriptor.BLOCK_BYTES) & 0xffff;
    if (block != SECTOR_BYTES) {
      throw new CorruptImageException(
          "primary volume descriptor",
          IsoLayout.offset(primary.sector()),
          "blocks of " + block + " bytes; the boot loader knows 2048");
    }
    long version = -1;
    boolean isUdf = false;
    for (int i = end; i < end + SECTORS_BEHIND; i++) {
      ByteBuffer bytes = sector(device, i);
      if (bytes == null) {
        break;
      }
      isUdf |= text(bytes, 1, "NSR02") || text(bytes, 1, "NSR03");
      if (version < 0 && text(bytes, 0, "MKI ")) {
        version = i;
      }
    }
    return new IsoDescriptors(
        primary, joliet, catalogue, version, hasEnhanced, isUdf, isHybrid(device));
  }

  private static boolean isJoliet(ByteBuffer bytes) {
    int level = bytes.get(Descriptor.ESCAPES + 2);
    return text(bytes, Descriptor.ESCAPES, "%/") && (level == '@' || level == 'C' || level == 'E');
  }

  private static boolean isHybrid(BlockDevice device) throws IOException {
    ByteBuffer area = ByteBuffer.allocate(IsoLayout.SYSTEM_AREA_BYTES);
    device.read(0, area);
    return (area.get(510) == 0x55 && area.get(511) == (byte) 0xaa)
        || text(area, 512, "EFI PART")
        || text(area, SECTOR_BYTES, "EFI PART")
        || text(area, 512, "PM\0\0")
        || text(area, SECTOR_BYTES, "PM\0\0");
  }

  private static @Nullable ByteBuffer sector(BlockDevice device, long sector) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SECTOR_BYTES);
    try {
      device.read(IsoLayout.offset(sector), bytes);
    } catch (EOFException e) {
      return null;
    }
    return bytes.flip();
  }

  private static boolean text(ByteBuffer bytes, int at, String text) {
    byte[] found = new byte[text.length()];
    bytes.get(at, found);
    return Arrays.equals(found, text.getBytes(ISO_8859_1));
  }
}
