package org.bootarchive.archive.overlay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.IpxeScript;
import org.bootarchive.boot.config.IpxeScriptEditor;
import org.bootarchive.boot.config.OverlayModule;

/** An iPXE script. */
public final class IpxeConfiguration implements EditableConfiguration {
  private final Path file;
  private final IpxeScript script;
  private final BootRoot root;

  private IpxeConfiguration(Path file, IpxeScript script, BootRoot root) {
    this.file = file;
    this.script = script;
    this.root = root;
  }

  /**
   * Reads a script.
   *
   * @param root what the server serves
   * @throws IOException if it cannot be read
   */
  public static IpxeConfiguration read(Path file, BootRoot root) throws IOException {
    return new IpxeConfiguration(file, IpxeScript.parse(ConfigFile.read(file)), root);
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.IPXE;
  }

  @Override
  public OverlayModule located(OverlayModule overlay) {
    return new OverlayModule(script.url(overlay.path()), overlay.name(), overlay.hash());
  }

  @Override
  public ConfigEdit add(List<OverlayModule> overlays) throws IOException {
    return edit(IpxeScriptEditor.of(script).addOverlays(overlays, this::exists));
  }

  @Override
  public ConfigEdit remove() throws IOException {
    return edit(IpxeScriptEditor.of(script).remove());
  }

  @Override
  public ConfigEdit remove(Set<String> names) throws IOException {
    return edit(IpxeScriptEditor.of(script).removeOverlays(names));
  }

  private boolean exists(String path) {
    try {
      return root.contains(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConfigEdit edit(ConfigFile after) throws IOException {
    return new ConfigEdit(
        file, script.file(), after, script.boot(), IpxeScript.parse(after).boot());
  }
}
