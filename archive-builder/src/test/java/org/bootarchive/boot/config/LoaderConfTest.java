package org.bootarchive.boot.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.boot.config.loader.LoaderConfEditor;
import org.bootarchive.boot.config.loader.OverlaidFiles;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;

final class LoaderConfTest {
  private static final OverlayModule SYSTEM = OverlayModule.of("/bootfs/etc/system", "etc/system");

  private static LoaderConf read(String text) throws IOException {
    return LoaderConf.read(List.of(new ConfigFile("loader.conf", ByteString.ofLatin1(text))));
  }

  private static List<String> commandLines(LoaderConf conf) {
    return conf.boot().modules().stream().map(module -> module.commandLine().latin1()).toList();
  }

  /** Found by {@link ArbitraryBytesTest}. */
  @Test
  void aCarriageReturnAtTheEndOfTheFileComesBack() throws IOException {
    ConfigFile file =
        new ConfigFile("loader.conf.local", ByteString.ofLatin1("# no newline behind\r"));
    ConfigFile edited =
        LoaderConfEditor.addOverlays(file, LoaderConf.read(List.of(file)), List.of(SYSTEM));
    assertEquals(file, LoaderConfEditor.remove(edited));
  }

  @Test
  void linesThatAreNoSettingEndTheFile() throws IOException {
    for (String wrong :
        List.of(
            "key",
            "key=",
            "key= ",
            "=x",
            "_key=x",
            "1key=x",
            "key=\"open",
            "key='open\"",
            "key=.x",
            "key=x y",
            "key=x=y",
            "key=a$b",
            "key=\"x\"y",
            "key[1]=x",
            "key=\"",
            "key=\"\\\"",
            "\u00e9=x",
            "key=x\r")) {
      LoaderConf conf = read("a=1\n" + wrong + "\nb=2\n");
      assertEquals("1", conf.environment().get("a"), wrong);
      assertTrue(!conf.environment().containsKey("b"), wrong);
      assertEquals(
          List.of(ConfigCode.LOADER_SYNTAX.code(), ConfigCode.LOADER_LOST_SETTING.code()),
          conf.findings().stream()
              .filter(finding -> !ConfigCode.NO_KERNEL.is(finding))
              .map(Finding::code)
              .toList(),
          wrong);
    }
  }

  @Test
  void linesInOddButRightFormsAreRead() throws IOException {
    LoaderConf conf =
        read(
            """
            \40 a = b # c
            \tb\t=\t'x # y'#z
            c=""
            d=-1
            e,f.g-h=/x:y@z

            #\u00ff
            i="a\\\\b"\
            """);
    assertEquals("b", conf.environment().get("a"));
    assertEquals("x # y", conf.environment().get("b"));
    assertEquals("", conf.environment().get("c"));
    assertEquals("-1", conf.environment().get("d"));
    assertEquals("/x:y@z", conf.environment().get("e,f.g-h"));
    assertEquals("ab", conf.environment().get("i"));
  }

  @Test
  void valueThatCannotBeSetEndsTheFile() throws IOException {
    LoaderConf conf = read("a='it\"s'\nb=2\n");
    assertTrue(!conf.environment().containsKey("b"));
    assertEquals(ConfigCode.LOADER_BAD_DEFINITION.code(), conf.findings().get(0).code());
  }

  @Test
  void laterSettingsWinAndTheFirstMentionGivesTheOrder() throws IOException {
    LoaderConf conf =
        read(
            """
            b_name="/late"
            a_load=YES
            a_type=file
            b_type=file
            b_load=no
            b_load=yes
            a_flags="name=x"
            a_flags=""
            """);
    assertEquals(List.of("/late type=file", "/platform/i86pc/a type=file"), commandLines(conf));
  }

  @Test
  void hashOfAModuleComesBeforeItsFlags() throws IOException {
    LoaderConf conf =
        read("a_load=YES\na_type=file\na_name=/a\na_flags=\"name=n\"\na_hash=\"00ff\"\n");
    assertEquals(List.of("/a type=file hash=00ff name=n"), commandLines(conf));
  }

