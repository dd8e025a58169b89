package org.bootarchive.boot.config.grub2;

import java.nio.file.Path;

/**
 * What a file name of a script means.
 *
 * @param error {@link GrubError#NONE} if the name can be one; whether the file is there is another
 *     question
 * @param volume where it is
 * @param path below the volume's root, absolute, without {@code .} and {@code ..}
 * @param file the file
 */
record GrubFile(GrubError error, Volume volume, String path, Path file) {

  /** Returns the path, behind the device if that is not the boot volume. */
  String shown() {
    return volume.prefix() + path;
  }
}
