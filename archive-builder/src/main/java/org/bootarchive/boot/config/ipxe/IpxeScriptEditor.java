package org.bootarchive.boot.config.ipxe;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.FileTest;
import org.bootarchive.boot.config.edit.LogicalLine;
import org.bootarchive.boot.config.edit.ModuleEditor;
import org.bootarchive.boot.config.edit.ModuleRegion;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.config.grub.MenuLstEditor;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

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
   * @throws IOException if the script loads no archive, an earlier edit is damaged, or an overlay
   *     breaks {@link OverlayRules}
   */
  public ConfigFile addOverlays(List<OverlayModule> overlays, FileTest fileExists)
      throws IOException {
    for (OverlayModule overlay : overlays) {
      if (overlay.path().startsWith("#") || overlay.path().startsWith("-")) {
        throw new ConfigException(
            script.file().name(),
            overlay.path().brief(80) + " would be a comment or an option to iPXE");
      }
    }
    return ModuleEditor.add(branch(), grammar, overlays, fileExists, place());
  }

  /**
   * Undoes what was done to the script.
   *
   * @throws IOException if an earlier edit is damaged
   */
  public ConfigFile remove() throws IOException {
    return ModuleEditor.remove(region(), grammar);
  }

  /**
   * Takes overlays away that {@link #addOverlays} added or changed; without any other one left,
   * undoes all that was done to the script.
   *
   * @param names as {@link OverlayRules#comparable} makes them
   * @throws IOException if an earlier edit is damaged
   */
  public ConfigFile removeOverlays(Set<ByteString> names) throws IOException {
    return ModuleEditor.remove(region(), grammar, names);
  }

  /** Returns the index of the line that boots: what stands behind it is never run. */
  private @Nullable Integer place() throws ConfigException {
    int line = script.run().bootLine();
    if (line < 0) {
      return null;
    }
    for (LogicalLine logical : grammar.join(script.lines(), 0, script.lines().size())) {
      if (logical.first() == line
          && IpxeLine.parse(logical.text(), script.file().line(line + 1)).labelled()) {
        throw new ConfigException(
            script.file().line(line + 1),
            "the boot command has a label: jumps would miss what is added");
      }
    }
    return line;
  }

  /**
   * Returns the lines that were run for the boot, from the first image on; else the whole script.
   */
  private ModuleRegion branch() throws ConfigException {
    int boot = script.run().bootLine();
    int from = script.lines().size();
    for (SourceLine source : script.run().sources()) {
      if (source.file().equals(script.file().name())) {
        from = Math.min(from, source.line() - 1);
      }
    }
    if (boot < 0 || from > boot) {
      return region();
    }
    // The comments of an earlier edit stand in front of the lines that they are about.
    while (from > 0 && script.lines().get(from - 1).text().strip().startsWith("#")) {
      from--;
    }
    return ModuleRegion.read(script.file(), script.lines(), grammar, from, boot + 1);
  }

  private ModuleRegion region() throws ConfigException {
    return ModuleRegion.read(script.file(), script.lines(), grammar, 0, script.lines().size());
  }
}
