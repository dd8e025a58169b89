package org.bootarchive.boot.config.loader;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.List;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.ufs.finding.Finding;

/** The configuration of the illumos loader: what its files amount to, and what it would start. */
public final class LoaderConf {
  private final ImmutableMap<String, String> environment;
  private final ImmutableList<LoaderModule> modules;
  private final ImmutableList<String> filesRead;
  private final ConfiguredBoot boot;

  private LoaderConf(LoaderConfReader reader, ConfigFiles files, String place, boolean filesKnown)
      throws IOException {
    LoaderSettings settings = reader.settings();
    this.modules = settings.modules();
    this.filesRead = reader.filesRead();
    this.environment = ImmutableMap.copyOf(settings.environment());
    this.boot = new LoaderRun(settings, files, place, filesKnown).run(modules);
  }

  /**
   * Reads the files of a boot volume as the loader does: bootenv.rc, the defaults and what they
   * name, conf.d, transient.conf.
   *
   * @throws ConfigException if a file is too large, or the files name each other for ever
   * @throws IOException if a file cannot be read
   */
  public static LoaderConf read(ConfigFiles volume) throws IOException {
    LoaderConfReader reader = new LoaderConfReader(volume);
    reader.readVolume();
    return new LoaderConf(reader, volume, "/boot/defaults/loader.conf", true);
  }

  /**
   * Reads these files and no others, one after the other; {@code loader_conf_files} is not
   * followed.
   *
   * @throws ConfigException if a file has too many lines
   * @throws IOException never for files in memory, but for their number of bytes
   */
  public static LoaderConf read(List<ConfigFile> files) throws IOException {
    ConfigFiles none = ConfigFiles.of(ImmutableMap.of());
    LoaderConfReader reader = new LoaderConfReader(none);
    for (ConfigFile file : files) {
      reader.readFile(file, false);
    }
    new LoaderBootArgs(reader.settings().environment()).parse();
    return new LoaderConf(
        reader, none, files.isEmpty() ? "loader.conf" : files.get(0).name(), false);
  }

  /** Returns the variables, among them those that the kernel gets as its environment module. */
  public ImmutableMap<String, String> environment() {
    return environment;
  }

  /** Returns all modules that have settings, loaded or not, in the order of loading. */
  public ImmutableList<LoaderModule> modules() {
    return modules;
  }

  /** Returns the names of the files that were there and were read, each once. */
  public ImmutableList<String> filesRead() {
    return filesRead;
  }

  /**
   * Returns what the loader would start. The environment module, and a font's, which the loader
   * itself adds, are not among the modules.
   */
  public ConfiguredBoot boot() {
    return boot;
  }

  /** Returns what is odd in the files. */
  public ImmutableList<Finding> findings() {
    return boot.findings();
  }
}
