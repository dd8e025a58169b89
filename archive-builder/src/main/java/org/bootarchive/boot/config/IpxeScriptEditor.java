package org.bootarchive.boot.config;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Changes the modules of an iPXE script; all other bytes of the file stay.
 *
 * <p>Works as {@link MenuLstEditor} does, on the whole script; overlays go in front of the first
 * {@code boot}, or if there is none behind the last module.
 */
public final class IpxeScriptEditor {
  private final IpxeScript script;
  private final IpxeGrammar grammar = new IpxeGrammar();

  private IpxeScriptEditor(IpxeScript script) {
    this.script = script;
  }

  /** Makes an editor for a script. */
  public static IpxeScriptEditor of(IpxeScript script) {
    return new IpxeScriptEditor(script);
  }

  /**
   * Gives the archive and its hash their types if they have none, adds the hash if its file exists,
   * and adds overlays; an overlay whose name is there already is changed in place.
   *
   * @param overlays their paths are written as they are: URLs as in {@link IpxeScript#url}
   * @param fileExists whether there is a file at a URL; asked for the archive's hash alone
   * @throws ConfigException if the script loads no archive, an earlier edit is damaged, or an
   *     overlay breaks {@link OverlayRules}
   */
  public ConfigFile addOverlays(List<OverlayModule> overlays, Predicate<String> fileExists)
      throws ConfigException {
    for (OverlayModule overlay : overlays) {
      if (overlay.path().startsWith("#") || overlay.path().startsWith("-")) {
        throw new ConfigException(
            script.file().name(),
            DisplayText.brief(overlay.path(), 80) + " would be a comment or an option to iPXE");
      }
    }
    return ModuleEditor.add(region(), grammar, overlays, fileExists, script.bootLine());
  }

  /**
   * Undoes what was done to the script.
   *
   * @throws ConfigException if an earlier edit is damaged
   */
  public ConfigFile remove() throws ConfigException {
    return ModuleEditor.remove(region(), grammar);
  }

  /**
   * Takes overlays away that {@link #addOverlays} added or changed; without any other one left,
   * undoes all that was done to the script.
   *
   * @param names as {@link OverlayRules#comparable} makes them
   * @throws ConfigException if an earlier edit is damaged
   */
  public ConfigFile removeOverlays(Set<String> names) throws ConfigException {
    return ModuleEditor.remove(region(), grammar, names);
  }

  private ModuleRegion region() throws ConfigException {
    return ModuleRegion.read(script.file(), script.lines(), grammar, 0, script.lines().size());
  }
}
