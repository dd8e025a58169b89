package org.bootarchive.boot.config.loader;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

  /** What the loader reads of a volume as it is installed, in that order. */
  private static final ImmutableList<String> USUAL_ORDER =
      ImmutableList.of(
          "/boot/defaults/loader.conf",
          "/boot/loader.conf",
          "/boot/loader.conf.local",
          "/boot/transient.conf");

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
   * Returns what single files amount to, read one after the other; one finding tells which files
   * the loader reads besides.
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
    notRead(files, root)
        .ifPresent(message -> findings.add(ConfigCode.LOADER_NOT_READ.finding(message)));
    findings.addAll(boot.findings());
    return new ConfiguredBoot(boot.loader(), boot.kernel(), boot.modules(), findings.build());
  }

  /** Tells which files of the boot volume are read besides, in front of some and behind them. */
  private static Optional<String> notRead(List<Path> files, BootRoot root) throws IOException {
    ImmutableList<String> order = LoaderConf.read(root).filesRead();
    if (!order.contains(USUAL_ORDER.get(0))) {
      // Without its defaults the directory is no whole boot volume: the files are elsewhere.
      order =
          Stream.concat(order.stream(), USUAL_ORDER.stream())
              .distinct()
              .sorted(Comparator.comparingInt(LoaderConfiguration::usualRank))
              .collect(ImmutableList.toImmutableList());
    }
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    boolean reached = false;
    for (String path : order) {
      if (isGiven(path, files, root)) {
        reached = true;
      } else {
        (reached ? after : before).add(ByteString.of(path).brief(120));
      }
    }
    if (before.isEmpty() && after.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    if (!before.isEmpty()) {
      parts.add(Joiner.on(", ").join(before) + (reached ? " before" : ""));
    }
    if (!after.isEmpty()) {
      parts.add(Joiner.on(", ").join(after) + " after");
    }
    return Optional.of(
        "the loader reads besides "
            + Joiner.on(" and ").join(parts)
            + (reached ? " the first file named" : "")
            + "; these were not read here: name the boot volume's directory instead");
  }

  /** Returns where a path stands in the usual order; conf.d and the like are before the last. */
  private static int usualRank(String path) {
    int index = USUAL_ORDER.indexOf(path);
    if (index < 0) {
      return path.equals("/boot/solaris/bootenv.rc") ? -1 : USUAL_ORDER.size() - 1;
    }
    return index == USUAL_ORDER.size() - 1 ? USUAL_ORDER.size() : index;
  }

  /** Returns whether a path is among the files, by the file or, if it is not there, by its name. */
  private static boolean isGiven(String path, List<Path> files, BootRoot root) throws IOException {
    Path place = root.file(ByteString.of(path));
    Path relative = Path.of(path.substring(1));
    for (Path file : files) {
      if (isSame(file, place)) {
        return true;
      }
      Path folder = file.toAbsolutePath().getParent();
      boolean defaults = folder != null && folder.endsWith("defaults");
      if (!Files.exists(place)
          && relative.getFileName().toString().equals(String.valueOf(file.getFileName()))
          && defaults == path.equals(USUAL_ORDER.get(0))) {
        return true;
      }
    }
    return false;
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
