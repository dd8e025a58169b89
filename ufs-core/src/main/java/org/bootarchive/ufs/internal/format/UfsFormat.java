package org.bootarchive.ufs.internal.format;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.nio.file.Path;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.internal.device.AtomicFile;

/**
 * Makes empty file systems, byte for byte those of illumos' newfs and mkfs.
 *
 * <p>Source: newfs.c and mkfs.c of illumos ({@code cmd/fs.d/ufs}).
 */
public final class UfsFormat {
  private UfsFormat() {}

  /**
   * Returns the geometry that a file system of these options has, without making one. Takes the
   * same short time for any size.
   *
   * @throws FormatRefusedException if newfs or mkfs makes no file system of the options
   */
  public static Geometry plan(FormatOptions options) throws FormatRefusedException {
    return GeometryPlanner.plan(options);
  }

  /**
   * Returns the superblock that the empty file system of these options has, without making it.
   *
   * @throws FormatRefusedException if newfs or mkfs makes no file system of the options
   */
  public static Superblock superblock(FormatOptions options) throws FormatRefusedException {
    return EmptySuperblock.of(plan(options), options);
  }

  /**
   * Makes an empty file system on a device that holds nothing but zeros, as a new file does. Only
   * what is not zero is written, from the front to the back; the device is not forced.
   *
   * @param device as long as the options say, all zero
   * @return the superblock
   * @throws FormatRefusedException if newfs or mkfs makes no file system of the options; nothing is
   *     written then
   * @throws IOException if the device cannot be written
   */
  public static Superblock format(WritableBlockDevice device, FormatOptions options)
      throws IOException {
    checkArgument(
        device.size() == options.fileBytes(),
        "a device of %s bytes, options for %s",
        device.size(),
        options.fileBytes());
    Geometry geometry = plan(options);
    Superblock superblock = EmptySuperblock.of(geometry, options);
    new EmptyFileSystem(geometry, superblock, options.generationSeed()).write(device);
    return superblock;
  }

  /**
   * Makes a file that holds an empty file system. The file appears complete or not at all: it is
   * written beside its place under another name, forced, and renamed. A file of that name is
   * replaced. Space that the file system does not use yet is a hole where the host knows holes.
   *
   * @return the superblock
   * @throws FormatRefusedException if newfs or mkfs makes no file system of the options; nothing is
   *     touched then
   * @throws IOException if the file cannot be made
   */
  public static Superblock formatFile(Path file, FormatOptions options) throws IOException {
    plan(options);
    try (AtomicFile fresh = AtomicFile.create(file)) {
      Superblock superblock = format(fresh.device(options.fileBytes()), options);
      fresh.commit();
      return superblock;
    }
  }
}
