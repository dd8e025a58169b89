package org.bootarchive.media.testing;

import com.google.common.hash.HashCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.FileType;

/** All that a volume has, by path: what can be compared with what other readers say. */
public final class VolumeListing {
  private VolumeListing() {}

  /**
   * A file or directory.
   *
   * @param sha1 of the content; "-" for what has none
   */
  public record Line(FileType type, long size, long modified, String sha1) {}

  /** Returns the files of a volume; paths are without a leading slash. */
  public static Map<String, Line> of(MediaVolume volume) throws IOException {
    Map<String, Line> lines = new TreeMap<>();
    add(volume, volume.root(), "", lines);
    return lines;
  }

  private static void add(
      MediaVolume volume, MediaFile directory, String prefix, Map<String, Line> lines)
      throws IOException {
    for (MediaFile file : volume.list(directory)) {
      String path = prefix + new String(file.name().toBytes(), StandardCharsets.UTF_8);
      boolean regular = file.type() == FileType.REGULAR;
      lines.put(
          path,
          new Line(
              file.type(),
              file.size(),
              file.modifyTime().getEpochSecond(),
              regular ? sha1(volume.content(file)) : "-"));
      if (file.type() == FileType.DIRECTORY) {
        add(volume, file, path + "/", lines);
      }
    }
  }

  /** Returns the SHA-1 of all bytes of a device. */
  public static String sha1(BlockDevice device) throws IOException {
    MessageDigest digest = digest();
    device.transferTo(
        0,
        device.size(),
        Channels.newChannel(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
    return HashCode.fromBytes(digest.digest()).toString();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
