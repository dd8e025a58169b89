package org.bootarchive.archive.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.bootarchive.archive.source.DeviceNumbers;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.jspecify.annotations.Nullable;

/**
 * What the host tells of a file, in one call.
 *
 * @param mode type and permissions, {@code st_mode}
 * @param uid owner
 * @param gid group
 * @param links how many names it has
 * @param identity is equal for two names of one file
 * @param packedDevice {@code st_rdev}
 * @param size in bytes
 * @param modified when its contents changed last
 */
record HostFile(
    int mode,
    long uid,
    long gid,
    int links,
    Identity identity,
    long packedDevice,
    long size,
    FileTime modified) {
  private static final String ATTRIBUTES =
      "unix:mode,uid,gid,nlink,ino,dev,rdev,size,lastModifiedTime";

  /** A file of the host, whatever its name. */
  record Identity(Object device, Object inode) {}

  /**
   * Asks the host.
   *
   * @throws IOException if the file is not there, or cannot be asked for
   */
  static HostFile read(Path path, LinkOption... options) throws IOException {
    Map<String, Object> map = Files.readAttributes(path, ATTRIBUTES, options);
    return new HostFile(
        number(path, map, "mode").intValue(),
        Integer.toUnsignedLong(number(path, map, "uid").intValue()),
        Integer.toUnsignedLong(number(path, map, "gid").intValue()),
        number(path, map, "nlink").intValue(),
        new Identity(number(path, map, "dev"), number(path, map, "ino")),
        number(path, map, "rdev").longValue(),
        number(path, map, "size").longValue(),
        require(path, (FileTime) map.get("lastModifiedTime")));
  }

  private static Number number(Path path, Map<String, Object> map, String name) throws IOException {
    return require(path, (Number) map.get(name));
  }

  private static <T> T require(Path path, @Nullable T value) throws IOException {
    if (value == null) {
      throw new IOException(path + ": the host does not tell owners and modes");
    }
    return value;
  }

  /**
   * Returns the number of a device, from what Linux packs it to: {@code gnu_dev_major} and its
   * like.
   *
   * @throws IOException if no inode can hold it
   */
  DeviceNumber device(Path path) throws IOException {
    long major = (packedDevice >>> 8 & 0xfff) | (packedDevice >>> 32 & 0xfffff000L);
    long minor = (packedDevice & 0xff) | (packedDevice >>> 12 & 0xffffff00L);
    return DeviceNumbers.of(path.toString(), major, minor);
  }
}
