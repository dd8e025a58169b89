package org.bootarchive.media.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.media.disk.DeviceRange;
import org.bootarchive.media.disk.GptWriter;
import org.bootarchive.media.disk.MediumWriter;
import org.bootarchive.media.disk.Partition;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.WritableBlockDevice;

/**
 * A key that boots a platform, laid out as SmartOS' build_boot_image and format_image do it: a
 * protective MBR and a GPT with the firmware's partition, the second stage for a BIOS, and a FAT32
 * with all files. Equal inputs give equal bytes: identifiers come from the stamp and the sizes.
 *
 * <p>Source: {@code tools/build_boot_image} and {@code tools/format_image/format_image.c} of
 * smartos-live.
 */
public final class UsbMedium {
  /** What SmartOS' own keys have. */
  public static final long DEFAULT_BYTES = 1_940_000_256L;

  /** What SmartOS' own keys give the firmware's partition. */
  public static final long DEFAULT_EFI_BYTES = 256L << 20;

  private static final int SECTOR_BYTES = Partition.SECTOR_BYTES;
  private static final long ALIGNED_SECTORS = 2048;
  private static final long STAGE2_SECTORS = 2048;
  private static final long RESERVED_SECTORS = 16384;

  /** Where the MBR says what the second stage is ({@code installboot.h}). */
  private static final int MBR_BPB = 3;

  private static final int MBR_BPB_BYTES = 0x3b;
  private static final int MBR_VERSION = 0xfa;
  private static final int MBR_STAGE2_SECTORS = 0xfc;
  private static final int MBR_STAGE2_SECTOR = 0xfe;
  private static final int MBR_UUID = 0x106;
  private static final int MBR_SIGNATURE = 0x1fe;
  private static final int LAYOUT_MAJOR = 2;

  private static final int MULTIBOOT_MAGIC = 0x1badb002;

  /** Where a second stage has the first sector of the root, behind its Multiboot header's start. */
  private static final int ROOT_SECTOR_IN_HEADER = 24;

  private static final String EFI_TYPE = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";
  private static final String BOOT_TYPE = "6a82cb45-1dd2-11b2-99a6-080020736631";
  private static final String ROOT_TYPE = "6a85cf4d-1dd2-11b2-99a6-080020736631";
  private static final String RESERVED_TYPE = "6a945a3b-1dd2-11b2-99a6-080020736631";

  private final MediumFiles files;
  private final long bytes;
  private final long efiSectors;
  private final Instant time;
  private final String seed;

  private UsbMedium(MediumFiles files, long bytes, long efiSectors, Instant time, String seed) {
    this.files = files;
    this.bytes = bytes;
    this.efiSectors = efiSectors;
    this.time = time;
    this.seed = seed;
  }

  /**
   * Writes a key; it appears when it is complete, gzipped if its name ends in {@code .gz}.
   *
   * @param boot the directory that has {@code boot} in it, of the host or of a medium
   * @param bytes the key's length, whole sectors
   * @param efiBytes the length of the firmware's partition, whole MiB
   * @param date when files were made; empty for the time of the youngest
   * @throws IllegalArgumentException if the sizes are none of a key
   * @throws IOException if a file cannot be read, they do not fit, or the key cannot be written
   */
  public static void write(
      Platform platform,
      Path boot,
      long bytes,
      long efiBytes,
      Optional<Instant> date,
      Path target,
      LongConsumer progress)
      throws IOException {
    long efiSectors = efiBytes / SECTOR_BYTES;
    if (bytes % SECTOR_BYTES != 0
        || efiSectors % ALIGNED_SECTORS != 0
        || rootSectors(bytes, efiSectors) <= 0) {
      throw new IllegalArgumentException(
          "a key has whole sectors of 512 bytes, its firmware's partition whole MiB, and the rest"
              + " is for files");
    }
    InputFiles.of(platform.place(), boot).requireNone(target);
    MediumFiles files = MediumFiles.of(platform, boot).without(IsoMedium.EFI_IMAGE);
    String seed = platform.version().orElse("") + " " + bytes + " " + efiBytes;
    UsbMedium medium = new UsbMedium(files, bytes, efiSectors, date.orElse(files.newest()), seed);
    MediumWriter.write(target, bytes, medium::writeTo, progress);
  }

