package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.grub2.CommandOptions.Option;
import org.bootarchive.boot.config.grub2.CommandOptions.Value;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** What the commands do: kern/corecmd.c, commands/*.c, normal/*.c. */
final class Commands {
  private static final ImmutableList<Option> ENTRY_OPTIONS =
      ImmutableList.of(
          new Option("class", '\0', Value.REQUIRED),
          new Option("users", '\0', Value.OPTIONAL),
          new Option("hotkey", '\0', Value.REQUIRED),
          new Option("source", '\0', Value.REQUIRED),
          new Option("id", '\0', Value.REQUIRED),
          new Option("unrestricted", '\0', Value.NONE));

  private static final ImmutableList<Option> LOOPBACK_OPTIONS =
      ImmutableList.of(
          new Option("delete", 'd', Value.NONE), new Option("decompress", 'D', Value.NONE));

  private static final ImmutableList<Option> ENVIRONMENT_OPTIONS =
      ImmutableList.of(
          new Option("file", 'f', Value.REQUIRED), new Option("skip-sig", 's', Value.NONE));

  private final GrubState state;
  private final ScriptRun run;
  private final LoadCommands loading;

  Commands(GrubState state, ScriptRun run) {
    this.state = state;
    this.run = run;
    this.loading = new LoadCommands(state);
  }

