package org.bootarchive.media.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;

/**
 * The stamps of a medium's boot files and of its platform. {@code piadm install} installs from a
 * medium whose two stamps are one ({@code piadm.sh} of smartos-live).
 */
public final class Stamps {
  private static final int MOST_BYTES = 256;

  private Stamps() {}

  /**
   * Returns how the stamps of a volume differ; empty if they do not, or if it has none of the two.
   *
   * @throws IOException if the volume cannot be read; what is damaged counts as not there
   */
  public static Optional<String> difference(MediaVolume volume) throws IOException {
    Optional<ByteString> boot = read(volume, "etc", "version", "boot");
    Optional<ByteString> platform = read(volume, "platform", "etc", "version", "platform");
    if (platform.isEmpty() || boot.equals(platform)) {
      return Optional.empty();
    }
    return Optional.of(
        "etc/version/boot is "
            + boot.map(stamp -> stamp.isEmpty() ? "empty" : stamp.toString()).orElse("not there")
            + ", and platform/etc/version/platform "
            + (platform.get().isEmpty() ? "empty" : platform.get())
            + ": piadm refuses the medium");
  }

  private static Optional<ByteString> read(MediaVolume volume, String... path) throws IOException {
    try {
      Optional<MediaFile> at = Optional.of(volume.root());
      for (String name : path) {
        if (at.isEmpty() || at.get().type() != FileType.DIRECTORY) {
          return Optional.empty();
        }
        at = volume.find(at.get(), FileName.of(name));
      }
      if (at.isEmpty() || at.get().type() != FileType.REGULAR) {
        return Optional.empty();
      }
      BlockDevice content = volume.content(at.get());
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, content.size()));
      content.read(0, bytes);
      ByteString text = ByteString.of(bytes.array());
      int end = text.indexOf('\n');
      return Optional.of(end < 0 ? text : text.substring(0, end));
    } catch (CorruptImageException e) {
      return Optional.empty();
    }
  }
}
