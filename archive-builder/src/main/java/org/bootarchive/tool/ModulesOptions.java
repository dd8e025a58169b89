package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.archive.OverlayFile;
import org.bootarchive.archive.PlatformModules;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleContents;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** MODULES: the options that name a module set. */
final class ModulesOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--module",
      arity = "2",
      paramLabel = "ARG",
      description =
          "'COMMAND LINE' FILE: a module as the boot loader passes it; repeated, in order.")
  private List<String> modules = List.of();

  @Option(
      names = "--platform",
      paramLabel = "DIR",
      description = "A platform directory: its archive and hash as the loader would pass them.")
  private @Nullable Path platform;

  @Option(
      names = "--add",
      paramLabel = "NAME=FILE",
      description = "With --platform: an overlay module behind them; repeated.")
  private List<String> added = List.of();

  private ModulesOptions(CommandSpec spec) {
    this.spec = spec;
  }

  ModulesOptions() {
    this(CommandSpec.create());
  }

  private ImmutableList<OverlayFile> overlays() {
    return added.stream()
        .map(argument -> OverlayArgument.parse(spec, argument))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns the modules that the options name.
   *
   * @throws ParameterException if they name none, or two sets
   * @throws IOException if a file cannot be read
   */
  List<BootModule> load() throws IOException {
    if (modules.isEmpty() == (platform == null)) {
      throw new ParameterException(
          spec.commandLine(), "name one module set: --module ... or --platform DIR");
    }
    if (platform != null) {
      return PlatformModules.of(platform, overlays());
    }
    if (!added.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--add goes with --platform");
    }
    ImmutableList.Builder<BootModule> loaded = ImmutableList.builder();
    for (int i = 0; i < modules.size(); i += 2) {
      loaded.add(
          new BootModule(
              ByteArguments.bytes(modules.get(i)),
              ModuleContents.file(Path.of(modules.get(i + 1)))));
    }
    return loaded.build();
  }
}
