package org.bootarchive.ufs.nio;

import static com.google.common.base.Preconditions.checkArgument;

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

  /**
   * Reads a number.
   *
   * @throws IllegalArgumentException if a UFS cannot keep it
   */
  static DeviceNumber decode(long number) {
    long major = (number >>> 8 & 0xfff) | (number >>> 32 & ~0xfffL);
    long minor = (number & 0xff) | (number >>> 12 & 0xffffff00L);
    checkArgument(major <= Integer.MAX_VALUE && minor <= Integer.MAX_VALUE, "device %s", number);
    DeviceNumber device = new DeviceNumber((int) major, (int) minor);
    checkArgument(device.isRepresentable(), "%s reads as another device on disk", device);
    return device;
  }
}
