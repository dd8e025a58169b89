package org.bootarchive.boot.config.loader;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.files.KernelHeader;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Loads kernel and modules as the loader does, as far as their command lines go.
 *
 * <p>Source: {@code build_largs} and {@code load_kernel} in support.4th, {@code command_load} and
 * {@code file_loadraw} in module.c, {@code multiboot_exec} in multiboot.c and multiboot2.c.
 */
final class LoaderRun {
  /** Enough for a Multiboot header; what is shorter stands in for a file that is not here. */
  private static final ImmutableSet<String> PACKED_SUFFIXES =
      ImmutableSet.of(".gz", ".bz2", ".split");

  private static final int SMALLEST_KERNEL = 48;

  /** What is to be loaded: the words of a {@code load} command. */
  private record Request(String path, @Nullable String type, List<String> arguments) {}

  private final LoaderSettings settings;
  private final ConfigFiles files;
  private final String place;
  private final boolean filesKnown;
  private final List<ConfiguredModule> modules = new ArrayList<>();
  private final Set<String> loaded = new HashSet<>();

  LoaderRun(LoaderSettings settings, ConfigFiles files, String place, boolean filesKnown) {
    this.filesKnown = filesKnown;
    this.settings = settings;
    this.files = files;
    this.place = place;
  }

  ConfiguredBoot run(ImmutableList<LoaderModule> configured) throws IOException {
    new LoaderBootArgs(settings.environment()).compose();
    Optional<ConfiguredKernel> kernel = kernel();
    SourceLine start = new SourceLine(place, 1);
    if (kernel.isEmpty()) {
      settings.reportUnplaced(
          ImmutableList.of("bootfile", "kernel"),
          ConfigCode.NO_KERNEL,
          "no kernel is found by bootfile and kernel");
    }
    if (settings.environment().containsKey("xen_kernel")) {
      settings.report(
          start, ConfigCode.LOADER_XEN, "xen_kernel is set; what Xen does is not followed");
    }
    for (String waits : List.of("bootlock_password", "password")) {
      if (settings.environment().containsKey(waits)) {
        settings.report(
            settings.source(waits).orElse(start),
            ConfigCode.LOADER_WAITS,
            waits + " is set: the loader asks for it");
      }
    }
    if (settings.environment().getOrDefault("autoboot_delay", "").equals("NO")) {
      settings.report(
          settings.source("autoboot_delay").orElse(start),
          ConfigCode.LOADER_WAITS,
          "autoboot_delay is NO: the loader waits for a person at its menu");
    }
    if (settings.source("currdev").isPresent()) {
      settings.report(
          settings.source("currdev").orElse(start),
          ConfigCode.NOT_FOLLOWED,
          "currdev is set: files are on another device, which is not looked at");
    }
    String ipxe = settings.environment().getOrDefault("ipxe", "");
    if (settings.environment().containsKey("headnode") && ipxe.equals("true")) {
      settings.report(
          settings.source("ipxe").orElse(start),
          ConfigCode.LOADER_IPXE,
          "headnode and ipxe are set: the menu's default is iPXE, and what is configured here does"
              + " not boot");
    }
    for (LoaderModule module : configured) {
      if (module.load()) {
        load(module);
      }
    }
    if (modules.size() > OverlayRules.MAX_MODULES) {
      settings.report(
          start,
          ConfigCode.TOO_MANY_MODULES,
          modules.size()
              + " modules and the loader's own; the limit is "
              + OverlayRules.MAX_MODULES);
    }
    return new ConfiguredBoot(
        BootLoader.LOADER, kernel, ImmutableList.copyOf(modules), settings.findings());
  }

