package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.boot.config.grub.MenuEntry;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.grub.MenuLstEditor;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.bootarchive.boot.config.ipxe.IpxeScriptEditor;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.boot.config.loader.LoaderConfEditor;

/** Whatever the bytes are, reading ends in a result or a ConfigException, and keeps them. */
final class ArbitraryBytesTest {
  private static final OverlayModule OVERLAY = OverlayModule.of("/bootfs/s", "etc/system");

  @Property
  void linesJoinToTheSameBytes(@ForAll byte[] bytes) throws ConfigException {
    ConfigFile file = ConfigFile.of("f", bytes);
    assertArrayEquals(bytes, file.bytes());
    assertEquals(file.text(), RawLine.join(RawLine.split(file)));
  }

  @Property
  void everyFormatReadsAndEditsOrRefuses(@ForAll("almostConfigurations") String text)
      throws IOException {
    ConfigFile file = ConfigFile.of("f", text.getBytes(StandardCharsets.ISO_8859_1));
    MenuLst menu = MenuLst.parse(file);
    for (MenuEntry entry : menu.entries()) {
      menu.boot(entry);
      undone(
          file,
          () -> MenuLstEditor.of(menu, entry).addOverlays(List.of(OVERLAY), p -> true),
          edited -> {
            MenuLst again = MenuLst.parse(edited);
            return MenuLstEditor.of(again, again.entry(entry.number())).remove();
          });
    }
    IpxeScript script = IpxeScript.parse(file);
    undone(
        file,
        () -> IpxeScriptEditor.of(script).addOverlays(List.of(OVERLAY), p -> true),
        edited -> IpxeScriptEditor.of(IpxeScript.parse(edited)).remove());
    LoaderConf conf = LoaderConf.read(List.of(file));
    undone(
        file,
        () -> LoaderConfEditor.addOverlays(file, conf, List.of(OVERLAY)),
        LoaderConfEditor::remove);
  }

  private interface Step<T, R> {
    R apply(T value) throws IOException;
  }

  private interface Edit {
    ConfigFile apply() throws IOException;
  }

  private static void undone(ConfigFile file, Edit edit, Step<ConfigFile, ConfigFile> undo)
      throws IOException {
    // An edit that was there before is undone too: only what has no marker must come back.
    if (file.text().contains("# bootarchive:")) {
      return;
    }
    ConfigFile edited;
    try {
      edited = edit.apply();
    } catch (ConfigException refused) {
      return;
    }
    assertEquals(file, undo.apply(edited));
  }

  @Provide
  Arbitrary<String> almostConfigurations() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "title",
            "kernel",
            "kernel$",
            "module",
            "module$",
            "initrd",
            "boot",
            "imgargs",
            "label",
            ":x",
            "||",
            "&&",
            ";",
            "#",
            "\\",
            "\"",
            "'",
            "=",
            " ",
            " ",
            "\t",
            "\n",
            "\n",
            "\r\n",
            "\r",
            "/a",
            "/boot_archive",
            "type=rootfs",
            "type=hash",
            "name=",
            "name=x",
            "hash=",
            "--name",
            "-t",
            "--",
            "$ISADIR",
            "${x}",
            "${",
            "a_load",
            "a_name",
            "_flags",
            "YES",
            "setprop",
            "# bootarchive: begin\n",
            "# bootarchive: end\n",
            "# bootarchive: was 'module /x'\n",
            "#!ipxe\n",
            "\u0000",
            "\u00a0",
            "\u00ff");
    return piece.list().ofMaxSize(60).map(pieces -> String.join("", pieces));
  }
}