  @Test
  void overlayThatALaterFileContradictsIsRefused() throws IOException {
    ConfigFiles volume =
        ConfigFiles.of(
            ImmutableMap.of(
                ByteString.of("/boot/defaults/loader.conf"),
                "loader_conf_files=\"/boot/loader.conf /boot/loader.conf.local\"\n"
                    .getBytes(ISO_8859_1),
                ByteString.of("/boot/conf.d/z"),
                "s_type=file\ns_flags=\"name=etc/system\"\ns_name=/z\n".getBytes(ISO_8859_1)));
    assertThrows(
        ConfigException.class,
        () ->
            LoaderConfEditor.addOverlays(
                volume, ByteString.of("/boot/loader.conf.local"), List.of(SYSTEM)));
    assertThrows(
        ConfigException.class,
        () ->
            LoaderConfEditor.addOverlays(volume, ByteString.of("/boot/not.read"), List.of(SYSTEM)));
    ConfigFile last =
        LoaderConfEditor.addOverlays(
            volume, ByteString.of("/boot/transient.conf"), List.of(SYSTEM));
    LoaderConf conf =
        LoaderConf.read(new OverlaidFiles(volume, ByteString.of("/boot/transient.conf"), last));
    assertEquals(List.of("/bootfs/etc/system type=file name=etc/system"), commandLines(conf));
  }

  @Test
  void hashThatNoLongerHoldsIsTakenBack() throws IOException {
    String before =
        "s_load=YES\ns_type=file\ns_name=/old\ns_flags=\"name=/etc/system\"\ns_hash=\"00\"\n";
    ConfigFile file = new ConfigFile("loader.conf", ByteString.ofLatin1(before));
    ConfigFile edited = LoaderConfEditor.addOverlays(file, read(before), List.of(SYSTEM));
    assertEquals(
        List.of("/bootfs/etc/system type=file name=etc/system"), commandLines(read(edited.text())));
    assertEquals(file, LoaderConfEditor.remove(edited));
  }

  @Test
  void filesTheLoaderWouldNotReadToTheEndAreNotEdited() throws IOException {
    LoaderConf none = read("");
    for (String text :
        List.of("a=1\r\n", "oops\n", "# bootarchive: begin\n", "# bootarchive: end\n")) {
      assertThrows(
          ConfigException.class,
          () ->
              LoaderConfEditor.addOverlays(
                  new ConfigFile("f", ByteString.ofLatin1(text)), none, List.of(SYSTEM)));
    }
    for (String bad : List.of("/a\"b", "/a'b", "/a\\b", "/a$b", "-t")) {
      assertThrows(
          ConfigException.class,
          () ->
              LoaderConfEditor.addOverlays(
                  new ConfigFile("f", ByteString.ofLatin1("")),
                  none,
                  List.of(OverlayModule.of(bad, "x"))));
    }
  }

  @Property(tries = 300)
  void addingAndRemovingGivesTheOriginalBytes(
      @ForAll("files") String text, @ForAll("overlays") List<OverlayModule> overlays)
      throws IOException {
    ConfigFile file = new ConfigFile("loader.conf", ByteString.ofLatin1(text));
    ConfigFile edited = LoaderConfEditor.addOverlays(file, read(text), overlays);
    assertEquals(edited, LoaderConfEditor.addOverlays(edited, read(edited.text()), overlays));
    assertEquals(file, LoaderConfEditor.remove(edited));
    List<String> loaded = commandLines(read(edited.text()));
    for (OverlayModule overlay : overlays) {
      String hash = overlay.hash().map(h -> " hash=" + h).orElse("");
      String wanted = overlay.path() + " type=file" + hash + " name=" + overlay.name();
      assertTrue(loaded.contains(wanted), () -> loaded + " " + wanted);
    }
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.of(
            "# comment",
            "",
            "  ",
            "a=\"b\"",
            "etc_system_load=\"YES\"",
            "etc_system_type=file",
            "etc_system_flags=\"name=/etc/system\"",
            "x_y_hash=\"00\"",
            "x_y_type=\"file\"",
            "boot_archive.hash_load=YES",
            "k='${a}'")
        .list()
        .ofMaxSize(8)
        .flatMap(lines -> Arbitraries.of("", "\n").map(end -> String.join("\n", lines) + end));
  }

  @Provide
  Arbitrary<List<OverlayModule>> overlays() {
    return Arbitraries.of(
            SYSTEM,
            OverlayModule.of("/p/xy", "x/y", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            OverlayModule.of("/p/x_y", "x_y"),
            OverlayModule.of("/p/1", "1.conf"))
        .list()
        .ofMaxSize(4)
        .uniqueElements();
  }
}
