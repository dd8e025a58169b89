package org.bootarchive.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man page of a command, in the macros of man(7), from what its help says. */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  static String of(CommandLine command, String version) {
    ManPage page = new ManPage();
    page.write(command, version);
    return page.page.toString();
  }

  private void write(CommandLine command, String version) {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName("-");
    String[] header = spec.usageMessage().header();
    String[] description = spec.usageMessage().description();
    String line = String.join(" ", header.length > 0 ? header : description);
    macro("TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"archive-tool " + version + "\"");
    macro("SH NAME");
    text(name + " - " + line);
    macro("SH SYNOPSIS");
    Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
    unfilled(help.synopsis(0).lines().toList());
    macro("SH DESCRIPTION");
    text(String.join(" ", description));
    if (!spec.positionalParameters().isEmpty()) {
      macro("SH ARGUMENTS");
      for (PositionalParamSpec parameter : spec.positionalParameters()) {
        entry(parameter.paramLabel(), parameter);
      }
    }
    macro("SH OPTIONS");
    for (OptionSpec option : spec.options()) {
      String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      entry(String.join(", ", option.names()) + value, option);
    }
    if (!command.getSubcommands().isEmpty()) {
      macro("SH COMMANDS");
      command.getSubcommands().values().forEach(this::subcommand);
    }
    footer(Arrays.asList(spec.usageMessage().footer()));
    macro("SH EXIT STATUS");
    text(
        "0 good; 1 the answer is no; 2 wrong usage; 3 input that cannot be read, or output that"
            + " cannot be written.");
    if (command.getParent() != null) {
      macro("SH SEE ALSO");
      text(command.getParent().getCommandSpec().qualifiedName("-") + "(1)");
    }
  }

  private void subcommand(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    macro("TP");
    text(spec.qualifiedName("-") + "(1)");
    text(String.join(" ", spec.usageMessage().header()));
  }

  private void entry(String name, ArgSpec argument) {
    macro("TP");
    macro("B " + escaped(name));
    text(String.join(" ", argument.description()));
  }

  /** Writes what stands below the options: notes, and behind the word the examples. */
  private void footer(List<String> lines) {
    int example = 0;
    while (example < lines.size() && !lines.get(example).startsWith("Example")) {
      example++;
    }
    section("NOTES", lines.subList(0, example));
    if (example < lines.size()) {
      section("EXAMPLES", lines.subList(example + 1, lines.size()));
    }
  }

  private void section(String name, List<String> lines) {
    List<String> shown = lines.stream().dropWhile(String::isBlank).toList();
    if (!shown.isEmpty()) {
      macro("SH " + name);
      unfilled(shown);
    }
  }

  private void unfilled(List<String> lines) {
    macro("nf");
    lines.forEach(this::text);
    macro("fi");
  }

  private void macro(String line) {
    page.append('.').append(line).append('\n');
  }

  private void text(String line) {
    String escaped = escaped(line);
    boolean isControl = escaped.startsWith(".") || escaped.startsWith("'");
    page.append(isControl ? "\\&" : "").append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
