package org.bootarchive.ufs.disk;

/**
 * A device number, as an inode of a device keeps it.
 *
 * <p>On disk there are two forms: the old one, {@code major << 8 | minor} in 16 bits, for a major
 * number up to 127 and a minor number up to 255; and the long one, {@code major << 18 | minor}.
 * Source: {@code ufs_iget} and {@code ufs_iupdat}.
 *
 * @param major 0 to 16383
 * @param minor 0 to 262143
 */
public record DeviceNumber(int major, int minor) {
  private static final int LONG_MINOR_BITS = 18;

  /** Checks the ranges. */
  public DeviceNumber {
    if (major < 0 || major >= 1 << (32 - LONG_MINOR_BITS)) {
      throw new IllegalArgumentException("major number " + major + " is not in 0..16383");
    }
    if (minor < 0 || minor >= 1 << LONG_MINOR_BITS) {
      throw new IllegalArgumentException("minor number " + minor + " is not in 0..262143");
    }
  }

  /** Reads either form; upper 16 bits of 0 or 0xffff mean the old one. */
  public static DeviceNumber decode(int word) {
    int upper = word >>> 16;
    return upper == 0 || upper == 0xffff
        ? new DeviceNumber(word >>> 8 & 0xff, word & 0xff)
        : new DeviceNumber(word >>> LONG_MINOR_BITS, word & (1 << LONG_MINOR_BITS) - 1);
  }

  /**
   * Returns whether the number comes back from its encoding. Major number 0 with a minor number
   * from 256 to 65535 does not, nor does 16383 with one from 196608 on: their long forms read as
   * old ones.
   */
  public boolean isRepresentable() {
    return equals(decode(encode()));
  }

  /** Returns the old form where it can hold the number, else the long one. */
  public int encode() {
    return major <= 127 && minor <= 255 ? major << 8 | minor : major << LONG_MINOR_BITS | minor;
  }
}
