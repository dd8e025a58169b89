package org.bootarchive.tool;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completion of the command line for zsh. */
final class ZshCompletion {
  private final StringBuilder script = new StringBuilder();

  private ZshCompletion() {}

  static String of(CommandLine tool) {
    ZshCompletion completion = new ZshCompletion();
    completion.script.append("#compdef archive-tool\n\n");
    completion.function(tool);
    completion.script.append("_archive-tool \"$@\"\n");
    return completion.script.toString();
  }

  /** Writes the function of a command behind those of its commands; returns its name. */
  private String function(CommandLine command) {
    String name = "_" + command.getCommandSpec().qualifiedName("-");
    StringBuilder cases = new StringBuilder();
    StringBuilder commands = new StringBuilder();
    command
        .getSubcommands()
        .forEach(
            (word, below) -> {
              String header = String.join(" ", below.getCommandSpec().usageMessage().header());
              commands.append("    ").append(quoted(word + ":" + header)).append('\n');
              cases
                  .append("    ")
                  .append(word)
                  .append(") ")
                  .append(function(below))
                  .append(" ;;\n");
            });
    script.append(name).append("() {\n");
    if (cases.length() == 0) {
      script.append("  _arguments");
      for (OptionSpec option : command.getCommandSpec().options()) {
        for (String optionName : option.names()) {
          script.append(" \\\n    ").append(quoted(argument(option, optionName)));
        }
      }
      script.append(" \\\n    '*:file:_files'\n");
    } else {
      script.append("  local curcontext=$curcontext state line\n");
      script.append("  local -a commands=(\n").append(commands).append("  )\n");
      script.append("  _arguments -C '1:command:->command' '*::argument:->argument'\n");
      script.append("  [[ $state == command ]] && _describe command commands\n");
      script.append("  [[ $state == argument ]] && case $line[1] in\n");
      script.append(cases).append("  esac\n");
    }
    script.append("}\n\n");
    return name;
  }

  private static String argument(OptionSpec option, String name) {
    String description =
        String.join(" ", option.description()).replace("[", "\\[").replace("]", "\\]");
    String values = "";
    for (int i = 0; i < option.arity().min(); i++) {
      boolean isFile = option.auxiliaryTypes()[0] == Path.class;
      values += ":" + option.paramLabel().replace(":", "\\:") + ":" + (isFile ? "_files" : " ");
    }
    return "*" + name + "[" + description.replace(":", "\\:") + "]" + values;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
