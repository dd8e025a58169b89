package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the commands say of themselves, on a terminal of 80 columns. */
class UsageTest {
  private static final int COLUMNS = 80;

  /** Returns archive-tool, its commands and theirs. */
  private static List<CommandLine> all() {
    CommandLine main = new CommandLine(new ArchiveTool());
    Commands.NAMES.forEach(name -> main.addSubcommand(name, Commands.create(name)));
    List<CommandLine> found = new ArrayList<>();
    addFrom(main, found);
    assertTrue(found.size() > Commands.NAMES.size() + 1);
    return found;
  }

  private static void addFrom(CommandLine line, List<CommandLine> found) {
    found.add(line);
    line.getSubcommands().values().forEach(below -> addFrom(below, found));
  }

  private static String name(CommandLine line) {
    return line.getCommandSpec().qualifiedName();
  }

  private static List<String> usage(CommandLine line) {
    return line.getUsageMessage().lines().toList();
  }

  @Test
  void everyCommandHasAShortSentenceForTheListThatItIsIn() {
    for (CommandLine line : all()) {
      String[] header = line.getCommandSpec().usageMessage().header();
      if (line.getParent() != null) {
        assertEquals(1, header.length, name(line));
        assertTrue(header[0].endsWith("."), header[0]);
        assertTrue(header[0].length() < 60, header[0]);
      }
    }
  }

  @Test
  void aListHasOneLineForEachCommand() {
    for (CommandLine line : all()) {
      if (!line.getSubcommands().isEmpty()) {
        List<String> usage = usage(line);
        int first = usage.indexOf("Commands:") + 1;
        List<CommandLine> listed = List.copyOf(line.getSubcommands().values());
        for (int i = 0; i < listed.size(); i++) {
          String shown = usage.get(first + i);
          assertTrue(shown.startsWith("  " + listed.get(i).getCommandName() + " "), shown);
          String header = listed.get(i).getCommandSpec().usageMessage().header()[0];
          assertTrue(shown.endsWith("  " + header), shown);
        }
      }
    }
  }

  @Test
  void usageFitsTheTerminalAndItsParagraphsBreakWhereTheySay() {
    for (CommandLine line : all()) {
      List<String> usage = usage(line);
      for (String shown : usage) {
        assertTrue(shown.length() <= COLUMNS, () -> name(line) + ": " + shown);
      }
      UsageMessageSpec message = line.getCommandSpec().usageMessage();
      List<String> written = new ArrayList<>(List.of(message.description()));
      written.addAll(List.of(message.footer()));
      for (String text : written) {
        assertTrue(text.length() <= COLUMNS - 2, () -> name(line) + ": " + text);
        assertTrue(usage.contains(text), () -> name(line) + " wraps: " + text);
      }
    }
  }
}
