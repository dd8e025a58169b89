package org.bootarchive.archive.overlay;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.LoaderConf;
import org.bootarchive.boot.config.LoaderConfEditor;
import org.bootarchive.boot.config.OverlaidFiles;
import org.bootarchive.boot.config.OverlayModule;

/** The illumos loader's files on a boot volume, one of which takes the overlays. */
public final class LoaderConfiguration implements EditableConfiguration {
  /**
   * Where the loader reads what may be kept elsewhere: on a pool of piadm's boot/loader.conf.local
   * is a link to custom/loader.conf.local.
   */
  private static final ImmutableList<String> KNOWN_PATHS =
      ImmutableList.of("/boot/loader.conf.local", "/boot/loader.conf", "/boot/transient.conf");

  private final Path file;
  private final String path;
  private final BootRoot root;

  private LoaderConfiguration(Path file, String path, BootRoot root) {
    this.file = file;
    this.path = path;
    this.root = root;
  }

  /**
   * Makes a configuration.
   *
   * @param file the file that is to take the overlays, such as loader.conf.local; it need not exist
   * @param root the boot volume, which the file is on
   * @throws IOException if the file is not on it
   */
  public static LoaderConfiguration of(Path file, BootRoot root) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ConfigException(file.toString(), "there is no such directory; create it first");
    }
    Path real = folder.toRealPath().resolve(file.getFileName());
    if (!real.startsWith(root.directory())) {
      throw new ConfigException(
          file.toString(), "is not below the boot volume " + root.directory() + "; see --root");
    }
    for (String known : KNOWN_PATHS) {
      Path place = root.directory().resolve(known.substring(1));
      if (Files.exists(file) && Files.exists(place) && Files.isSameFile(file, place)) {
        return new LoaderConfiguration(file, known, root);
      }
    }
    byte[] below = ("/" + root.directory().relativize(real)).getBytes(StandardCharsets.UTF_8);
    return new LoaderConfiguration(file, new String(below, StandardCharsets.ISO_8859_1), root);
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.LOADER;
  }

  @Override
  public OverlayModule located(OverlayModule overlay) {
    return overlay;
  }

  @Override
  public ConfigEdit add(List<OverlayModule> overlays) throws IOException {
    return edit(LoaderConfEditor.addOverlays(root, path, overlays));
  }

  @Override
  public ConfigEdit remove() throws IOException {
    return edit(LoaderConfEditor.remove(current()));
  }

  @Override
  public ConfigEdit remove(Set<String> names) throws IOException {
    return edit(LoaderConfEditor.removeOverlays(current(), names));
  }

  private ConfigFile current() throws IOException {
    return root.open(path).orElse(new ConfigFile(path, ""));
  }

  private ConfigEdit edit(ConfigFile after) throws IOException {
    return new ConfigEdit(
        file,
        current(),
        after,
        LoaderConf.read(root).boot(),
        LoaderConf.read(new OverlaidFiles(root, after)).boot());
  }
}
