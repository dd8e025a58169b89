package org.bootarchive.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bootarchive.archive.BootArchiveFile;
import org.bootarchive.archive.VolumePath;
import org.bootarchive.archive.VolumePath.LastLink;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.ReadAheadBlockDevice;
import org.bootarchive.ufs.disk.EscapedBytes;
import org.bootarchive.ufs.volume.Volume;

/**
 * An image that a command reads.
 *
 * @param place what the user named
 */
record OpenImage(Path place, BootArchiveFile file, BlockDevice device, Volume volume)
    implements AutoCloseable {

  /** Opens the file system in a file, and closes the file if there is none. */
  static OpenImage of(Path place, BootArchiveFile file) throws IOException {
    BlockDevice device = null;
    Volume volume = null;
    try {
      device = ReadAheadBlockDevice.of(FileBlockDevice.open(file.path()));
      volume = Volume.open(device);
      return new OpenImage(place, file, device, volume);
    } finally {
      if (volume == null) {
        if (device != null) {
          device.close();
        }
        file.close();
      }
    }
  }

  /**
   * Finds a path that a user typed, {@code \xHH} standing for a byte.
   *
   * @throws NotInImageException if there is no such file
   */
  VolumePath find(String typed, LastLink lastLink) throws IOException {
    byte[] path = ByteArguments.path(typed).getBytes(StandardCharsets.ISO_8859_1);
    return VolumePath.find(volume, path, lastLink)
        .orElseThrow(() -> new NotInImageException(place + " has no " + EscapedBytes.escape(path)));
  }

  @Override
  public void close() throws IOException {
    volume.close();
    file.close();
  }
}
