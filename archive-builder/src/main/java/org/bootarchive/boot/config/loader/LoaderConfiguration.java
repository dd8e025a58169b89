package org.bootarchive.boot.config.loader;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;

/** The illumos loader's files on a boot volume, one of which takes the overlays. */
public final class LoaderConfiguration implements BootConfiguration {
  /**
   * Where the loader reads what may be kept elsewhere: on a pool of piadm's boot/loader.conf.local
   * is a link to custom/loader.conf.local.
   */
  private static final ImmutableList<String> KNOWN_PATHS =
      ImmutableList.of("/boot/loader.conf.local", "/boot/loader.conf", "/boot/transient.conf");

  private final Path file;
  private final ByteString path;
  private final BootRoot root;

  private LoaderConfiguration(Path file, ByteString path, BootRoot root) {
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
    if (Files.isDirectory(file)) {
      return of(root);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ConfigException(file.toString(), "there is no such directory; create it first");
    }
    Path real = folder.toRealPath().resolve(file.getFileName());
    if (!real.startsWith(root.directory())) {
      throw new OtherVolumeException(file, root.directory());
    }
    for (String known : KNOWN_PATHS) {
      Path place = root.directory().resolve(known.substring(1));
      boolean linked =
          Files.isSymbolicLink(place)
              && place.resolveSibling(Files.readSymbolicLink(place)).normalize().equals(real);
      if (linked || isSame(file, place) || isSameName(real, place)) {
        return new LoaderConfiguration(file, ByteString.of(known), root);
      }
    }
    ByteString below = ByteString.of("/" + root.directory().relativize(real));
    return new LoaderConfiguration(file, below, root);
  }

  /**
   * Makes the configuration of a whole boot volume; overlays go into loader.conf.local.
   *
   * @throws IOException if it cannot be read
   */
  public static LoaderConfiguration of(BootRoot root) throws IOException {
    ByteString path = ByteString.of(KNOWN_PATHS.get(0));
    Path file = root.directory().resolve("boot").resolve("loader.conf.local");
    if (Files.isSymbolicLink(file)) {
      // On a pool of piadm's it leads to custom/, where the file need not be yet.
      file = file.resolveSibling(Files.readSymbolicLink(file)).normalize();
    }
    return new LoaderConfiguration(file, path, root);
  }

  /**
   * Returns what single files amount to, read one after the other; files of the boot volume that
   * the loader would read too are told in a finding.
   *
   * @throws IOException if a file cannot be read
   */
  public static ConfiguredBoot boot(List<Path> files, BootRoot root) throws IOException {
    ImmutableList.Builder<ConfigFile> read = ImmutableList.builder();
    for (Path file : files) {
      read.add(ConfigFile.read(file));
    }
    ConfiguredBoot boot = LoaderConf.read(read.build()).boot();
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    findings.addAll(boot.findings());
    for (String path : LoaderConf.read(root).filesRead()) {
      Path place = root.directory().resolve(path.substring(1));
      boolean given = false;
      for (Path file : files) {
        given |= Files.exists(place) && Files.isSameFile(file, place);
      }
      if (!given) {
        findings.add(
            ConfigCode.LOADER_NOT_READ.finding(
                ByteString.of(path) + " is on the boot volume and was not named: it is not read"));
      }
    }
    return new ConfiguredBoot(boot.loader(), boot.kernel(), boot.modules(), findings.build());
  }

  private static boolean isSame(Path file, Path place) throws IOException {
    return Files.exists(file) && Files.exists(place) && Files.isSameFile(file, place);
  }

  /**
   * Returns whether a file that need not exist has the name of a place, on a volume too whose names
   * are in another case than the loader's.
   */
  private static boolean isSameName(Path real, Path place) throws IOException {
    Path folder = place.getParent();
    return folder != null
        && Files.isDirectory(folder)
        && real.equals(folder.toRealPath().resolve(place.getFileName()));
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.LOADER;
  }

  @Override
  public ConfiguredBoot boot() throws IOException {
    return LoaderConf.read(root).boot();
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
  public ConfigEdit remove(Set<ByteString> names) throws IOException {
    return edit(LoaderConfEditor.removeOverlays(current(), names));
  }

  private ConfigFile current() throws IOException {
    return root.open(path).orElse(new ConfigFile(path.utf8(), ByteString.EMPTY));
  }

  private ConfigEdit edit(ConfigFile after) throws IOException {
    ConfigFile before = current();
    boolean goes = after.content().isEmpty() && LoaderConfEditor.isMadeForBlock(before);
    return new ConfigEdit(
        file,
        before,
        after,
        LoaderConf.read(root).boot(),
        LoaderConf.read(new OverlaidFiles(root, path, after)).boot(),
        goes);
  }
}
