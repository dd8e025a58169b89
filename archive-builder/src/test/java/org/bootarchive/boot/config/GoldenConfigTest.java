package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bootarchive.boot.config.grub.MenuEntry;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.grub.MenuLstEditor;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.bootarchive.boot.config.ipxe.IpxeScriptEditor;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.boot.config.loader.LoaderConfEditor;
import org.bootarchive.boot.config.loader.OverlaidFiles;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of testdata/config: what is read, what an edit makes, and that it can be undone. */
final class GoldenConfigTest {

  @TestFactory
  Stream<DynamicTest> menusAreReadEditedAndRestored() throws IOException {
    return GoldenCase.all("grub").map(c -> DynamicTest.dynamicTest(c.name(), () -> grub(c)));
  }

  @TestFactory
  Stream<DynamicTest> scriptsAreReadEditedAndRestored() throws IOException {
    return GoldenCase.all("ipxe").map(c -> DynamicTest.dynamicTest(c.name(), () -> ipxe(c)));
  }

  @TestFactory
  Stream<DynamicTest> loaderFilesAreReadEditedAndRestored() throws IOException {
    return GoldenCase.all("loader").map(c -> DynamicTest.dynamicTest(c.name(), () -> loader(c)));
  }

  private static void grub(GoldenCase golden) throws IOException {
    ConfigFile input = golden.input();
    MenuLst menu = MenuLst.parse(input);
    StringBuilder actual = new StringBuilder();
    for (MenuEntry entry : menu.entries()) {
      boolean isDefault = entry == menu.defaultEntry();
      actual.append("entry " + entry + (isDefault ? " (default)\n" : "\n"));
      actual.append(GoldenCase.describe(menu.boot(entry)));
    }
    assertEquals(golden.expected(), actual.toString());

    int number = Integer.parseInt(golden.edit("entry").get(0).get(0));
    boolean hash = golden.hashExists();
    ConfigFile edited =
        MenuLstEditor.of(menu, menu.entry(number)).addOverlays(golden.overlays(), p -> hash);
    assertEquals(golden.edited(), edited.text());
    MenuLst again = MenuLst.parse(edited);
    MenuLstEditor editor = MenuLstEditor.of(again, again.entry(number));
    assertSame(edited, editor.addOverlays(golden.overlays(), p -> hash));
    assertEquals(input, editor.remove());
  }

  private static void ipxe(GoldenCase golden) throws IOException {
    ConfigFile input = golden.input();
    IpxeScript script = IpxeScript.parse(input);
    assertEquals(golden.expected(), GoldenCase.describe(script.boot()));

    boolean hash = golden.hashExists();
    ConfigFile edited = IpxeScriptEditor.of(script).addOverlays(golden.overlays(), p -> hash);
    assertEquals(golden.edited(), edited.text());
    IpxeScriptEditor editor = IpxeScriptEditor.of(IpxeScript.parse(edited));
    assertSame(edited, editor.addOverlays(golden.overlays(), p -> hash));
    assertEquals(input, editor.remove());
  }

  private static void loader(GoldenCase golden) throws IOException {
    Path volume = golden.folder().resolve("volume");
    BootRoot root = BootRoot.of(volume);
    LoaderConf conf = LoaderConf.read(root);
    StringBuilder actual = new StringBuilder();
    conf.filesRead().forEach(file -> actual.append("read " + file + "\n"));
    conf.environment().forEach((k, v) -> actual.append("set " + k + "=" + v + "\n"));
    actual.append(GoldenCase.describe(conf.boot()));
    assertEquals(golden.expected(), actual.toString());

    ByteString name = ByteString.of(golden.edit("file").get(0).get(0));
    if (!golden.edit("refused").isEmpty()) {
      assertThrows(
          ConfigException.class, () -> LoaderConfEditor.addOverlays(root, name, golden.overlays()));
      return;
    }
    ConfigFile before = root.open(name).orElse(new ConfigFile(name.utf8(), ByteString.EMPTY));
    ConfigFile edited = LoaderConfEditor.addOverlays(root, name, golden.overlays());
    assertEquals(golden.edited(), edited.text());
    OverlaidFiles after = new OverlaidFiles(root, name, edited);
    assertSame(edited, LoaderConfEditor.addOverlays(after, name, golden.overlays()));
    assertEquals(before, LoaderConfEditor.remove(edited));
  }
}
