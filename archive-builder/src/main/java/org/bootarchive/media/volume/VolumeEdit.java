package org.bootarchive.media.volume;

import java.io.IOException;
import java.util.List;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.text.FileName;

/**
 * Changes of a volume, collected and not written. Paths are the names from the top directory on;
 * names that the volume has are found as {@link MediaVolume#find} finds them. For one thread.
 */
public interface VolumeEdit {

  /**
   * Makes a directory.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken
   * @throws java.nio.file.NoSuchFileException if the directory above it is not there
   * @throws IOException if the format cannot have the name, or there is no room for it
   */
  void makeDirectory(List<FileName> path) throws IOException;

  /**
   * Puts a regular file, in place of one that is there, whose name, owner, permissions and time of
   * making stay.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is that of something else
   * @throws java.nio.file.NoSuchFileException if the directory above it is not there
   * @throws IOException if the format cannot have the name or the size, if there is no room, or if
   *     the file must stay where it is
   */
  void put(List<FileName> path, Content content) throws IOException;

  /**
   * Removes a file or a link, or a directory in which nothing is.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws java.nio.file.DirectoryNotEmptyException if something is in it
   * @throws IOException if it must stay
   */
  void remove(List<FileName> path) throws IOException;

  /**
   * Returns the volume as it is to be. The edit is over then.
   *
   * @throws IOException if the changes do not fit; the message tells the numbers
   */
  VolumePlan plan() throws IOException;
}
