package org.bootarchive.archive.tree;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.archive.tree.mount.UsrMount;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.FileContentDevice;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * The compressed file system that an archive has in {@code /usr.lgz} and that is mounted on /usr in
 * the boot ({@code svc/milestone/fs-root}), read where it lies.
 */
public final class UsrImage implements UsrMount {
  /** The file's name in the archive's root directory. */
  public static final FileName NAME = FileName.of("usr.lgz");

  /** The usr.lgz of an archive is damaged; the archive's own files can be read without it. */
  public static final class DamagedException extends CorruptImageException {
    private static final long serialVersionUID = 1L;

    DamagedException(CorruptImageException cause) {
      super(UsrImage.NAME.toString(), -1, String.valueOf(cause.getMessage()));
      initCause(cause);
    }
  }

  private final Volume root;
  private final long inode;
  private @Nullable LofiDevice lofi;
  private @Nullable Volume volume;
  private @Nullable CorruptImageException damage;

  private UsrImage(Volume root, long inode) {
    this.root = root;
    this.inode = inode;
  }

  /**
   * Finds the image in an archive, and reads nothing of it yet.
   *
   * @return empty if the root directory has no {@code usr.lgz}
   * @throws IOException if the root directory is corrupt, or cannot be read
   */
  public static Optional<UsrImage> in(Volume root) throws IOException {
    OptionalLong inode = root.lookup(Inode.ROOT, NAME);
    return inode.isPresent()
        ? Optional.of(new UsrImage(root, inode.getAsLong()))
        : Optional.empty();
  }

  /** Returns the inode of usr.lgz. */
  public long inode() {
    return inode;
  }

  /**
   * Returns the compressed bytes.
   *
   * @throws CorruptImageException if usr.lgz is no regular file, or has blocks that cannot be
   */
  public FileContent file() throws IOException {
    Inode file = root.inode(inode);
    if (file.type() != FileType.REGULAR) {
      throw new CorruptImageException(
          NAME.toString(), -1, "is no regular file, so that nothing can be mounted on /usr");
    }
    return root.content(inode, file);
  }

  /**
   * Returns the compressed image, as it is in the archive.
   *
   * @throws CorruptImageException if usr.lgz is not compressed as it should be
   */
  public synchronized LofiDevice lofi() throws IOException {
    LofiDevice open = lofi;
    if (open == null) {
      open = LofiDevice.open(FileContentDevice.of(file()));
      lofi = open;
    }
    return open;
  }

  /**
   * Returns the bytes of the file system, as the kernel's device shows them; what damage they meet
   * readers are told with the name of usr.lgz. Closing it closes this.
   *
   * @throws CorruptImageException if usr.lgz is not compressed as it should be
   */
  public BlockDevice device() throws IOException {
    try {
      return new UsrDevice(lofi());
    } catch (CorruptImageException e) {
      throw UsrDevice.damaged(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws CorruptImageException if it is damaged; so do readers of the volume that come to damage
   *     of usr.lgz
   */
  @Override
  public synchronized Volume volume() throws IOException {
    if (damage != null) {
      throw damage;
    }
    Volume open = volume;
    if (open == null) {
      try {
        open = Volume.open(device());
      } catch (CorruptImageException e) {
        damage = UsrDevice.damaged(e);
        throw damage;
      }
      volume = open;
    }
    return open;
  }

  @Override
  public synchronized void close() throws IOException {
    if (lofi != null) {
      lofi.close();
    }
  }
}
