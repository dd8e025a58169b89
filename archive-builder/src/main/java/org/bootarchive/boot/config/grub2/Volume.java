package org.bootarchive.boot.config.grub2;

import org.bootarchive.boot.config.BootRoot;

/**
 * A file system that GRUB can reach.
 *
 * @param device the name that GRUB has for it, without parentheses: {@code hd0,msdos1}
 * @param root its files
 * @param prefix what stands before a path in messages: nothing for the boot volume, else the device
 * @param assumed whether nobody said what is on the device, and it is taken to be the boot volume
 * @param label its label, empty if it is not known
 * @param uuid its UUID as GRUB writes it, empty if it is not known
 */
record Volume(
    String device, BootRoot root, String prefix, boolean assumed, String label, String uuid) {

  /** Makes the boot volume. */
  static Volume boot(String device, BootRoot root) {
    return new Volume(device, root, "", false, "", "");
  }

  /** Makes another volume. */
  static Volume other(String device, BootRoot root, String label, String uuid) {
    return new Volume(device, root, "(" + device + ")", false, label, uuid);
  }

  /** Returns whether a name means this device; {@code hd0,1} is {@code hd0,msdos1} too. */
  boolean isNamed(String name) {
    int comma = device.indexOf(',');
    int other = name.indexOf(',');
    if (comma < 0 || other < 0) {
      return device.equals(name);
    }
    String partition = device.substring(comma + 1);
    String wanted = name.substring(other + 1);
    return device.substring(0, comma).equals(name.substring(0, other))
        && (partition.equals(wanted)
            || (wanted.chars().allMatch(c -> c >= '0' && c <= '9')
                && partition.replaceFirst("^[a-z]+", "").equals(wanted)));
  }
}
