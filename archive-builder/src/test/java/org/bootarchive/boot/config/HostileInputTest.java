package org.bootarchive.boot.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.boot.config.grub.MenuEntry;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.grub.MenuLstEditor;
import org.bootarchive.boot.config.grub2.Grub2Configuration;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.bootarchive.boot.config.ipxe.IpxeScriptEditor;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostileInputTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static ConfigFile repeated(String prefix, String piece, int bytes) {
    return new ConfigFile("f", ByteString.ofLatin1(prefix + piece.repeat(bytes / piece.length())));
  }

  @Test
  void filesBeyondTheLimitsAreRefused() {
    byte[] large = new byte[ConfigFile.MAX_BYTES + 1];
    assertThrows(ConfigException.class, () -> ConfigFile.of("f", large));
    ByteSource endless = ByteSource.concat(Collections.nCopies(1000, ByteSource.wrap(large)));
    assertThrows(ConfigException.class, () -> ConfigFile.of("f", endless));
    ConfigFile lines = repeated("", "\n", RawLine.MAX_LINES + 1);
    assertThrows(ConfigException.class, () -> MenuLst.parse(lines));
    assertThrows(ConfigException.class, () -> IpxeScript.parse(lines));
    assertThrows(ConfigException.class, () -> LoaderConf.read(List.of(lines)));
  }

  @Test
  void longLinesAreReadInOneSweep() {
    for (String piece :
        List.of("\\\n", "\u0000", "a", "${", "${x}", " ", "\\", "x ", "goto ; ", "\r", "'", "=")) {
      for (String start :
          List.of(
              "title a\nkernel /k\nmodule$ /a ",
              "#!ipxe\nkernel k\nmodule m ",
              "x=\"",
              "x='",
              "x_flags=\"",
              "# ")) {
        int size = piece.contains("\n") ? 300_000 : 1 << 20;
        ConfigFile file = repeated(start, piece, size);
        assertTimeoutPreemptively(PATIENCE, () -> readAll(file), start + piece);
      }
    }
  }

  @Test
  void theLargestFileOfOneLineIsRead() {
    for (String piece : List.of("x ", "#", "\u00ff", "${a}")) {
      ConfigFile file =
          repeated("title a\nkernel$ /k\nmodule$ /a ", piece, ConfigFile.MAX_BYTES - 40);
      assertTimeoutPreemptively(PATIENCE, () -> readAll(file), piece);
    }
  }

  private static void readAll(ConfigFile file) throws IOException {
    List<OverlayModule> overlays = List.of(OverlayModule.of("/s", "etc/system"));
    MenuLst menu = MenuLst.parse(file);
    for (MenuEntry entry : menu.entries()) {
      menu.boot(entry);
      try {
        MenuLstEditor.of(menu, entry).addOverlays(overlays, p -> true);
      } catch (ConfigException refused) {
        assertFalse(refused.reason().isEmpty());
      }
    }
    try {
      IpxeScriptEditor.of(IpxeScript.parse(file)).addOverlays(overlays, p -> true);
    } catch (ConfigException refused) {
      assertFalse(refused.reason().isEmpty());
    }
    LoaderConf.read(List.of(file));
  }

  @Test
  void manyModulesAreReadInOneSweep() {
    ConfigFile menu = repeated("title a\nkernel /k\n", "module /a\n", 1_900_000);
    ConfigFile loader = repeated("", "a_load=YES\nb_load=YES\n", 2_000_000);
    ConfigFile script = repeated("#!ipxe\n", "module a\n", 1_700_000);
    assertTimeoutPreemptively(PATIENCE, () -> readAllButScript(menu));
    assertTimeoutPreemptively(PATIENCE, () -> LoaderConf.read(List.of(loader)));
    assertThrows(ConfigException.class, () -> IpxeScript.parse(script));
  }

  private static void readAllButScript(ConfigFile file) throws IOException {
    MenuLst menu = MenuLst.parse(file);
    assertTrue(
        menu.boot(menu.entry(0)).findings().stream()
            .anyMatch(ConfigCode.GRUB_COMMAND_LINES_TOO_LONG::is));
    assertThrows(
        ConfigException.class, () -> MenuLstEditor.of(menu, menu.entry(0)).convert(path -> true));
  }

  @Test
  void filesThatNameEachOtherForEverEndTheReading() throws IOException {
    for (Map<String, String> files :
        List.of(
            Map.of("/boot/loader.conf", "loader_conf_files=\"/boot/loader.conf\"\n"),
            Map.of(
                "/boot/loader.conf", "loader_conf_files=\"/boot/a /boot/a\"\n",
                "/boot/a", "loader_conf_files=\"/boot/loader.conf /boot/loader.conf\"\n"),
            Map.of("/boot/conf.d/x", "loader_conf_files=\"/boot/loader.conf\"\n"))) {
      ImmutableMap.Builder<ByteString, byte[]> volume = ImmutableMap.builder();
      volume.put(
          ByteString.of("/boot/defaults/loader.conf"),
          "loader_conf_files=/boot/loader.conf\n".getBytes(ISO_8859_1));
      files.forEach((path, text) -> volume.put(ByteString.of(path), text.getBytes(ISO_8859_1)));
      ConfigFiles memory = ConfigFiles.of(volume.buildOrThrow());
      assertTimeoutPreemptively(
          PATIENCE,
          () ->
              assertTrue(
                  LoaderConf.read(memory).findings().stream()
                      .anyMatch(ConfigCode.LOADER_ENDS::is)));
    }
  }

  @Test
  void pathsThatLeaveTheRootAreRefused(@TempDir Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("root/boot"));
    Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(root.resolve("out"), folder);
    Files.createSymbolicLink(root.resolve("file"), folder.resolve("secret"));
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
    Files.createSymbolicLink(root.resolve("within"), root);
    Files.writeString(root.resolve("here"), "x");
    BootRoot boot = BootRoot.of(folder.resolve("root"));
    SourceLine line = new SourceLine("menu.lst", 7);
    for (String path :
        List.of(
            "/../secret",
            "/boot/../../secret",
            "..",
            "/boot/out/secret",
            "/boot/file",
            "/boot/out/missing",
            "/boot/loop",
            "/boot/loop/x",
            "/boot/\u0000x",
            "http://server/../secret",
            "(hd0,0)/../secret")) {
      ConfigException thrown =
          assertThrows(ConfigException.class, () -> boot.resolve(ByteString.of(path), line), path);
      assertEquals(7, thrown.where().orElseThrow().line());
    }
    for (String path :
        List.of(
            "/boot/here",
            "boot//./here",
            "/boot/within/here",
            "/boot/x/../here",
            "(hd0,0)/boot/here",
            "http://${next-server}/boot/here?x=/../..",
            "disk0s1a:/boot/here",
            "tftp://h/boot/here")) {
      assertEquals("x", Files.readString(boot.resolve(ByteString.of(path), line)), path);
    }
    assertFalse(Files.exists(boot.resolve(ByteString.of("/boot/missing/file"), line)));
    assertTrue(boot.open(ByteString.of("/boot/missing")).isEmpty());
    assertThrows(ConfigException.class, () -> boot.open(ByteString.of("/boot/file")));
    assertTrue(boot.names(ByteString.of("/boot")).contains(ByteString.of("here")));
  }

  @Test
  void variablesThatGrowWithoutEndEndTheScriptAtOnce(@TempDir Path folder) throws IOException {
    String doubles = "set a=${a}${a}${a}${a}${a}${a}${a}${a}\n";
    for (String script :
        List.of(
            "while true; do set a=${a}b; done\n",
            "set a=bbbbbbbb\n" + doubles.repeat(20),
            "set a=\"b c\"\nwhile true; do set a=\"${a} ${a}\"; done\n",
            "set a=bbbbbbbb\n" + doubles.repeat(6) + "set b=" + "${a}".repeat(100_000) + "\n",
            "set a=\"        \"\n"
                + "set a=\"${a}${a}${a}${a}${a}${a}${a}${a}\"\n".repeat(6)
                + "echo "
                + "${a}".repeat(100_000)
                + "\n",
            "while true; do true; done\n",
            "function f { f; f; }\nf\n")) {
      Path file = Files.writeString(folder.resolve("grub.cfg"), script);
      long start = System.nanoTime();
      ConfiguredBoot boot =
          Grub2Configuration.read(file, BootRoot.of(folder), BootChoices.DEFAULTS).boot();
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(
          millis < 5000, script.lines().findFirst().orElseThrow() + " takes " + millis + " ms");
      assertTrue(boot.kernel().isEmpty());
      assertTrue(
          boot.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR));
    }
  }

  @Test
  void settingsOfIpxeThatAreExpandedAgainAndAgainEndTheScriptAtOnce() {
    String large = "#!ipxe\nset a " + "b".repeat(60_000) + "\n:l\n";
    for (String loop : List.of("set c ${a}${q}\n", "echo " + "${q}".repeat(9000) + "${a}\n")) {
      ConfigFile script = new ConfigFile("f", ByteString.of(large + loop + "goto l\n"));
      long start = System.nanoTime();
      assertThrows(ConfigException.class, () -> IpxeScript.parse(script));
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis < 2500, loop.length() + " takes " + millis + " ms");
    }
  }
}
