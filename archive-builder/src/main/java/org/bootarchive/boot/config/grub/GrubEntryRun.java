package org.bootarchive.boot.config.grub;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.OverlayRules;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** Runs the commands of a menu entry as far as kernel and modules go. */
final class GrubEntryRun {
  /** {@code MB_CMDLINE_BUFLEN} of shared.h: for the kernel's command line and the modules'. */
  private static final int COMMAND_LINES_BYTES = 0x6000;

  private final ConfigFile file;
  private final GrubVariables variables;
  private final FindingList findings = new FindingList();
  private final List<ConfiguredModule> modules = new ArrayList<>();
  private @Nullable ConfiguredKernel kernel;
  private long commandLineBytes;

  GrubEntryRun(ConfigFile file, GrubVariables variables, List<Finding> menuFindings) {
    this.file = file;
    this.variables = variables;
    findings.addAll(menuFindings);
  }

  ConfiguredBoot run(MenuEntry entry) {
    for (GrubCommand command : entry.commands()) {
      switch (command.name()) {
        case "kernel", "kernel$" -> kernel(command);
        case "module", "module$", "modulenounzip" -> module(command);
        case "variable" -> variables.set(command.argument());
        case "configfile", "chainloader" ->
            report(
                command,
                ConfigCode.GRUB_LEAVES_MENU,
                "what " + command.name() + " loads is not read");
        default -> {
          if (command.menuOnly()) {
            report(
                command,
                ConfigCode.GRUB_MENU_COMMAND,
                command.name() + " is not allowed in an entry; GRUB stops here");
          }
        }
      }
    }
    if (kernel == null) {
      findings.add(ConfigCode.NO_KERNEL.at(entry.source(), "the entry loads no kernel"));
    }
    if (commandLineBytes > COMMAND_LINES_BYTES) {
      findings.add(
          ConfigCode.GRUB_COMMAND_LINES_TOO_LONG.at(
              entry.source(),
              "the command lines have " + commandLineBytes + " bytes; GRUB keeps 24576"));
    }
    if (modules.size() > OverlayRules.MAX_MODULES) {
      findings.add(
          ConfigCode.TOO_MANY_MODULES.at(
              entry.source(),
              modules.size() + " modules; the limit is " + OverlayRules.MAX_MODULES));
    }
    return new ConfiguredBoot(
        BootLoader.GRUB,
        Optional.ofNullable(kernel),
        ImmutableList.copyOf(modules),
        findings.build());
  }

  private void kernel(GrubCommand command) {
    String line = expanded(command);
    while (line.startsWith("--type=") || line.startsWith("--no-mem-option")) {
      line = line.substring(GrubCommand.argument(line, word(line)));
    }
    int end = word(line);
    String rest = line.substring(Math.min(line.length(), end + 1));
    kernel =
        new ConfiguredKernel(
            ByteString.ofLatin1(line.substring(0, end)),
            ByteString.ofLatin1(rest),
            file.line(command.line()));
    // A kernel that is loaded again loses its modules.
    modules.clear();
    commandLineBytes = line.length() + 1L;
  }

  private void module(GrubCommand command) {
    if (kernel == null) {
      report(
          command,
          ConfigCode.GRUB_MODULE_BEFORE_KERNEL,
          "a module before the kernel ends the entry with an error");
    }
    String line = expanded(command);
    modules.add(
        new ConfiguredModule(
            ByteString.ofLatin1(line.substring(0, word(line))),
            ByteString.ofLatin1(line),
            file.line(command.line())));
    commandLineBytes += line.length() + 1L;
  }

  private String expanded(GrubCommand command) {
    if (!command.name().endsWith("$")) {
      return command.argument();
    }
    return variables.expand(
        command.argument(),
        name ->
            report(
                command,
                ConfigCode.GRUB_UNDEFINED_VARIABLE,
                "the variable " + ByteString.ofLatin1(name) + " is not set; GRUB stops here"));
  }

  private void report(GrubCommand command, ConfigCode code, String message) {
    findings.add(code.at(file.line(command.line()), message));
  }

  private static int word(String line) {
    int end = line.indexOf(' ');
    return end < 0 ? line.length() : end;
  }
}
