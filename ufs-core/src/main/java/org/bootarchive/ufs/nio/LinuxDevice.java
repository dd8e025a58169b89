package org.bootarchive.ufs.nio;

import org.bootarchive.ufs.disk.DeviceNumber;

/**
 * Device numbers as the JDK shows them on Linux in {@code unix:rdev}, so that the same device has
 * the same number in an image and outside ({@code gnu_dev_makedev}): the lower 12 bits of the major
 * number from bit 8 on, the lower 8 of the minor number from bit 0, the next 24 of it from bit 20,
 * the rest of the major number from bit 44.
 */
final class LinuxDevice {
  private LinuxDevice() {}

  static long encode(DeviceNumber device) {
    long major = device.major();
    long minor = device.minor();
    return (major & 0xfff) << 8 | (minor & 0xff) | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
  }
}
