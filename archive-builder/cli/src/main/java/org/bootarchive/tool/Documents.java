package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * What an installation has beside the tool: man pages, and completion for three shells. All of it
 * is made of the annotations of the commands, when the tool is packed.
 */
public final class Documents {
  private static final String NAME = "archive-tool";

  private Documents() {}

  /**
   * Writes them below a directory, where a prefix such as /usr/local has them.
   *
   * @param args the directory, and the version of the tool
   */
  public static void main(String[] args) throws IOException {
    writeAll(Path.of(args[0]).resolve("share"), args[1]);
  }

  static void writeAll(Path share, String version) throws IOException {
    CommandLine tool = new ArchiveTool().commandLine();
    write(share.resolve("bash-completion/completions/" + NAME), AutoComplete.bash(NAME, tool));
    write(share.resolve("zsh/site-functions/_" + NAME), ZshCompletion.of(tool));
    write(share.resolve("fish/vendor_completions.d/" + NAME + ".fish"), FishCompletion.of(tool));
    for (CommandLine command : withCommands(tool)) {
      String page = command.getCommandSpec().qualifiedName("-");
      write(share.resolve("man/man1/" + page + ".1"), ManPage.of(command, version));
    }
  }

  /** Returns a command and all that are below it, each before its own. */
  static ImmutableList<CommandLine> withCommands(CommandLine command) {
    ImmutableList.Builder<CommandLine> all = ImmutableList.builder();
    all.add(command);
    command.getSubcommands().values().forEach(below -> all.addAll(withCommands(below)));
    return all.build();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
  }
}
