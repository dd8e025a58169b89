package org.bootarchive.archive.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.text.ByteString;

/**
 * What is in front of a cpio archive or an ISO 9660: on SPARC a boot block, from byte 512, which
 * reads files from the one kind of archive alone.
 */
final class BootBlock {
  /** In front of a UFS are its disk label and boot block ({@code BBSIZE} in ufs_fs.h). */
  private static final int UFS_BYTES = 8192;

  private BootBlock() {}

  /** Returns whether there is more than zeros in front of an archive. */
  static boolean isIn(ByteString front) {
    for (byte one : front.toBytes()) {
      if (one != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns what a new archive loses of a UFS whose first bytes are not zeros: it is made of the
   * files alone.
   *
   * @throws IOException if the device cannot be read
   */
  static List<Loss> lossesOfUfs(BlockDevice ufs) throws IOException {
    ByteBuffer front = ByteBuffer.allocate((int) Math.min(UFS_BYTES, ufs.size()));
    ufs.read(0, front);
    return isIn(ByteString.of(front.array())) ? List.of(loss(ArchiveForm.Kind.UFS)) : List.of();
  }

  private static Loss loss(ArchiveForm.Kind old) {
    return new Loss(
        ByteString.EMPTY,
        "the bytes in front, as a boot block, are left out: they go with " + old.title());
  }

  /** Returns what a new archive loses of an old one's front. */
  static List<Loss> losses(ArchiveForm old, ArchiveForm.Kind fresh) {
    return old.kind() == fresh || !isIn(old.front()) ? List.of() : List.of(loss(old.kind()));
  }

  /**
   * Puts bytes in front of an ISO 9660.
   *
   * @param iso laid out, with zeros there
   */
  static ImageLayout inFront(ByteString front, ImageLayout iso) {
    if (front.isEmpty()) {
      return iso;
    }
    List<Placement> placements = new ArrayList<>(iso.placements());
    placements.add(new Placement(0, front.length(), BytesContent.of(front.toBytes()), 0));
    return ImageLayout.of(iso.device(), placements);
  }
}
