package org.bootarchive.ufs;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.nio.UfsFileSystemProvider;

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
   * one that comes to damage throws {@link org.bootarchive.ufs.disk.CorruptImageException}, in a
   * walk as the cause of an {@link java.io.UncheckedIOException}.
   *
   * @throws org.bootarchive.ufs.disk.UnsupportedImageException if the file holds something else
   *     that is known by name, such as a UFS2 or a gzip file
   * @throws org.bootarchive.ufs.disk.CorruptImageException if it holds no file system that can be
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
   * @throws org.bootarchive.ufs.disk.UnsupportedImageException as {@link #open(Path)}
   * @throws org.bootarchive.ufs.disk.CorruptImageException as {@link #open(Path)}
   * @throws IOException if the device cannot be read
   */
  public static FileSystem open(BlockDevice device) throws IOException {
    return UfsFileSystemProvider.instance().newFileSystem(device);
  }
}
