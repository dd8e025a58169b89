package org.bootarchive.boot.config.grub;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.FileTest;
import org.bootarchive.boot.config.edit.ModuleEditor;
import org.bootarchive.boot.config.edit.ModuleRegion;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.ufs.text.ByteString;

/**
 * Changes the modules of one entry of a menu.lst; all other bytes of the file stay.
 *
 * <p>Each method makes a new file of the one that the menu was read from. Doing a change twice is
 * as doing it once, and {@link #remove} brings back the bytes from before the first change.
 *
 * <p>The changes leave comments in the entry by which they are found again: {@code # bootarchive:
 * begin} and {@code end} around added lines, {@code # bootarchive: was '...'} before a changed one.
 * Lines between begin and end that load modules belong to the edit; comments that a hand put there
 * stay. If the archive's path was changed by hand after an edit, removing keeps the new path. If a
 * marker was lost or cut, every method says so and changes nothing.
 */
public final class MenuLstEditor {
  private final MenuLst menu;
  private final MenuEntry entry;

  private MenuLstEditor(MenuLst menu, MenuEntry entry) {
    this.menu = menu;
    this.entry = entry;
  }

  /** Makes an editor for an entry of a menu. */
  public static MenuLstEditor of(MenuLst menu, MenuEntry entry) {
    return new MenuLstEditor(menu, entry);
  }

  /**
   * Gives the archive and its hash their types if they have none, as the kernel would guess them,
   * and adds the hash if its file exists and the entry does not load it.
   *
   * @param fileExists whether GRUB would find a file at a path
   * @throws IOException if the entry loads no archive, or an earlier edit of it is damaged
   */
  public ConfigFile convert(FileTest fileExists) throws IOException {
    return addOverlays(List.of(), fileExists);
  }

  /**
   * Does what {@link #convert} does and adds overlays behind the entry's modules; an overlay whose
   * name is there already is changed in place.
   *
   * @param fileExists whether GRUB would find a file at a path; asked for the archive's hash alone
   * @throws IOException as {@link #convert}, or if an overlay breaks {@link OverlayRules}
   */
  public ConfigFile addOverlays(List<OverlayModule> overlays, FileTest fileExists)
      throws IOException {
    requireKernelFirst();
    int boot = menu.bootLine(entry);
    // What stands behind the boot command is never run.
    return ModuleEditor.add(
        region(), menu.grammar(entry), overlays, fileExists, boot < 0 ? null : boot - 1);
  }

  /**
   * Undoes what was done to the entry.
   *
   * @throws IOException if an earlier edit of it is damaged
   */
  public ConfigFile remove() throws IOException {
    return ModuleEditor.remove(region(), menu.grammar(entry));
  }

  /** A kernel that is loaded behind modules makes GRUB forget them, or is an error before that. */
  private void requireKernelFirst() throws ConfigException {
    boolean module = false;
    for (GrubCommand command : entry.commands()) {
      if (module && (command.name().equals("kernel") || command.name().equals("kernel$"))) {
        throw new ConfigException(
            menu.file().line(command.line()), "a module is loaded before this kernel and is lost");
      }
      module |= command.loadsModule();
    }
  }

  /**
   * Takes overlays away that {@link #addOverlays} added or changed; without any other one left,
   * undoes all that was done to the entry.
   *
   * @param names as {@link OverlayRules#comparable} makes them
   * @throws IOException if an earlier edit of it is damaged
   */
  public ConfigFile removeOverlays(Set<ByteString> names) throws IOException {
    return ModuleEditor.remove(region(), menu.grammar(entry), names);
  }

  private ModuleRegion region() throws ConfigException {
    return ModuleRegion.read(
        menu.file(), menu.lines(), menu.grammar(entry), entry.from(), entry.to());
  }
}
