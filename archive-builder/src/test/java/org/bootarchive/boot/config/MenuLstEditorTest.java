package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.bootarchive.boot.config.grub.MenuEntry;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.grub.MenuLstEditor;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;

final class MenuLstEditorTest {
  private static final OverlayModule SYSTEM = OverlayModule.of("/bootfs/etc/system", "etc/system");
  private static final OverlayModule MOTD = OverlayModule.of("/bootfs/etc/motd", "etc/motd");
  private static final String OLD =
      "title A\nkernel /unix\nmodule /boot_archive\ntitle B\nkernel /unix\nmodule /boot_archive\n";

  private static MenuLstEditor editor(String text, int entry) throws IOException {
    MenuLst menu = MenuLst.parse(new ConfigFile("menu.lst", ByteString.ofLatin1(text)));
    return MenuLstEditor.of(menu, menu.entry(entry));
  }

  private static String add(String text, OverlayModule... overlays) throws IOException {
    return editor(text, 0).addOverlays(List.of(overlays), path -> false).text();
  }

  @Test
  void otherEntriesKeepEveryByte() throws IOException {
    String edited = editor(OLD, 1).addOverlays(List.of(SYSTEM), path -> true).text();
    String untouched = OLD.substring(0, OLD.indexOf("title B"));
    assertTrue(edited.startsWith(untouched));
    assertEquals(OLD, editor(edited, 1).remove().text());
    assertEquals(edited, editor(edited, 0).remove().text());
  }

  @Test
  void convertingAloneGivesTypesAndHashAndNothingElse() throws IOException {
    String converted = editor(OLD, 0).convert(path -> path.equalsText("/boot_archive.hash")).text();
    MenuLst menu = MenuLst.parse(new ConfigFile("menu.lst", ByteString.ofLatin1(converted)));
    assertEquals(
        List.of(
            "/boot_archive type=rootfs name=ramdisk", "/boot_archive.hash type=hash name=ramdisk"),
        menu.boot(menu.entry(0)).modules().stream()
            .map(module -> module.commandLine().latin1())
            .toList());
    assertEquals(OLD, editor(converted, 0).remove().text());
  }

  @Test
  void hashThatAppearsLaterGoesBehindTheArchive() throws IOException {
    String edited = add(OLD, SYSTEM);
    String withHash = editor(edited, 0).addOverlays(List.of(SYSTEM), path -> true).text();
    List<String> lines = withHash.lines().toList();
    assertEquals("module /boot_archive.hash type=hash name=ramdisk", lines.get(5));
    assertEquals(OLD, editor(withHash, 0).remove().text());
  }

  @Test
  void hashTakesTheNameThatTheArchiveHas() throws IOException {
    String text = "title A\nkernel /unix\nmodule /boot_archive type=rootfs\n";
    String edited = editor(text, 0).convert(path -> true).text();
    assertTrue(edited.contains("module /boot_archive.hash type=hash name=/boot_archive\n"));
  }

  @Test
  void overlayWithAnotherPathIsReplacedInPlace() throws IOException {
    String first = add(OLD, SYSTEM, MOTD);
    String second = add(first, OverlayModule.of("/elsewhere/system", "/etc/system"));
    assertEquals(
        first.replace(
            "/bootfs/etc/system type=file name=etc/system",
            "/elsewhere/system type=file name=/etc/system"),
        second);
    assertEquals(OLD, editor(second, 0).remove().text());
  }

  @Test
  void overlaysComeOneByOneAsTheyComeTogether() throws IOException {
    assertEquals(add(OLD, SYSTEM, MOTD), add(add(OLD, SYSTEM), MOTD));
  }

  @Test
  void linesAddedByHandSurviveTheUndoing() throws IOException {
    String edited = add(OLD, SYSTEM);
    String byHand =
        edited
            .replace(
                "# bootarchive: end\n",
                "# mine, keep\n# bootarchive: end\nmodule /x type=file name=x\n")
            .replace("title A\n", "title A\n# also mine\n");
    assertEquals(
        OLD.replaceFirst("title A\n", "title A\n# also mine\n")
            .replaceFirst(
                "module /boot_archive\n",
                "module /boot_archive\n# mine, keep\nmodule /x type=file name=x\n"),
        editor(byHand, 0).remove().text());
  }

  @Test
  void archivePathChangedByHandSurvivesTheUndoing() throws IOException {
    String edited = add(OLD, SYSTEM).replaceFirst("module /boot_archive ", "module /new/archive ");
    assertEquals(
        OLD.replaceFirst("module /boot_archive", "module /new/archive"),
        editor(edited, 0).remove().text());
  }

  @Test
  void damagedMarkersAreToldWithTheirLine() throws IOException {
    String edited = add(OLD, SYSTEM);
    for (String gone : List.of("# bootarchive: begin\n", "# bootarchive: end\n")) {
      MenuLstEditor editor = editor(edited.replaceFirst(gone, ""), 0);
      ConfigException thrown = assertThrows(ConfigException.class, editor::remove);
      assertTrue(thrown.where().orElseThrow().line() >= 5, thrown.getMessage());
      assertThrows(ConfigException.class, () -> editor.addOverlays(List.of(MOTD), path -> true));
    }
    String lost = edited.replaceFirst("module /boot_archive type=rootfs name=ramdisk\n", "");
    assertEquals(
        3,
        assertThrows(ConfigException.class, () -> editor(lost, 0).remove())
            .where()
            .orElseThrow()
            .line());
    String cut = edited.replaceFirst("archive'\n", "archive\n");
    assertThrows(ConfigException.class, () -> editor(cut, 0).remove());
    String doubled = edited.replaceFirst("# bootarchive: begin", "# bootarchive: begin\n$0");
    assertThrows(ConfigException.class, () -> editor(doubled, 0).remove());
  }

