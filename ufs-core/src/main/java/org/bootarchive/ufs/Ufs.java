package org.bootarchive.ufs;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.nio.UfsFileSystemProvider;
import org.bootarchive.ufs.volume.WriteOptions;

/**
 * The front door: opens UFS images as {@link FileSystem}s, to be used with {@link
 * java.nio.file.Files}.
 *
 * <p>Byte names, URIs, principals: see {@link org.bootarchive.ufs.nio}. Inodes by number, extents
 * and directories as they are on disk: see {@link org.bootarchive.ufs.volume.Volume}.
 */
public final class Ufs {
  private Ufs() {}

  /**
   * Opens an image to read it, clean or not. Any number of threads may use the file system.
   *
   * <p>A call that would change anything throws {@link java.nio.file.ReadOnlyFileSystemException};
   * one that comes to damage throws {@link org.bootarchive.ufs.device.CorruptImageException}, in a
   * walk as the cause of an {@link java.io.UncheckedIOException}.
   *
   * @throws org.bootarchive.ufs.device.UnsupportedImageException if the file holds something else
   *     that is known by name, such as a UFS2 or a gzip file
   * @throws org.bootarchive.ufs.device.CorruptImageException if it holds no file system that can be
   *     read
   * @throws IOException if the file cannot be read
   */
  public static FileSystem open(Path image) throws IOException {
    return UfsFileSystemProvider.instance().newFileSystem(image);
  }

  /**
   * Opens the file system on a device to read it, as {@link #open(Path)} does. The file system
   * closes the device with itself, or now if it cannot be opened.
   *
   * @throws org.bootarchive.ufs.device.UnsupportedImageException as {@link #open(Path)}
   * @throws org.bootarchive.ufs.device.CorruptImageException as {@link #open(Path)}
   * @throws IOException if the device cannot be read
   */
  public static FileSystem open(BlockDevice device) throws IOException {
    return UfsFileSystemProvider.instance().newFileSystem(device);
  }

  /**
   * Opens an image to read and change it in place. Changes of metadata reach the image when the
   * file system is closed, by {@link #flush}, or with a channel opened for {@code SYNC}; contents
   * of files at once: an image that is not closed in good order is of no use, so work on a copy.
   * Any number of threads may use the file system, one after the other.
   *
   * @throws org.bootarchive.ufs.device.UnsafeToWriteException if the file system was not unmounted
   *     in good order
   * @throws org.bootarchive.ufs.device.CorruptImageException as {@link #open(Path)}
   * @throws IOException if the file cannot be read or written
   */
  public static FileSystem openWritable(Path image) throws IOException {
    return openWritable(image, WriteOptions.now());
  }

  /** Opens an image as {@link #openWritable(Path)} does, with the times of another clock. */
  public static FileSystem openWritable(Path image, WriteOptions options) throws IOException {
    return UfsFileSystemProvider.instance().newFileSystem(image, options);
  }

  /**
   * Opens the file system on a device as {@link #openWritable(Path)} does. The file system closes
   * the device with itself, or now if it cannot be opened.
   */
  public static FileSystem openWritable(WritableBlockDevice device, WriteOptions options)
      throws IOException {
    return UfsFileSystemProvider.instance().newFileSystem(device, options);
  }

  /**
   * Makes a file with an empty file system, replacing one that is there, and opens it to be filled.
   *
   * @throws org.bootarchive.ufs.format.FormatRefusedException if newfs or mkfs makes no file system
   *     of the options; nothing is touched then
   * @throws IOException if the file cannot be made
   */
  public static FileSystem create(Path image, FormatOptions options) throws IOException {
    UfsFormat.formatFile(image, options);
    return openWritable(image);
  }

  /**
   * Writes all changes of a file system that was opened here to its image, and waits until they are
   * there. A file that is open and has lost its last name is gone then.
   *
   * @throws java.nio.file.ProviderMismatchException if it is another kind of file system
   * @throws IOException if the image cannot be written
   */
  public static void flush(FileSystem fileSystem) throws IOException {
    UfsFileSystemProvider.flush(fileSystem);
  }

  /**
   * Checks an image for everything that {@code fsck} finds, and for what the boot loaders and
   * mid-boot trip over.
   *
   * @throws IOException if the file cannot be read; damage is reported, never thrown
   */
  public static CheckReport check(Path image) throws IOException {
    try (BlockDevice device = FileBlockDevice.open(image)) {
      return UfsCheck.check(device);
    }
  }
}