  /** Does what {@code standard_kernel_search} does. */
  private Optional<ConfiguredKernel> kernel() throws IOException {
    Map<String, String> environment = settings.environment();
    String directory = environment.get("kernel");
    if (directory == null) {
      return loadAny();
    }
    String before = environment.get("module_path");
    for (String path : List.of("/platform/" + directory, directory)) {
      environment.put("module_path", path);
      Optional<ConfiguredKernel> kernel = loadAny();
      if (kernel.isPresent()) {
        environment.put("module_path", before == null ? path : path + ";" + before);
        return kernel;
      }
    }
    if (before == null) {
      environment.remove("module_path");
    } else {
      environment.put("module_path", before);
    }
    return loadFirst(directory, "kernel");
  }

  /** Does what {@code load_a_kernel} does: bootfile, then kernel, each a list. */
  private Optional<ConfiguredKernel> loadAny() throws IOException {
    for (String variable : List.of("bootfile", "kernel")) {
      String list = settings.environment().get(variable);
      if (list != null) {
        Optional<ConfiguredKernel> kernel = loadFirst(list, variable);
        if (kernel.isPresent()) {
          return kernel;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ConfiguredKernel> loadFirst(String list, String variable) throws IOException {
    SourceLine source = settings.source(variable).orElse(new SourceLine(place, 1));
    String flags = settings.environment().getOrDefault("boot-args", "");
    for (String file : Splitter.on(';').split(list)) {
      List<String> words =
          LoaderWords.split(
                  "load " + file + " " + flags,
                  settings.environment(),
                  name -> settings.undefined(source, name))
              .orElse(ImmutableList.of());
      if (words.size() < 2) {
        continue;
      }
      String path = found(words.get(1));
      if (!filesKnown || (exists(path) && isKernel(path, source))) {
        return Optional.of(
            new ConfiguredKernel(
                ByteString.ofLatin1(path),
                ByteString.ofLatin1(Joiner.on(' ').join(words.subList(2, words.size()))),
                source));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether a file is a kernel. One that is too short to tell stands in for a file that is
   * not here, and is one by its name.
   */
  private boolean isKernel(String path, SourceLine source) throws IOException {
    byte[] file =
        files.head(ByteString.ofLatin1(standIn(path).orElse(path)), KernelHeader.HEAD_BYTES);
    byte[] head = KernelHeader.asSeen(file, BootLoader.LOADER);
    if (head.length < SMALLEST_KERNEL) {
      if (!path.endsWith("/unix")) {
        return false;
      }
      settings.report(
          source,
          ConfigCode.KERNEL_NOT_EXECUTABLE,
          ByteString.ofLatin1(path).brief(200)
              + " has no Multiboot header: the loader would refuse it");
      return true;
    }
    KernelHeader header = KernelHeader.of(head);
    return header.isBootable(BootLoader.LOADER) || header.isStandIn();
  }

  private void load(LoaderModule module) throws IOException {
    for (String command : List.of(module.before(), module.onError())) {
      settings.evaluates(command, module.source());
    }
    loadFile(module);
    settings.evaluates(module.after(), module.source());
  }

  private void loadFile(LoaderModule module) throws IOException {
    Request request = request(module);
    if (request == null) {
      settings.report(
          module.source(),
          ConfigCode.LOADER_ARGUMENTS,
          shown(module) + ": path, type and flags make no command; the module is left out");
      return;
    }
    if (request.type() == null) {
      settings.report(
          module.source(),
          ConfigCode.LOADER_NO_TYPE,
          shown(module) + " has no _type; the loader cannot load it and leaves it out");
      return;
    }
    String path = found(request.path());
    if (!loaded.add(request.type() + " " + path) && request.path().equals(path)) {
      settings.report(
          module.source(),
          ConfigCode.LOADER_ALREADY_LOADED,
          shown(module)
              + ": "
              + ByteString.ofLatin1(path).brief(80)
              + " is loaded already; left out");
      return;
    }
    List<String> words = new ArrayList<>();
    words.add(path);
    words.add("type=" + request.type());
    words.addAll(request.arguments());
    ByteString commandLine = ByteString.ofLatin1(Joiner.on(' ').join(words));
    modules.add(
        isSuffixed(path)
            ? new ConfiguredModule(ByteString.ofLatin1(path), commandLine, module.source())
            : ConfiguredModule.unpacked(
                ByteString.ofLatin1(standIn(path).orElse(path)), commandLine, module.source()));
  }

  /** Returns the words of the load command that the settings make, or null if they make none. */
  private @Nullable Request request(LoaderModule module) {
    StringBuilder line = new StringBuilder("load ");
    if (!module.type().isEmpty()) {
      line.append("-t  ").append(module.type()).append(' ');
    }
    line.append(module.path()).append(' ').append(arguments(module));
    List<String> words =
        LoaderWords.split(
                line.toString(),
                settings.environment(),
                name -> settings.undefined(module.source(), name))
            .orElse(ImmutableList.of());
    String type = null;
    int i = 1;
    while (i < words.size() && words.get(i).length() > 1 && words.get(i).startsWith("-")) {
      String option = words.get(i++);
      if (option.equals("-t") && i < words.size()) {
        type = words.get(i++);
      } else if (option.startsWith("-t") && option.length() > 2) {
        type = option.substring(2);
      } else if (!option.equals("-k")) {
        return null;
      }
    }
    return i < words.size()
        ? new Request(words.get(i), type, words.subList(i + 1, words.size()))
        : null;
  }

  /** Returns hash=, for a hash module name= without its suffix, and the flags. */
  private String arguments(LoaderModule module) {
    String list = module.hash().map(hash -> "hash=" + hash).orElse("");
    if (module.type().equals("hash")) {
      list += " name=" + module.path();
      // The suffix is looked for behind the first dot of all, not behind the last.
      int dot = list.indexOf('.');
      if (dot >= 0 && list.substring(dot).equals(".hash")) {
        list = list.substring(0, dot);
      } else if (list.endsWith(".hash") && !module.flags().contains("name=")) {
        settings.report(
            module.source(),
            ConfigCode.LOADER_HASH_NAME_NOT_CUT,
            shown(module)
                + ": an earlier dot keeps \".hash\" on the name; the kernel will check nothing");
      }
    }
    return list + " " + module.flags();
  }

  /** Returns a path as it is, or a bare name in the first directory of module_path that has it. */
  private String found(String path) throws IOException {
    String directories = settings.environment().getOrDefault("module_path", "/platform/i86pc");
    if (path.indexOf('/') >= 0) {
      return path;
    }
    String first = path;
    for (String directory : Splitter.on(';').omitEmptyStrings().split(directories)) {
      String candidate = directory.endsWith("/") ? directory + path : directory + "/" + path;
      if (exists(candidate)) {
        return candidate;
      }
      first = first.equals(path) ? candidate : first;
    }
    return first;
  }

  private boolean exists(String path) throws IOException {
    return contains(path) || standIn(path).isPresent();
  }

  private boolean contains(String path) throws IOException {
    return files.contains(ByteString.ofLatin1(path));
  }

  /**
   * Returns the gzip file that is opened, and unpacked, in place of a file that is not there.
   * Source: {@code zf_open} of {@code libstand/gzipfs.c}, the first file system that is asked.
   */
  private Optional<String> standIn(String path) throws IOException {
    if (isSuffixed(path) || contains(path)) {
      return Optional.empty();
    }
    String packed = path + ".gz";
    return files.isGzip(ByteString.ofLatin1(packed)) ? Optional.of(packed) : Optional.empty();
  }

  /** Returns whether a name has a suffix of which the loader thinks that it is to stay packed. */
  private static boolean isSuffixed(String path) {
    int dot = path.lastIndexOf('.');
    return dot >= 0 && PACKED_SUFFIXES.contains(path.substring(dot));
  }

  private static String shown(LoaderModule module) {
    return ByteString.ofLatin1(module.prefix()).brief(80);
  }
}
