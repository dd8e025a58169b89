package org.bootarchive.boot.config.syslinux;

import com.google.common.collect.ImmutableMap;

/**
 * What {@code ipappend} and {@code sysappend} add: {@code core/sysappend.c}. Only pxelinux knows an
 * address, and what the firmware says of the machine is not known here.
 *
 * @param network whether the machine was booted over the network
 * @param settings {@code ip} as client:server:gateway:netmask, and {@code mac}
 */
record SystemStrings(boolean network, ImmutableMap<String, String> settings) {

  /** Returns the strings of a mask, each with a blank in front. */
  String of(long mask) {
    StringBuilder out = new StringBuilder();
    if (network && (mask & 1) != 0) {
      out.append(" ip=").append(settings.getOrDefault("ip", "${ip}"));
    }
    if (network && (mask & 2) != 0) {
      out.append(" BOOTIF=01-").append(mac().replace(':', '-'));
    }
    return out.toString();
  }

  private String mac() {
    String mac = settings.get("mac");
    return mac != null ? mac : settings.getOrDefault("net0/mac", "${mac}");
  }

  /** Returns whether a mask asks for what is not known. */
  boolean isUnknown(long mask) {
    boolean address =
        network
            && (((mask & 1) != 0 && !settings.containsKey("ip"))
                || ((mask & 2) != 0 && mac().startsWith("$")));
    return address || (mask & ~3L) != 0;
  }
}
