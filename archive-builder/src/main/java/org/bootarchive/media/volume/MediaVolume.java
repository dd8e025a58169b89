package org.bootarchive.media.volume;

import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.FileName;

/**
 * A file system on a boot medium, open to be read. Any number of threads may read.
 *
 * <p>Damage comes to light as {@link org.bootarchive.ufs.device.CorruptImageException}, where it is
 * met.
 */
public interface MediaVolume extends Closeable {

  /** Returns what kind it is, for people: {@code FAT32}, {@code ISO 9660 with Rock Ridge}. */
  String type();

  /** Returns its label as text, empty if it has none. */
  String label();

  /** Returns the top directory, whose name is empty. */
  MediaFile root();

  /**
   * Returns what is in a directory, in the order of the disk, without "." and "..".
   *
   * @throws IOException if it cannot be read
   */
  ImmutableList<MediaFile> list(MediaFile directory) throws IOException;

  /**
   * Returns the file that a name means in a directory, by the boot loader's rules.
   *
   * @throws IOException if the directory cannot be read
   */
  default Optional<MediaFile> find(MediaFile directory, FileName name) throws IOException {
    for (MediaFile file : list(directory)) {
      if (file.answersTo(name)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** Returns whether a new file of one name would stand for another name too. */
  boolean isSameName(FileName name, FileName other);

  /**
   * Returns the bytes of a regular file. Closing them does nothing: the volume stays open.
   *
   * @throws IOException if it cannot be found out where they are
   */
  BlockDevice content(MediaFile file) throws IOException;

  /**
   * Returns the text of a symbolic link.
   *
   * @throws IOException if it cannot be read
   */
  byte[] linkText(MediaFile link) throws IOException;

  /** Returns the number of a device, empty where the format does not tell it. */
  default Optional<DeviceNumber> device(MediaFile file) {
    return Optional.empty();
  }

  /** Returns the bytes for files and directories, used and free. */
  long totalBytes();

  /**
   * Returns the bytes that new files can have; 0 if the volume grows with its files.
   *
   * @throws IOException if the tables that tell cannot be read
   */
  long freeBytes() throws IOException;

  /**
   * Looks for everything that is wrong, and for what the boot loader trips over.
   *
   * @return what was found, in the order of the disk; damage is told here, not thrown
   * @throws IOException if the device cannot be read
   */
  ImmutableList<Finding> check() throws IOException;

  /**
   * Starts to collect changes. Nothing is written: see {@link VolumeEdit#plan}.
   *
   * @param time when new and changed files are to have been changed
   * @throws IOException if the volume must not be changed: it is damaged, or of a kind that cannot
   *     be changed safely
   */
  VolumeEdit edit(Instant time) throws IOException;
}
