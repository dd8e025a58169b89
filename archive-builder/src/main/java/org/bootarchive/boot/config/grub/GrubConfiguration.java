package org.bootarchive.boot.config.grub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.ufs.text.ByteString;

/**
 * A menu.lst of GRUB legacy, Triton's {@code menu.lst.01<MAC>} included, and one of its entries.
 */
public final class GrubConfiguration implements BootConfiguration {
  private final Path file;
  private final MenuLst menu;
  private final MenuEntry entry;
  private final BootRoot root;

  private GrubConfiguration(Path file, MenuLst menu, MenuEntry entry, BootRoot root) {
    this.file = file;
    this.menu = menu;
    this.entry = entry;
    this.root = root;
  }

  /**
   * Reads a menu.
   *
   * @param root where GRUB finds its files
   * @param choices the entry is a number from 0 or a title
   * @throws IOException if it cannot be read, or there is no such entry
   */
  public static GrubConfiguration read(Path file, BootRoot root, BootChoices choices)
      throws IOException {
    MenuLst menu = MenuLst.parse(ConfigFile.read(file));
    MenuEntry entry =
        choices.entry().isPresent()
            ? menu.entry(choices.entry().get().latin1())
            : menu.defaultEntry();
    return new GrubConfiguration(file, menu, entry, root);
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.GRUB;
  }

  @Override
  public ConfiguredBoot boot() {
    return menu.boot(entry);
  }

  @Override
  public OverlayModule located(OverlayModule overlay) {
    return overlay;
  }

  @Override
  public ConfigEdit add(List<OverlayModule> overlays) throws IOException {
    return edit(MenuLstEditor.of(menu, entry).addOverlays(overlays, root::contains));
  }

  /**
   * Gives the entry's modules their types, if it leaves them to the kernel to guess.
   *
   * @throws IOException if the entry cannot be edited
   */
  public ConfigEdit convert() throws IOException {
    return edit(MenuLstEditor.of(menu, entry).convert(root::contains));
  }

  @Override
  public ConfigEdit remove() throws IOException {
    return edit(MenuLstEditor.of(menu, entry).remove());
  }

  @Override
  public ConfigEdit remove(Set<ByteString> names) throws IOException {
    return edit(MenuLstEditor.of(menu, entry).removeOverlays(names));
  }

  private ConfigEdit edit(ConfigFile after) throws IOException {
    MenuLst edited = MenuLst.parse(after);
    return new ConfigEdit(
        file, menu.file(), after, menu.boot(entry), edited.boot(edited.entry(entry.number())));
  }
}
