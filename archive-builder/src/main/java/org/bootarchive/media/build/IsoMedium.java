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
import org.bootarchive.media.iso.IsoVolume;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;

/**
 * An optical medium that boots a platform, laid out as SmartOS' build_boot_image does it with
 * mkisofs: ISO 9660 with Rock Ridge, and El Torito's entries for a BIOS and for EFI. Equal inputs
 * give equal bytes. It is planned first, then written; the platform and the boot files have to be
 * there until then.
 *
 * <p>Source: {@code create_iso} in {@code tools/build_boot_image} of smartos-live.
 */
public final class IsoMedium {
  /** The file system that EFI looks into, as build_boot_image names it. */
  static final String EFI_IMAGE = "boot/efiboot.img";

  /** What mkisofs calls a medium that is given no name. */
  private static final String LABEL = "CDROM";

  private static final String CDBOOT = "boot/cdboot";

  /** What a BIOS boots a disc by: illumos' program, GRUB's new and old, isolinux'. */
  private static final ImmutableList<String> BIOS_IMAGES =
      ImmutableList.of(
          CDBOOT,
          "boot/grub/i386-pc/eltorito.img",
          "boot/grub/stage2_eltorito",
          "boot/isolinux/isolinux.bin");

  private static final ImmutableList<String> EFI_IMAGES =
      ImmutableList.of(EFI_IMAGE, "boot/grub/efi.img", "efi.img");

  private final InputFiles inputs;
  private final VolumePlan plan;
  private final boolean underBios;
  private final boolean underEfi;

  private IsoMedium(InputFiles inputs, VolumePlan plan, boolean underBios, boolean underEfi) {
    this.inputs = inputs;
    this.plan = plan;
    this.underBios = underBios;
    this.underEfi = underEfi;
  }

  /**
   * Plans a medium.
   *
   * @param boot the directory that has {@code boot} in it, of the host or of a medium
   * @param efiBytes the length of the EFI file system, whole sectors of 512 bytes; empty to take
   *     one that is among the boot files, or else to make one as large as a key's
   * @param date when files were made; empty for the time of the youngest
   * @throws IllegalArgumentException if no EFI file system has this length
   * @throws IOException if a file cannot be read or is too large, or nothing among the files boots
   */
  public static IsoMedium plan(
      Platform platform, Path boot, Optional<Long> efiBytes, Optional<Instant> date)
      throws IOException {
    MediumFiles files = MediumFiles.of(platform, boot);
    Instant time = date.orElse(files.newest());
    Optional<Content> bios = first(files, BIOS_IMAGES);
    Optional<Content> efi = efiBytes.isPresent() ? Optional.empty() : first(files, EFI_IMAGES);
    if (efi.isEmpty() && (efiBytes.isPresent() || files.find(EfiVolume.LOADER).isPresent())) {
      SparseContent made = new SparseContent(efiBytes.orElse(UsbMedium.DEFAULT_EFI_BYTES));
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
    return new IsoMedium(
        InputFiles.of(platform.place(), boot),
        VolumePlan.of(CopyOnWriteBlockDevice.over(layout.device()), layout.placements()),
        bios.isPresent(),
        efi.isPresent());
  }

  private static Optional<Content> first(MediumFiles files, ImmutableList<String> names) {
    return names.stream()
        .map(files::find)
        .flatMap(Optional::stream)
        .filter(content -> content.size() > 0)
        .findFirst();
  }

  /** Returns how long the medium is in bytes. */
  public long bytes() {
    return plan.size();
  }

  /** Returns whether a BIOS finds something to boot. */
  public boolean underBios() {
    return underBios;
  }

  /** Returns whether EFI finds something to boot. */
  public boolean underEfi() {
    return underEfi;
  }

  /**
   * Opens the medium as it is to be, to be looked at before it is written.
   *
   * @throws IOException if a file cannot be read
   */
  public MediaVolume openVolume() throws IOException {
    return IsoVolume.open(plan.asDevice());
  }

  /**
   * Writes the medium; it appears when it is complete, gzipped if its name ends in {@code .gz}.
   *
   * @param progress is told the bytes that are packed
   * @throws IOException if a file cannot be read, or the medium not be written, or it would be
   *     written over one of them
   */
  public void write(Path target, LongConsumer progress) throws IOException {
    inputs.requireNone(target);
    MediumWriter.write(target, plan.size(), plan::writeTo, progress);
  }
}