  /** Returns a block as commands get it: its text in braces. */
  static String blockText(List<ScriptLine> block) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < block.size(); i++) {
      text.append(i == 0 ? "" : "\n").append(block.get(i).text());
    }
    return text.append('}').toString();
  }

  /**
   * Runs a command.
   *
   * @param command as it is written, for its block and its place
   * @return its error, 0 for none
   */
  int run(GrubCommand kind, String name, ImmutableList<String> arguments, Statement.Command command)
      throws Ended, IOException {
    SourceLine where = command.where();
    ImmutableList<String> all =
        command.block() == null || isEntry(name)
            ? arguments
            : ImmutableList.<String>builder()
                .addAll(arguments)
                .add(blockText(command.block()))
                .build();
    return switch (kind) {
      case HARMLESS -> 0;
      case FOLLOWED -> followed(name, all, command);
      case OTHER_SYSTEM -> loading.otherSystem(name, all, where).number();
      case OTHER_FILE -> loading.otherFile(where).number();
      case NOT_FOLLOWED -> {
        state.report(
            where,
            ConfigCode.NOT_FOLLOWED,
            "what " + name + " does or answers is not known here; it is taken to succeed");
        yield 0;
      }
    };
  }

  private static boolean isEntry(String name) {
    return name.equals("menuentry") || name.equals("submenu");
  }

  private int followed(String name, ImmutableList<String> arguments, Statement.Command command)
      throws Ended, IOException {
    SourceLine where = command.where();
    return switch (name) {
      case "multiboot", "multiboot2" -> loading.kernel(name, arguments, where).number();
      case "module", "module2" -> loading.module(name, arguments, where).number();
      case "boot" -> boot(where);
      case "exit", "halt", "reboot", "normal_exit" ->
          throw new Ended(Ended.How.LEAVES, where, name + " leaves GRUB");
      case "set" -> set(arguments).number();
      case "unset" -> unset(arguments).number();
      case "export" -> export(arguments).number();
      case "insmod" -> insmod(arguments).number();
      case "source", ".", "configfile" -> source(name, arguments, where).number();
      case "menuentry", "submenu" -> entry(name, arguments, command).number();
      case "test", "[" ->
          TestExpression.test(arguments, state.files()) ? 0 : GrubError.TEST_FAILURE.number();
      case "true" -> 0;
      case "false" -> GrubError.TEST_FAILURE.number();
      case "eval" -> eval(arguments, where);
      case "load_env" -> loadEnvironment(arguments, where).number();
      case "save_env" -> saveEnvironment(where).number();
      case "search" -> new SearchCommand(state, where).run(arguments).number();
      case "search.file" -> new SearchCommand(state, where).run("file", arguments).number();
      case "search.fs_label" -> new SearchCommand(state, where).run("label", arguments).number();
      case "search.fs_uuid" -> new SearchCommand(state, where).run("fs-uuid", arguments).number();
      case "loopback" -> loopback(arguments, where).number();
      case "break" -> run.leaveLoops(false, arguments);
      case "continue" -> run.leaveLoops(true, arguments);
      case "return" -> run.leaveFunction(arguments);
      case "shift" -> run.shift(arguments);
      case "setparams" -> run.setParameters(arguments);
      case "loadfont" -> loadFont(arguments).number();
      case "time" -> timed(arguments, command);
      case "cpuid" -> cpuid(arguments, where).number();
      default -> throw new AssertionError(name);
    };
  }

  private int boot(SourceLine where) throws Ended {
    if (!state.loader().isLoaded()) {
      state.report(
          where,
          Grub2Code.GRUB2_COMMAND_FAILS,
          "boot without a kernel: \"you need to load the kernel" + " first\"");
      return GrubError.NO_KERNEL.number();
    }
    throw new Ended(Ended.How.BOOTS, where, "boot");
  }

  private GrubError set(List<String> arguments) {
    if (arguments.isEmpty()) {
      return GrubError.NONE;
    }
    int equal = arguments.get(0).indexOf('=');
    if (equal < 0) {
      return GrubError.BAD_ARGUMENT;
    }
    state
        .variables()
        .set(arguments.get(0).substring(0, equal), arguments.get(0).substring(equal + 1));
    return GrubError.NONE;
  }

  private GrubError unset(List<String> arguments) {
    if (arguments.isEmpty()) {
      return GrubError.BAD_ARGUMENT;
    }
    state.variables().unset(arguments.get(0));
    return GrubError.NONE;
  }

  private GrubError export(List<String> arguments) {
    arguments.forEach(state.variables()::export);
    return arguments.isEmpty() ? GrubError.BAD_ARGUMENT : GrubError.NONE;
  }

  private GrubError insmod(List<String> arguments) {
    if (arguments.isEmpty()) {
      return GrubError.BAD_ARGUMENT;
    }
    String name = arguments.get(0);
    String file = name.substring(name.lastIndexOf('/') + 1);
    state.moduleLoaded(file.endsWith(".mod") ? file.substring(0, file.length() - 4) : file);
    return GrubError.NONE;
  }

  private GrubError source(String name, List<String> arguments, SourceLine where)
      throws Ended, IOException {
    if (arguments.size() != 1) {
      return GrubError.BAD_ARGUMENT;
    }
    boolean newContext = name.equals("configfile");
    if (newContext) {
      state.openContext();
    }
    new ConfigRun(state, run).read(arguments.get(0), where);
    if (newContext) {
      if (!state.menu().isEmpty()) {
        new MenuRun(state, run).show(state.menu(), false, where);
      }
      state.closeContext();
    }
    return GrubError.NONE;
  }

  private GrubError entry(String name, ImmutableList<String> words, Statement.Command command) {
    Optional<CommandOptions> parsed = CommandOptions.parse(words, ENTRY_OPTIONS, true);
    if (parsed.isEmpty() || parsed.get().arguments().isEmpty()) {
      state.report(
          command.where(),
          Grub2Code.GRUB2_COMMAND_FAILS,
          "this " + name + " has no title; it is left out");
      return GrubError.BAD_ARGUMENT;
    }
    CommandOptions options = parsed.get();
    Optional<String> source = options.value("source");
    if (source.isPresent() == (command.block() != null)) {
      state.report(
          command.where(),
          Grub2Code.GRUB2_COMMAND_FAILS,
          "this " + name + " has no block of commands; it is left out");
      return GrubError.BAD_ARGUMENT;
    }
    ImmutableList<ScriptLine> body =
        command.block() != null
            ? command.block()
            : source
                .orElseThrow()
                .lines()
                .map(l -> new ScriptLine(l, command.where()))
                .collect(ImmutableList.toImmutableList());
    String title = options.arguments().get(0);
    boolean unrestricted = options.has("unrestricted") && options.value("users").isEmpty();
    state
        .menu()
        .add(
            new Entry(
                title,
                options.value("id").orElse(title),
                options.arguments(),
                body,
                name.equals("submenu"),
                !unrestricted,
                command.where()));
    return GrubError.NONE;
  }

  private int eval(List<String> arguments, SourceLine where) throws Ended, IOException {
    if (arguments.isEmpty()) {
      return 0;
    }
    return run.run(
        LineReader.of(
            String.join(" ", arguments)
                .lines()
                .map(line -> new ScriptLine(line, where))
                .collect(ImmutableList.toImmutableList())));
  }

  private GrubError loadEnvironment(List<String> words, SourceLine where) throws IOException {
    Optional<CommandOptions> options = CommandOptions.parse(words, ENVIRONMENT_OPTIONS, false);
    if (options.isEmpty()) {
      return GrubError.BAD_ARGUMENT;
    }
    String name =
        options.get().value("file").orElse(state.variables().value("prefix") + "/grubenv");
    if (!state.files().isFile(name)) {
      state.report(
          where, Grub2Code.GRUB2_COMMAND_FAILS, "load_env finds no file " + Shown.brief(name));
      return GrubError.FILE_NOT_FOUND;
    }
    ImmutableList<String> wanted = options.get().arguments();
    return EnvironmentBlock.read(
            state.files().read(state.files().locate(name)).text(),
            (variable, value) -> {
              if (wanted.isEmpty() || wanted.contains(variable)) {
                state.variables().set(variable, value);
              }
            })
        ? GrubError.NONE
        : GrubError.BAD_FILE_TYPE;
  }

  /** Writing works on some file systems only; nothing that is read later depends on it. */
  private GrubError saveEnvironment(SourceLine where) {
    state.report(
        where,
        Grub2Code.GRUB2_CHANGES_ENVIRONMENT,
        "this boot writes grubenv where the volume can be written: the next one may choose another"
            + " entry");
    return GrubError.NONE;
  }

  private GrubError loopback(List<String> words, SourceLine where) throws IOException {
    Optional<CommandOptions> options = CommandOptions.parse(words, LOOPBACK_OPTIONS, false);
    if (options.isEmpty() || options.get().arguments().isEmpty()) {
      return GrubError.BAD_ARGUMENT;
    }
    ImmutableList<String> arguments = options.get().arguments();
    String name = arguments.get(0);
    if (options.get().has("delete")) {
      state.volumes().removeLoop(name);
      return GrubError.NONE;
    }
    if (arguments.size() < 2 || state.volumes().hasLoop(name)) {
      return GrubError.BAD_ARGUMENT;
    }
    return loading.loop(name, arguments.get(1), where);
  }

  private GrubError loadFont(List<String> arguments) throws IOException {
    for (String name : arguments) {
      String file =
          name.indexOf('/') >= 0
              ? name
              : state.variables().value("prefix") + "/fonts/" + name + ".pf2";
      if (!state.files().isFile(file)) {
        return GrubError.FILE_NOT_FOUND;
      }
    }
    return arguments.isEmpty() ? GrubError.BAD_ARGUMENT : GrubError.NONE;
  }

  private int timed(ImmutableList<String> arguments, Statement.Command command)
      throws Ended, IOException {
    if (arguments.isEmpty()) {
      return GrubError.BAD_ARGUMENT.number();
    }
    Optional<GrubCommand> kind = GrubCommand.of(arguments.get(0));
    return kind.isEmpty()
        ? 0
        : run(kind.get(), arguments.get(0), arguments.subList(1, arguments.size()), command);
  }

  private GrubError cpuid(List<String> arguments, SourceLine where) {
    if (arguments.isEmpty() || arguments.contains("-l") || arguments.contains("--long-mode")) {
      return GrubError.NONE;
    }
    state.report(
        where, ConfigCode.NOT_FOLLOWED, "what this processor can is not known; taken to be true");
    return GrubError.NONE;
  }

  /** Says it if a load command takes a value from the machine, or a parameter that is not there. */
  void noteMachineValues(Statement.Command command, @Nullable Scope scope) {
    loading.noteVariables(command, scope);
  }
}
