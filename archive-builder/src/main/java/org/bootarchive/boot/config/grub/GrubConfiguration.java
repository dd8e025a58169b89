package org.bootarchive.boot.config.grub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.PlannedFiles;
import org.bootarchive.ufs.text.ByteString;

/**
 * A menu.lst of GRUB legacy, Triton's {@code menu.lst.01<MAC>} included, and one of its entries.
 */
public final class GrubConfiguration implements BootConfiguration {
  /** What GRUB reads of the file of the saved default, without the NUL that it puts behind. */
  private static final int SAVED_BYTES = 9;

  private final Path file;
  private final MenuLst menu;
  private final MenuEntry entry;
  private final boolean chosen;
  private final BootRoot root;

  private GrubConfiguration(
      Path file, MenuLst menu, MenuEntry entry, boolean chosen, BootRoot root) {
    this.file = file;
    this.menu = menu;
    this.entry = entry;
    this.chosen = chosen;
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
    MenuLst menu = MenuLst.parse(ConfigFile.read(file), saved(file));
    MenuEntry entry =
        choices.entry().isPresent()
            ? menu.entry(choices.entry().get().latin1())
            : menu.defaultEntry();
    return new GrubConfiguration(file, menu, entry, choices.entry().isPresent(), root);
  }

  /** Returns the beginning of the file that {@code savedefault} writes, empty if there is none. */
  private static String saved(Path file) throws IOException {
    Path saved = file.resolveSibling("default");
    if (!Files.isRegularFile(saved)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(saved)) {
      return ByteString.of(in.readNBytes(SAVED_BYTES)).beforeNul().latin1();
    }
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.GRUB;
  }

  @Override
  public ConfiguredBoot boot() throws IOException {
    return chosen ? menu.boot(entry, root) : menu.bootDefault(root);
  }

  @Override
  public OverlayModule located(OverlayModule overlay) {
    return overlay;
  }

  @Override
  public ConfigEdit add(List<OverlayModule> overlays) throws IOException {
    PlannedFiles planned = PlannedFiles.of(root, overlays);
    ConfigEdit edit =
        edit(MenuLstEditor.of(menu, entry).addOverlays(overlays, root::contains), planned);
    if (menu.boot(entry).kernel().isPresent()) {
      // Files that are not there may come; what the entry itself says does not change by that.
      MenuLst edited = MenuLst.parse(edit.after(), saved(file));
      ConfiguredBoot whole = edited.boot(edited.entry(entry.number()));
      new ConfigEdit(file, edit.before(), edit.after(), edit.bootBefore(), whole)
          .requireLoaded(overlays);
    }
    return edit;
  }

  /**
   * Gives the entry's modules their types, if it leaves them to the kernel to guess.
   *
   * @throws IOException if the entry cannot be edited
   */
  public ConfigEdit convert() throws IOException {
    return edit(MenuLstEditor.of(menu, entry).convert(root::contains), root);
  }

  @Override
  public ConfigEdit remove() throws IOException {
    return edit(MenuLstEditor.of(menu, entry).remove(), root);
  }

  @Override
  public ConfigEdit remove(Set<ByteString> names) throws IOException {
    return edit(MenuLstEditor.of(menu, entry).removeOverlays(names), root);
  }

  private ConfigEdit edit(ConfigFile after, ConfigFiles files) throws IOException {
    MenuLst edited = MenuLst.parse(after, saved(file));
    return new ConfigEdit(
        file,
        menu.file(),
        after,
        menu.boot(entry, root),
        edited.boot(edited.entry(entry.number()), files));
  }
}