  @Test
  void whatTheKernelWouldNotGuessIsRefused() {
    for (String modules :
        List.of(
            "",
            "module\n",
            "module /a type=hash\n",
            "module /a hash=00\n",
            "module /a type=file\nmodule /b type=file\nmodule /c type=file\n")) {
      assertThrows(ConfigException.class, () -> add("title A\nkernel /unix\n" + modules, SYSTEM));
    }
  }

  @Test
  void secondModuleOfTypeFileStaysAFile() throws IOException {
    String text = "title A\nkernel /unix\nmodule /a\nmodule /f type=file name=f\n";
    assertTrue(add(text, SYSTEM).contains("\nmodule /f type=file name=f\n"));
  }

  @Test
  void markerStaysAtItsLineWhenTheHashGoesBetween() throws IOException {
    String text = "title A\nkernel /unix\nmodule /a\nmodule /f type=file name=etc/system\n";
    String edited = editor(text, 0).addOverlays(List.of(SYSTEM), path -> true).text();
    assertTrue(
        edited.contains(
            "# bootarchive: was 'module /f type=file name=etc/system'\n"
                + "module /bootfs/etc/system "));
    assertEquals(text, editor(edited, 0).remove().text());
  }

  @Test
  void overlaysThatWouldNotArriveAreRefused() {
    for (OverlayModule bad :
        List.of(
            OverlayModule.of("/a b", "x"),
            OverlayModule.of("/a", "x\ty"),
            OverlayModule.of("/a", ""),
            OverlayModule.of("/a", "x".repeat(1024)),
            OverlayModule.of("/a".repeat(700), "x".repeat(1023)),
            OverlayModule.of("/a", "ends\\"),
            OverlayModule.of("/a", "x", "not a hash"))) {
      assertThrows(ConfigException.class, () -> add(OLD, bad));
    }
    assertThrows(ConfigException.class, () -> add(OLD, SYSTEM, SYSTEM));
  }

  @Test
  void noMoreThanNinetyNineModulesGoIn() throws IOException {
    StringBuilder modules = new StringBuilder("title A\nkernel /unix\nmodule /a type=rootfs\n");
    for (int i = 1; i < 98; i++) {
      modules.append("module /m").append(i).append(" type=file\n");
    }
    add(modules.toString(), SYSTEM);
    assertThrows(ConfigException.class, () -> add(modules.toString(), SYSTEM, MOTD));
  }

  @Test
  void nothingIsPutBehindALastLineThatGoesOn() {
    assertThrows(
        ConfigException.class,
        () -> add("title A\nkernel /unix\nmodule /a type=rootfs \\", SYSTEM));
  }

  @Property
  void addingAndRemovingGivesTheOriginalBytes(
      @ForAll("menus") String text,
      @ForAll("overlays") List<OverlayModule> overlays,
      @ForAll boolean hash)
      throws IOException {
    ConfigFile file = new ConfigFile("menu.lst", ByteString.ofLatin1(text));
    MenuLst menu = MenuLst.parse(file);
    for (MenuEntry entry : menu.entries()) {
      ConfigFile edited;
      try {
        edited = MenuLstEditor.of(menu, entry).addOverlays(overlays, path -> hash);
      } catch (ConfigException noArchive) {
        continue;
      }
      MenuLst again = MenuLst.parse(edited);
      assertEquals(menu.entries().size(), again.entries().size());
      MenuLstEditor editor = MenuLstEditor.of(again, again.entry(entry.number()));
      assertSame(edited, editor.addOverlays(overlays, path -> hash));
      assertEquals(file, editor.remove());
      if (menu.boot(entry).kernel().isEmpty()) {
        // The entry ends in an error before it boots, with or without the overlays.
        continue;
      }
      List<String> loaded =
          again.boot(again.entry(entry.number())).modules().stream()
              .map(module -> module.commandLine().latin1())
              .toList();
      for (OverlayModule overlay : overlays) {
        assertTrue(loaded.contains(overlay.commandLine().latin1()), () -> loaded + " " + overlay);
      }
    }
  }

  @Provide
  Arbitrary<List<OverlayModule>> overlays() {
    return Combinators.combine(
            Arbitraries.of("/bootfs/a", "/b/$ISADIR/c", "/\u00e9"),
            Arbitraries.of("etc/system", "/etc/motd", "kernel/drv/x.conf"))
        .as((path, name) -> OverlayModule.of(ByteString.ofLatin1(path), ByteString.of(name)))
        .list()
        .ofMaxSize(3)
        .uniqueElements(OverlayModule::name);
  }

  @Provide
  Arbitrary<String> menus() {
    Arbitrary<String> line =
        Arbitraries.of(
            "title One",
            "title=Two",
            "  kernel$ /platform/$ISADIR/unix -B x=${y}",
            "kernel /unix",
            " module /boot_archive",
            "\tmodule$ /$ISADIR/boot_archive",
            "module /boot_archive.hash",
            "module /a type=rootfs name=ramdisk",
            "module /a.hash type=hash name=ramdisk",
            "module   /bootfs/s \t type=file name=/etc/system  ",
            "module /goes \\",
            "  type=file name=on",
            "# comment \\",
            "# comment",
            "",
            "  ",
            "default 1",
            "variable y z",
            "\u00ff\u0000binary",
            "module /with\rreturn");
    Arbitrary<String> terminator =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just("\n")), Tuple.of(3, Arbitraries.just("\r\n")));
    return Combinators.combine(
            Combinators.combine(line, terminator).as(String::concat).list().ofMaxSize(14), line)
        .as((lines, last) -> String.join("", lines) + last);
  }
}
