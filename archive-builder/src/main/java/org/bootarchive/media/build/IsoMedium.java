package org.bootarchive.media.build;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.media.disk.MediumWriter;
import org.bootarchive.media.iso.IsoBoot;
import org.bootarchive.media.iso.IsoFormat;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;

/**
 * An optical medium that boots a platform, laid out as SmartOS' build_boot_image does it with
 * mkisofs: ISO 9660 with Rock Ridge, and El Torito's entries for a BIOS and for EFI. Equal inputs
 * give equal bytes.
 *
 * <p>Source: {@code create_iso} in {@code tools/build_boot_image} of smartos-live.
 */
public final class IsoMedium {
  /** The file system that EFI looks into, as build_boot_image names it. */
  static final String EFI_IMAGE = "boot/efiboot.img";

  /** What mkisofs calls a medium that is given no name. */
  private static final String LABEL = "CDROM";

  private static final String CDBOOT = "boot/cdboot";

  /** What a BIOS boots a disc by: illumos' program, GRUB's old and new, isolinux'. */
  private static final ImmutableList<String> BIOS_IMAGES =
      ImmutableList.of(
          CDBOOT,
          "boot/grub/i386-pc/eltorito.img",
          "boot/grub/stage2_eltorito",
          "boot/isolinux/isolinux.bin");

  private static final ImmutableList<String> EFI_IMAGES =
      ImmutableList.of(EFI_IMAGE, "boot/grub/efi.img", "efi.img");

  private IsoMedium() {}

  /**
   * What was written.
   *
   * @param bytes how long the medium is
   * @param underBios whether a BIOS finds something to boot
   * @param underEfi whether EFI does
   */
  public record Written(long bytes, boolean underBios, boolean underEfi) {}

  /**
   * Writes a medium; it appears when it is complete, gzipped if its name ends in {@code .gz}.
   *
   * @param boot the directory that has {@code boot} in it, of the host or of a medium
   * @param efiBytes the length of the EFI file system, whole sectors of 512 bytes; empty to take
   *     one that is among the boot files, or else to make one as large as a key's
   * @param date when files were made; empty for the time of the youngest
   * @throws IllegalArgumentException if no EFI file system has this length
   * @throws IOException if a file cannot be read or is too large, nothing among the files boots, or
   *     the medium cannot be written
   */
  public static Written write(
      Platform platform,
      Path boot,
      Optional<Long> efiBytes,
      Optional<Instant> date,
      Path target,
      LongConsumer progress)
      throws IOException {
    InputFiles.of(platform.place(), boot).requireNone(target);
    MediumFiles files = MediumFiles.of(platform, boot);
    Instant time = date.orElse(files.newest());
    Optional<Content> bios = first(files, BIOS_IMAGES);
    Optional<Content> efi = efiBytes.isPresent() ? Optional.empty() : first(files, EFI_IMAGES);
    if (efi.isEmpty() && (efiBytes.isPresent() || files.find(EfiVolume.LOADER).isPresent())) {
      long bytes = efiBytes.orElse(UsbMedium.DEFAULT_EFI_BYTES);
      SparseContent made = new SparseContent(bytes);
      EfiVolume.write(made.device(), files.read(EfiVolume.LOADER), time);
      efi = Optional.of(made);
      files = files.with(EFI_IMAGE, made);
    }
    if (bios.isEmpty() && efi.isEmpty()) {
      throw new FileSystemException(
          CDBOOT, null, "is not among the boot loader's files, nor is " + EfiVolume.LOADER);
    }
    ImageLayout layout =
        IsoFormat.layout(
            files.toIso(time), LABEL, time, new IsoBoot(bios.orElse(null), efi.orElse(null)));
    VolumePlan plan =
        VolumePlan.of(CopyOnWriteBlockDevice.over(layout.device()), layout.placements());
    MediumWriter.write(target, plan.size(), plan::writeTo, progress);
    return new Written(plan.size(), bios.isPresent(), efi.isPresent());
  }

  private static Optional<Content> first(MediumFiles files, ImmutableList<String> names) {
    return names.stream()
        .map(files::find)
        .flatMap(Optional::stream)
        .filter(content -> content.size() > 0)
        .findFirst();
  }
}