  private static long rootStart(long efiSectors) {
    return ALIGNED_SECTORS + efiSectors + STAGE2_SECTORS;
  }

  private static long rootSectors(long bytes, long efiSectors) {
    long end = GptWriter.lastUsable(bytes / SECTOR_BYTES) + 1 - RESERVED_SECTORS;
    long sectors = end - rootStart(efiSectors);
    return sectors - Math.floorMod(sectors, ALIGNED_SECTORS);
  }

  private void writeTo(WritableBlockDevice device) throws IOException {
    long stage2 = ALIGNED_SECTORS + efiSectors;
    long root = rootStart(efiSectors);
    long rootSectors = rootSectors(bytes, efiSectors);
    long reserved = GptWriter.lastUsable(bytes / SECTOR_BYTES) + 1 - RESERVED_SECTORS;
    byte[] stage2Bytes = files.read("boot/gptzfsboot");
    device.write(0, mbr(stage2, stage2Bytes.length));
    device.write(stage2 * SECTOR_BYTES, stage2(stage2Bytes, root));
    new GptWriter(device, uuid("disk"))
        .put(0, EFI_TYPE, uuid("loader"), ALIGNED_SECTORS, efiSectors, "loader")
        .put(1, BOOT_TYPE, uuid("boot"), stage2, STAGE2_SECTORS, "boot")
        .put(2, ROOT_TYPE, uuid("root"), root, rootSectors, "root")
        .put(8, RESERVED_TYPE, uuid("reserved"), reserved, RESERVED_SECTORS, "reserved")
        .write();
    byte[] loader = files.read(EfiVolume.LOADER);
    EfiVolume.write(part(device, ALIGNED_SECTORS, efiSectors), loader, time);
    FilledFat.write(part(device, root, rootSectors), "SMARTOSBOOT", time, files::putOn);
  }

  private static WritableBlockDevice part(WritableBlockDevice device, long start, long sectors) {
    return DeviceRange.writable(device, start * SECTOR_BYTES, sectors * SECTOR_BYTES);
  }

  private ByteBuffer mbr(long stage2, int stage2Bytes) throws IOException {
    byte[] code = files.read("boot/pmbr");
    if (code.length > SECTOR_BYTES) {
      throw new CorruptImageException("boot/pmbr", -1, "has more than a sector");
    }
    ByteBuffer mbr = ByteBuffer.allocate(SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    mbr.put(0, code);
    if (mbr.getShort(MBR_SIGNATURE) != (short) 0xaa55) {
      throw new CorruptImageException("boot/pmbr", MBR_SIGNATURE, "no signature of an MBR");
    }
    mbr.put(MBR_BPB, new byte[MBR_BPB_BYTES]);
    mbr.put(MBR_VERSION, (byte) LAYOUT_MAJOR).put(MBR_VERSION + 1, (byte) 0);
    mbr.putShort(MBR_STAGE2_SECTORS, (short) (stage2Bytes / SECTOR_BYTES));
    mbr.putLong(MBR_STAGE2_SECTOR, stage2);
    UUID uuid = uuid("mbr");
    ByteBuffer id = mbr.slice(MBR_UUID, 16);
    id.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    GptWriter.protect(mbr, bytes / SECTOR_BYTES);
    return mbr;
  }

  private static ByteBuffer stage2(byte[] code, long root) throws IOException {
    if (code.length > STAGE2_SECTORS * SECTOR_BYTES) {
      throw new CorruptImageException("boot/gptzfsboot", -1, "has more than 1 MiB");
    }
    ByteBuffer stage2 = ByteBuffer.wrap(code.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + ROOT_SECTOR_IN_HEADER + Long.BYTES <= code.length; at += 4) {
      int sum = stage2.getInt(at) + stage2.getInt(at + 4) + stage2.getInt(at + 8);
      if (stage2.getInt(at) == MULTIBOOT_MAGIC && sum == 0) {
        return stage2.putLong(at + ROOT_SECTOR_IN_HEADER, root);
      }
    }
    throw new CorruptImageException(
        "boot/gptzfsboot", -1, "has no Multiboot header to put the root's place in");
  }

  private UUID uuid(String name) {
    return UUID.nameUUIDFromBytes((seed + " " + name).getBytes(UTF_8));
  }
}
