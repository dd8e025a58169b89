package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.grub.MenuLstEditor;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.bootarchive.boot.config.ipxe.IpxeScriptEditor;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.boot.config.loader.LoaderConfEditor;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;

class RemoveOverlaysTest {
  private static final ImmutableList<String> NAMES =
      ImmutableList.of("etc/system", "kernel/drv/dtrace.conf", "etc/a", "etc/b");

  private static final String MENU =
      "title T\n  kernel /platform/unix\n  module /platform/archive\ntitle U\n  reboot\n";

  private static final String SCRIPT =
      """
      #!ipxe
      kernel http://x/unix
      module http://x/archive type=rootfs name=ramdisk
      module http://x/mine type=file name=etc/system
      boot
      """;

  private static OverlayModule overlay(String name) {
    return OverlayModule.of("/o/" + name, name);
  }

  private static MenuLstEditor editor(ConfigFile file) throws IOException {
    MenuLst menu = MenuLst.parse(file);
    return MenuLstEditor.of(menu, menu.entry("0"));
  }

  private static Set<ByteString> names(List<String> texts) {
    return texts.stream().map(ByteString::of).collect(Collectors.toSet());
  }

  private static List<String> chosen(int bits) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if ((bits >> i & 1) != 0) {
        names.add(NAMES.get(i));
      }
    }
    return names;
  }

  @Property(tries = 60)
  void aMenuIsAsIfOnlyTheOthersHadBeenAdded(
      @ForAll @IntRange(max = 15) int added, @ForAll @IntRange(max = 15) int removed)
      throws IOException {
    ConfigFile before = new ConfigFile("menu.lst", ByteString.ofLatin1(MENU));
    List<String> left = new ArrayList<>(chosen(added));
    left.removeAll(chosen(removed));
    ConfigFile with =
        editor(before)
            .addOverlays(
                chosen(added).stream().map(RemoveOverlaysTest::overlay).toList(), path -> false);
    ConfigFile without = editor(with).removeOverlays(names(chosen(removed)));
    ConfigFile expected =
        left.isEmpty() && (added & removed) != 0
            ? before
            : editor(before)
                .addOverlays(left.stream().map(RemoveOverlaysTest::overlay).toList(), p -> false);
    assertEquals(expected.text(), without.text());
  }

  @Test
  void aLineThatWasThereBeforeComesBack() throws IOException {
    ConfigFile before = new ConfigFile("boot.ipxe", ByteString.ofLatin1(SCRIPT));
    ConfigFile with =
        IpxeScriptEditor.of(IpxeScript.parse(before))
            .addOverlays(List.of(overlay("etc/system"), overlay("etc/a")), url -> false);
    ConfigFile without =
        IpxeScriptEditor.of(IpxeScript.parse(with))
            .removeOverlays(Set.of(ByteString.of("etc/system")));
    ConfigFile expected =
        IpxeScriptEditor.of(IpxeScript.parse(before))
            .addOverlays(List.of(overlay("etc/a")), url -> false);
    assertEquals(expected.text(), without.text());
    assertEquals(
        SCRIPT,
        IpxeScriptEditor.of(IpxeScript.parse(without))
            .removeOverlays(Set.of(ByteString.of("etc/a")))
            .text());
  }

  @Property(tries = 60)
  void aLoadersFileIsAsIfOnlyTheOthersHadBeenAdded(
      @ForAll @IntRange(max = 15) int added, @ForAll @IntRange(max = 15) int removed)
      throws IOException {
    ConfigFile before =
        new ConfigFile("loader.conf.local", ByteString.ofLatin1("console=\"text\"\n"));
    List<String> left = new ArrayList<>(chosen(added));
    left.removeAll(chosen(removed));
    ConfigFile without =
        LoaderConfEditor.removeOverlays(loader(before, chosen(added)), names(chosen(removed)));
    assertEquals(loader(before, left).text(), without.text());
  }

  private static ConfigFile loader(ConfigFile file, List<String> names) throws IOException {
    return LoaderConfEditor.addOverlays(
        file,
        LoaderConf.read(ImmutableList.of(file)),
        names.stream().map(RemoveOverlaysTest::overlay).toList());
  }
}
