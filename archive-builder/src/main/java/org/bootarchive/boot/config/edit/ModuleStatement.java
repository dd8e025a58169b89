package org.bootarchive.boot.config.edit;

import org.bootarchive.boot.module.ModuleType;
import org.jspecify.annotations.Nullable;

/**
 * A line that loads a module, taken apart so that it can be changed.
 *
 * @param first the index of its first line in the file
 * @param last the index of its last
 * @param lead all in front of the path: indentation, command, options
 * @param indentation the blanks in front of the command
 * @param command such as {@code module$}
 * @param path as it is written, variables and all
 * @param tail what follows the module command line, such as {@code || goto failed}
 * @param options its command line as the kernel sees it, as far as variables are known
 */
public record ModuleStatement(
    int first,
    int last,
    String lead,
    String indentation,
    String command,
    String path,
    String tail,
    ModuleOptions options) {

  public @Nullable ModuleType type() {
    return options.type();
  }

  /** Returns the line with another module command line. */
  public String withCommandLine(String newCommandLine) {
    return lead + newCommandLine + tail;
  }

  /** Returns a line of the same form for another module. */
  public String sibling(String newCommandLine, boolean plain) {
    String word =
        plain && command.endsWith("$") ? command.substring(0, command.length() - 1) : command;
    return indentation + word + " " + newCommandLine;
  }
}
