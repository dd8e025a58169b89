package org.bootarchive.boot.config.ipxe;

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

/** An iPXE script. */
public final class IpxeConfiguration implements BootConfiguration {
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
   * @param choices the entry is a label; settings are what iPXE knows of the machine and its
   *     network
   * @throws IOException if it cannot be read
   */
  public static IpxeConfiguration read(Path file, BootRoot root, BootChoices choices)
      throws IOException {
    return new IpxeConfiguration(file, IpxeScript.parse(ConfigFile.read(file)), root);
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.IPXE;
  }

  @Override
  public ConfiguredBoot boot() {
    return script.boot();
  }

  @Override
  public OverlayModule located(OverlayModule overlay) {
    return new OverlayModule(script.url(overlay.path()), overlay.name(), overlay.hash());
  }

  @Override
  public ConfigEdit add(List<OverlayModule> overlays) throws IOException {
    return edit(IpxeScriptEditor.of(script).addOverlays(overlays, root::contains));
  }

  @Override
  public ConfigEdit remove() throws IOException {
    return edit(IpxeScriptEditor.of(script).remove());
  }

  @Override
  public ConfigEdit remove(Set<ByteString> names) throws IOException {
    return edit(IpxeScriptEditor.of(script).removeOverlays(names));
  }

  private ConfigEdit edit(ConfigFile after) throws IOException {
    return new ConfigEdit(
        file, script.file(), after, script.boot(), IpxeScript.parse(after).boot());
  }
}
