package org.bootarchive.boot.config.loader;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.OverlayRules;
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
  /** What is to be loaded: the words of a {@code load} command. */
  private record Request(String path, @Nullable String type, List<String> arguments) {}

  private final LoaderSettings settings;
  private final ConfigFiles files;
  private final String place;
  private final List<ConfiguredModule> modules = new ArrayList<>();
  private final Set<String> loaded = new HashSet<>();

  LoaderRun(LoaderSettings settings, ConfigFiles files, String place) {
    this.settings = settings;
    this.files = files;
    this.place = place;
  }

  ConfiguredBoot run(ImmutableList<LoaderModule> configured) throws IOException {
    Optional<ConfiguredKernel> kernel = kernel();
    SourceLine start = new SourceLine(place, 1);
    if (kernel.isEmpty()) {
      settings.report(start, ConfigCode.NO_KERNEL, "neither bootfile nor kernel is set");
    }
    if (settings.environment().containsKey("xen_kernel")) {
      settings.report(
          start, ConfigCode.LOADER_XEN, "xen_kernel is set; what Xen does is not followed");
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

  private Optional<ConfiguredKernel> kernel() throws IOException {
    String bootfile = settings.environment().get("bootfile");
    String directory = settings.environment().get("kernel");
    String file = bootfile != null ? bootfile : directory;
    if (file == null) {
      return Optional.empty();
    }
    SourceLine source =
        settings.source(bootfile != null ? "bootfile" : "kernel").orElse(new SourceLine(place, 1));
    String arguments = settings.environment().getOrDefault("boot-args", "");
    String first = "";
    for (String candidate : Splitter.on(';').omitEmptyStrings().split(file)) {
      String path =
          candidate.indexOf('/') >= 0 || directory == null
              ? candidate
              : "/platform/" + directory + "/" + candidate;
      if (first.isEmpty() || (!exists(first) && exists(path))) {
        first = path;
      }
    }
    return first.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ConfiguredKernel(
                ByteString.ofLatin1(first), ByteString.ofLatin1(arguments), source));
  }

  private void load(LoaderModule module) throws IOException {
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
    if (!loaded.add(request.type() + " " + path)) {
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
    modules.add(
        new ConfiguredModule(
            ByteString.ofLatin1(path),
            ByteString.ofLatin1(Joiner.on(' ').join(words)),
            module.source()));
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
    return files.contains(ByteString.ofLatin1(path));
  }

  private static String shown(LoaderModule module) {
    return ByteString.ofLatin1(module.prefix()).brief(80);
  }
}
