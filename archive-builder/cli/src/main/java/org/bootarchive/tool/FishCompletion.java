package org.bootarchive.tool;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion of the command line for the fish shell. */
final class FishCompletion {
  private final StringBuilder script = new StringBuilder();

  private FishCompletion() {}

  static String of(CommandLine tool) {
    FishCompletion completion = new FishCompletion();
    completion.commands(tool, "__fish_use_subcommand");
    tool.getSubcommands().forEach((name, command) -> completion.command(tool, name, command));
    return completion.script.toString();
  }

  private void command(CommandLine tool, String name, CommandLine command) {
    Map<String, CommandLine> below = command.getSubcommands();
    String named = "__fish_seen_subcommand_from " + name;
    if (below.isEmpty()) {
      // Words such as check are commands of the tool, and of a command of it.
      StringBuilder others = new StringBuilder();
      tool.getSubcommands()
          .forEach(
              (other, line) -> others.append(line.getSubcommands().isEmpty() ? "" : " " + other));
      options(command, named + "; and not __fish_seen_subcommand_from" + others);
    } else {
      String all = String.join(" ", below.keySet());
      commands(command, named + "; and not __fish_seen_subcommand_from " + all);
      below.forEach(
          (word, line) -> options(line, named + "; and __fish_seen_subcommand_from " + word));
    }
  }

  private void commands(CommandLine parent, String condition) {
    parent
        .getSubcommands()
        .forEach(
            (name, command) -> {
              String header = String.join(" ", command.getCommandSpec().usageMessage().header());
              line(condition, "-f -a " + name, header);
            });
  }

  private void options(CommandLine command, String condition) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : spec.options()) {
      StringBuilder words = new StringBuilder();
      for (String name : option.names()) {
        words.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
        words.append(' ');
      }
      if (option.arity().max() > 0) {
        boolean isFile = option.auxiliaryTypes()[0] == Path.class;
        words.append(isFile || option.paramLabel().contains("FILE") ? "-r " : "-x ");
      }
      line(condition, words.toString().strip(), String.join(" ", option.description()));
    }
  }

  private void line(String condition, String words, String description) {
    script
        .append("complete -c archive-tool -n '")
        .append(condition)
        .append("' ")
        .append(words)
        .append(" -d '")
        .append(description.replace("\\", "\\\\").replace("'", "\\'"))
        .append("'\n");
  }
}
