package org.bootarchive.archive.overlay.internal;

import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.KernelLookup;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Explanation.Remark;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.RemarkCode;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;

/**
 * Tells where the answers of mid-boot will not be those of after boot, when the file system in the
 * ramdisk's usr.lgz is mounted on /usr.
 */
public final class AfterBootUsr implements Closeable {
  private final Volume root;
  private final ArchiveTree own;
  private final ArchiveTree after;

  private AfterBootUsr(Volume root, ArchiveTree after) {
    this.root = root;
    this.own = ArchiveTree.ofRoot(root);
    this.after = after;
  }

  /**
   * Looks for a usr.lgz in a boot's ramdisk.
   *
   * @param modules the modules that {@code handover} speaks of
   * @return empty if there is none, or the ramdisk is no UFS that can be read
   * @throws IOException if the ramdisk's module cannot be read
   */
  public static Optional<AfterBootUsr> of(ModuleHandover handover, List<BootModule> modules)
      throws IOException {
    if (!(handover instanceof ModuleHandover.Accepted accepted) || accepted.ramdisk().isEmpty()) {
      return Optional.empty();
    }
    try {
      BootModule ramdisk = modules.get(accepted.ramdisk().getAsInt());
      Volume root = Volume.open(ramdisk.content());
      ArchiveTree after = ArchiveTree.afterBoot(root);
      return after.usr().isPresent()
          ? Optional.of(new AfterBootUsr(root, after))
          : Optional.empty();
    } catch (CorruptImageException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether a boot archive has something at a path once its usr.lgz is mounted on /usr.
   *
   * @param archive the boot archive; what is no UFS that can be read has nothing
   * @param path below the root, chars standing for bytes
   * @throws IOException if the archive cannot be read
   */
  public static boolean has(BlockDevice archive, String path) throws IOException {
    try (Volume root = Volume.open(archive);
        ArchiveTree after = ArchiveTree.afterBoot(root)) {
      return VolumePath.find(after, path.getBytes(StandardCharsets.ISO_8859_1), LastLink.FOLLOW)
          .isPresent();
    } catch (CorruptImageException e) {
      return false;
    }
  }

  /** Returns a dry boot's report with a remark on each answer that is another after boot. */
  public DryBootReport remark(DryBootReport report) throws IOException {
    ImmutableList.Builder<KernelLookup> lookups = ImmutableList.builder();
    for (KernelLookup lookup : report.lookups()) {
      lookups.add(lookup.withAnswer(remark(lookup.path(), lookup.answer())));
    }
    return report.withLookups(lookups.build());
  }

  /**
   * Returns mid-boot's answer for a path, with a remark if it is another after boot.
   *
   * @param path chars standing for bytes
   * @throws IOException if the ramdisk cannot be read
   */
  public Explanation remark(String path, Explanation answer) throws IOException {
    String text = difference(path.getBytes(StandardCharsets.ISO_8859_1), answer.lookup());
    return text.isEmpty()
        ? answer
        : new Explanation(
            answer.lookup(),
            answer.steps(),
            ImmutableList.<Remark>builder()
                .addAll(answer.remarks())
                .add(new Remark(RemarkCode.OTHERWISE_AFTER_BOOT, text))
                .build());
  }

  /** Returns what is different after boot, empty if nothing is. */
  private String difference(byte[] path, Lookup midBoot) throws IOException {
    try {
      Optional<VolumePath> hidden = VolumePath.find(own, path, LastLink.FOLLOW);
      boolean hides = hidden.isPresent() && isUsr(hidden.get());
      Optional<VolumePath> place;
      try {
        place = VolumePath.find(after, path, LastLink.FOLLOW);
      } catch (CorruptImageException e) {
        return "after boot nothing is there, as /usr cannot be mounted: " + e.getMessage();
      }
      if (place.isEmpty()) {
        return hides ? "after boot it is not there: usr.lgz, mounted on /usr, hides it" : "";
      }
      if (!after.isInUsr(place.get().vnode())) {
        return "";
      }
      return difference(place.get(), midBoot);
    } catch (CorruptImageException e) {
      // What is wrong with the ramdisk is for check to tell.
      return "";
    }
  }

  private static boolean isUsr(VolumePath place) {
    return !place.names().isEmpty() && place.names().get(0).equals(ArchiveTree.USR);
  }

  private static String difference(VolumePath place, Lookup midBoot) throws IOException {
    Vnode file = place.vnode();
    Inode inode = file.inode();
    String there =
        inode.type() == FileType.REGULAR
            ? place + " in usr.lgz, " + Long.toUnsignedString(inode.size()) + " bytes"
            : place + " in usr.lgz, no regular file";
    if (!(midBoot instanceof Lookup.Found found)) {
      return "after boot it is there: " + there;
    }
    return inode.type() == FileType.REGULAR && SameContent.of(found, file)
        ? ""
        : "after boot it is another file: " + there;
  }

  @Override
  public void close() throws IOException {
    after.close();
    root.close();
  }
}
