package org.bootarchive.boot.config.ipxe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** An iPXE script. */
public final class IpxeConfiguration implements BootConfiguration {
  private final Path file;
  private final IpxeScript script;
  private final BootRoot root;
  private final BootChoices choices;

  private IpxeConfiguration(Path file, IpxeScript script, BootRoot root, BootChoices choices) {
    this.file = file;
    this.script = script;
    this.root = root;
    this.choices = choices;
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
    return new IpxeConfiguration(
        file, script(file, ConfigFile.read(file), root, root, choices), root, choices);
  }

  private static IpxeScript script(
      Path file, ConfigFile content, BootRoot root, ConfigFiles files, BootChoices choices)
      throws IOException {
    Path real = file.toRealPath();
    ByteString path =
        real.startsWith(root.directory())
            ? ByteString.of("/" + root.directory().relativize(real).toString().replace('\\', '/'))
            : ByteString.of("/" + file.getFileName());
    return IpxeScript.read(content, files, choices, path.latin1());
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
    ConfigEdit edit =
        edit(
            IpxeScriptEditor.of(script).addOverlays(overlays, root::contains),
            PlannedFiles.of(root, overlays));
    if (script.run().kernel().isPresent()) {
      List<OverlayModule> resolved = new ArrayList<>();
      for (OverlayModule overlay : overlays) {
        resolved.add(
            new OverlayModule(script.resolved(overlay.path()), overlay.name(), overlay.hash()));
      }
      edit.requireLoaded(resolved);
    }
    return edit;
  }

  @Override
  public ConfigEdit remove() throws IOException {
    return edit(IpxeScriptEditor.of(script).remove(), root);
  }

  @Override
  public ConfigEdit remove(Set<ByteString> names) throws IOException {
    return edit(IpxeScriptEditor.of(script).removeOverlays(names), root);
  }

  private ConfigEdit edit(ConfigFile after, ConfigFiles files) throws IOException {
    return new ConfigEdit(
        file,
        script.file(),
        after,
        script.boot(),
        script(file, after, root, files, choices).boot());
  }
}
