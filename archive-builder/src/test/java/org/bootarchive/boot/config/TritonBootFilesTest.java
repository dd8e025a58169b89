package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.util.List;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.junit.jupiter.api.Test;

final class TritonBootFilesTest {
  private static final TritonBootParameters NODE =
      new TritonBootParameters(
          "00:0c:29:d4:5b:04",
          "20260101T000000Z",
          ImmutableMap.of("rabbitmq", "guest:guest:10.99.99.16:5672", "a", "1"),
          ImmutableSortedMap.of("-m", "milestone=none", "-k", ""),
          "ttya",
          true,
          true,
          ImmutableList.of("networking.json", "networking.json.hash", "etc/system"));

  @Test
  void menuIsWrittenAsTheBooterWritesIt() {
    ConfigFile menu = TritonBootFiles.menuLst(NODE);
    assertEquals("menu.lst.01000C29D45B04", menu.name());
    String os = "/os/20260101T000000Z/platform/i86pc";
    String kernel = "  kernel$ " + os + "/kernel/amd64/unix ";
    String properties = "-B rabbitmq=guest:guest:10.99.99.16:5672,a=1,";
    String console = "console=${os_console},${os_console}-mode=\"115200,8,n,1,-\"\n";
    String archive = "  module$ " + os + "/amd64/boot_archive type=rootfs name=ramdisk\n";
    String rest =
        "  module$ "
            + os
            + "/amd64/boot_archive.hash type=hash name=ramdisk\n"
            + "  module$ /bootfs/000c29d45b04/networking.json type=file name=networking.json\n"
            + "  module$ /bootfs/000c29d45b04/networking.json.hash type=hash name=networking.json\n"
            + "  module$ /bootfs/000c29d45b04/etc/system type=file name=etc/system\n\n";
    assertEquals(
        """
        default 0
        timeout 5
        min_mem64 1024
        variable os_console ttya
        serial --unit=0 --speed=115200 --word=8 --parity=no --stop=1
        terminal composite
        color cyan/blue white/blue

        title Live 64-bit
        """
            + (kernel + "-k -m milestone=none " + properties + console + archive + rest)
            + "title Live 64-bit +kmdb\n"
            + (kernel + "-d -k -m milestone=none " + properties + console + archive + rest)
            + "title Live 64-bit Rescue (no importing zpool)\n"
            + (kernel + "-k -m milestone=none " + properties + "noimport=true," + console)
            + archive,
        menu.text());
  }

  @Test
  void scriptIsWrittenAsTheBooterWritesIt() {
    ConfigFile script = TritonBootFiles.ipxe(NODE, "http");
    assertEquals("boot.ipxe.01000C29D45B04", script.name());
    String server = "http://${next-server}";
    String os = server + "/os/20260101T000000Z/platform/i86pc";
    assertEquals(
        "#!ipxe\nkernel "
            + os
            + "/kernel/amd64/unix -k -m milestone=none -B"
            + " rabbitmq=guest:guest:10.99.99.16:5672,a=1,console=ttya,ttya-mode=\"115200,8,n,1,-\"\n"
            + ("module " + os + "/amd64/boot_archive type=rootfs name=ramdisk\n")
            + ("module " + os + "/amd64/boot_archive.hash type=hash name=ramdisk\n")
            + ("module " + server + "/bootfs/000c29d45b04/networking.json type=file")
            + " name=networking.json \n"
            + ("module " + server + "/bootfs/000c29d45b04/networking.json.hash type=hash")
            + " name=networking.json \n"
            + ("module " + server + "/bootfs/000c29d45b04/etc/system type=file name=etc/system \n")
            + "boot",
        script.text());
  }

  @Test
  void nodeWithoutASerialPortBootsOnItsScreen() {
    TritonBootParameters node =
        new TritonBootParameters(
            "000c29d45b04",
            "P",
            ImmutableMap.of(),
            ImmutableSortedMap.of(),
            "none",
            true,
            false,
            ImmutableList.of());
    assertEquals(
        """
        default 0
        timeout 5
        min_mem64 1024
        variable os_console text
        color grey/blue black/blue
        splashimage=/joybadger.xpm.gz

        title Live 64-bit
          kernel$ /os/P/platform/i86pc/kernel/amd64/unix -B console=${os_console},\
        """,
        TritonBootFiles.menuLst(node).text().split("\\$\\{os_console\\}-mode", 2)[0]);
  }

  @Test
  void menuAndScriptAreReadWithTheSameModules() throws IOException {
    MenuLst menu = MenuLst.parse(TritonBootFiles.menuLst(NODE));
    IpxeScript script = IpxeScript.parse(TritonBootFiles.ipxe(NODE, "tftp"));
    List<String> fromMenu =
        menu.boot(menu.defaultEntry()).modules().stream()
            .map(module -> module.commandLine().latin1())
            .toList();
    assertEquals(
        fromMenu,
        script.boot().modules().stream()
            .map(module -> module.commandLine().latin1().replace("tftp://${next-server}", ""))
            .toList());
    assertEquals(5, fromMenu.size());
    assertEquals(
        1, menu.boot(menu.entry("Live 64-bit Rescue (no importing zpool)")).modules().size());
  }
}
