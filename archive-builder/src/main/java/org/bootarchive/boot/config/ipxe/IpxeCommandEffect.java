package org.bootarchive.boot.config.ipxe;

/**
 * What a command that is not run here would do to a boot.
 *
 * <p>Source: the {@code COMMAND} tables of hci/commands.
 */
enum IpxeCommandEffect {
  /** Nothing that a boot depends on, as far as it is followed. */
  NONE,
  /** It succeeds or fails by what only the machine knows. */
  ASKS_THE_MACHINE,
  /** It changes or refuses what is booted in ways that are not followed. */
  NOT_FOLLOWED,
  /** It hands the machine over to something else, or to a person. */
  LEAVES,
  /** iPXE has no such command. */
  UNKNOWN;

  /** Returns the effect of a command that is not run here. */
  static IpxeCommandEffect of(String command) {
    return switch (command) {
      case "certfree",
          "certstat",
          "certstore",
          "colour",
          "config",
          "console",
          "cpair",
          "dhcp",
          "echo",
          "fcels",
          "fcstat",
          "fdt",
          "gdbstub",
          "help",
          "ibstat",
          "ifclose",
          "ifconf",
          "iflinkwait",
          "ifopen",
          "ifstat",
          "imgmem",
          "imgset",
          "imgstat",
          "ipstat",
          "iwlist",
          "iwstat",
          "lotest",
          "md4sum",
          "md5sum",
          "nslookup",
          "nstat",
          "ntp",
          "param",
          "params",
          "pciscan",
          "ping",
          "profstat",
          "pxebs",
          "route",
          "sanhook",
          "sanunhook",
          "sha1sum",
          "sha224sum",
          "sha256sum",
          "sha384sum",
          "sha512sum",
          "sleep",
          "startpxe",
          "stoppxe",
          "sync",
          "time",
          "usbscan",
          "vcreate",
          "vdestroy" ->
          NONE;
      case "cpuid" -> ASKS_THE_MACHINE;
      case "imgdecrypt", "imgextract", "imgtrust", "imgverify", "shim" -> NOT_FOLLOWED;
      case "autoboot", "poweroff", "reboot", "sanboot", "shell" -> LEAVES;
      default -> UNKNOWN;
    };
  }
}
