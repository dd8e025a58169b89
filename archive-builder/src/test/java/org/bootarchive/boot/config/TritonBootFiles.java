package org.bootarchive.boot.config;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.ufs.text.ByteString;

/**
 * Writes a compute node's menu and iPXE script byte for byte as Triton's booter does.
 *
 * <p>Source: {@code lib/menulst.js} of sdc-booter. The menu ends in a newline; the script does not,
 * and its overlay lines end in a blank.
 */
public final class TritonBootFiles {
  private static final Joiner LINES = Joiner.on('\n');

  private TritonBootFiles() {}

  /** Returns the menu for GRUB, named {@code menu.lst.01<MAC>}. */
  public static ConfigFile menuLst(TritonBootParameters parameters) {
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("default 0", "timeout 5", "min_mem64 1024"));
    lines.add("variable os_console " + parameters.console());
    if (parameters.serialUnit() < 0) {
      lines.addAll(List.of("color grey/blue black/blue", "splashimage=/joybadger.xpm.gz", ""));
    } else {
      lines.add(
          "serial --unit="
              + parameters.serialUnit()
              + " --speed=115200 --word=8 --parity=no --stop=1");
      lines.addAll(List.of("terminal composite", "color cyan/blue white/blue", ""));
    }
    Map<String, String> kmdb = new TreeMap<>(Map.of("-d", "", "-k", ""));
    kmdb.putAll(parameters.kernelFlags());
    entry(lines, "Live 64-bit", parameters, parameters.kernelFlags(), true);
    entry(lines, "Live 64-bit +kmdb", parameters, ImmutableSortedMap.copyOf(kmdb), true);
    // The rescue entry has neither hash nor overlays, so that damage to them does not stop it.
    entry(
        lines,
        "Live 64-bit Rescue (no importing zpool)",
        parameters,
        parameters.kernelFlags(),
        false);
    return new ConfigFile(
        "menu.lst." + parameters.suffix(), ByteString.ofLatin1(LINES.join(lines)));
  }

  /**
   * Returns the iPXE script, named {@code boot.ipxe.01<MAC>}.
   *
   * @param protocol {@code tftp} or {@code http}
   */
  public static ConfigFile ipxe(TritonBootParameters parameters, String protocol) {
    String server = protocol + "://${next-server}";
    String archive = archive(parameters);
    String console = parameters.console();
    List<String> lines = new ArrayList<>();
    lines.add("#!ipxe");
    lines.add(
        "kernel "
            + server
            + kernel(parameters)
            + " "
            + flags(parameters.kernelFlags())
            + "-B "
            + properties(parameters.kernelArguments())
            + "console="
            + console
            + ","
            + console
            + "-mode=\"115200,8,n,1,-\"");
    lines.add("module " + server + archive + " type=rootfs name=ramdisk");
    if (parameters.hash()) {
      lines.add("module " + server + archive + ".hash type=hash name=ramdisk");
    }
    for (String file : parameters.bootFiles()) {
      lines.add("module " + server + bootFile(parameters, file) + " ");
    }
    lines.add("boot");
    return new ConfigFile(
        "boot.ipxe." + parameters.suffix(), ByteString.ofLatin1(LINES.join(lines)));
  }

  private static void entry(
      List<String> lines,
      String title,
      TritonBootParameters parameters,
      Map<String, String> flags,
      boolean whole) {
    String archive = archive(parameters);
    lines.add("title " + title);
    lines.add(
        "  kernel$ "
            + kernel(parameters)
            + " "
            + flags(flags)
            + "-B "
            + properties(parameters.kernelArguments())
            + (whole ? "" : "noimport=true,")
            + "console=${os_console},${os_console}-mode=\"115200,8,n,1,-\"");
    lines.add("  module$ " + archive + " type=rootfs name=ramdisk");
    if (whole && parameters.hash()) {
      lines.add("  module$ " + archive + ".hash type=hash name=ramdisk");
    }
    if (whole) {
      for (String file : parameters.bootFiles()) {
        lines.add("  module$ " + bootFile(parameters, file));
      }
    }
    lines.add("");
  }

  private static String bootFile(TritonBootParameters parameters, String file) {
    boolean hash = file.endsWith(".hash");
    String name = hash ? file.substring(0, file.length() - ".hash".length()) : file;
    String type = hash ? "hash" : "file";
    return parameters.bootDirectory() + "/" + file + " type=" + type + " name=" + name;
  }

  private static String kernel(TritonBootParameters parameters) {
    return "/os/" + parameters.platform() + "/platform/i86pc/kernel/amd64/unix";
  }

  private static String archive(TritonBootParameters parameters) {
    return "/os/" + parameters.platform() + "/platform/i86pc/amd64/boot_archive";
  }

  /** Returns each property with a comma behind it. */
  private static String properties(Map<String, String> arguments) {
    StringBuilder out = new StringBuilder();
    arguments.forEach((name, value) -> out.append(name).append('=').append(value).append(','));
    return out.toString();
  }

  /** Returns each flag, with its value if it has one, and a blank behind it. */
  private static String flags(Map<String, String> flags) {
    StringBuilder out = new StringBuilder();
    flags.forEach(
        (flag, value) -> out.append(value.isEmpty() ? flag : flag + " " + value).append(' '));
    return out.toString();
  }
}
