package org.bootarchive.archive.overlay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.MenuEntry;
import org.bootarchive.boot.config.MenuLst;
import org.bootarchive.boot.config.MenuLstEditor;
import org.bootarchive.boot.config.OverlayModule;

/** An entry of a menu.lst. */
public final class GrubConfiguration implements EditableConfiguration {
  private final Path file;
  private final MenuLst menu;
  private final MenuEntry entry;
  private final Predicate<String> exists;

  private GrubConfiguration(Path file, MenuLst menu, MenuEntry entry, Predicate<String> exists) {
    this.file = file;
    this.menu = menu;
    this.entry = entry;
    this.exists = exists;
  }

  /**
   * Reads a menu.
   *
   * @param entry a number from 0 or a title; empty for the menu's default
   * @param root where GRUB finds its files
   * @throws IOException if it cannot be read, or there is no such entry
   */
  public static GrubConfiguration read(Path file, Optional<String> entry, BootRoot root)
      throws IOException {
    MenuLst menu = MenuLst.parse(ConfigFile.read(file));
    MenuEntry chosen = entry.isPresent() ? menu.entry(entry.get()) : menu.defaultEntry();
    return new GrubConfiguration(file, menu, chosen, path -> contains(root, path));
  }

  private static boolean contains(BootRoot root, String path) {
    try {
      return root.contains(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the entry. */
  public MenuEntry entry() {
    return entry;
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.GRUB;
  }

  @Override
  public OverlayModule located(OverlayModule overlay) {
    return overlay;
  }

  @Override
  public ConfigEdit add(List<OverlayModule> overlays) throws IOException {
    return edit(MenuLstEditor.of(menu, entry).addOverlays(overlays, exists));
  }

  /**
   * Gives the entry's modules their types, if it leaves them to the kernel to guess.
   *
   * @throws IOException if the entry cannot be edited
   */
  public ConfigEdit convert() throws IOException {
    return edit(MenuLstEditor.of(menu, entry).convert(exists));
  }

  @Override
  public ConfigEdit remove() throws IOException {
    return edit(MenuLstEditor.of(menu, entry).remove());
  }

  @Override
  public ConfigEdit remove(Set<String> names) throws IOException {
    return edit(MenuLstEditor.of(menu, entry).removeOverlays(names));
  }

  private ConfigEdit edit(ConfigFile after) throws IOException {
    MenuLst edited = MenuLst.parse(after);
    return new ConfigEdit(
        file, menu.file(), after, menu.boot(entry), edited.boot(edited.entry(entry.number())));
  }
}
