package org.bootarchive.tool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bootarchive.archive.OverlayFile;
import org.bootarchive.ufs.disk.EscapedBytes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The argument of {@code --add}. */
final class OverlayArgument {
  private OverlayArgument() {}

  /**
   * Reads NAME=FILE; the name may have {@code \\xHH} for a byte.
   *
   * @throws ParameterException if there is no equals sign, or nothing beside it
   */
  static OverlayFile parse(CommandSpec spec, String argument) {
    int equals = argument.indexOf('=');
    if (equals < 1 || equals == argument.length() - 1) {
      throw new ParameterException(
          spec.commandLine(), "--add takes NAME=FILE, not '" + argument + "'");
    }
    String name =
        new String(
            EscapedBytes.unescape(argument.substring(0, equals)), StandardCharsets.ISO_8859_1);
    return new OverlayFile(name, Path.of(argument.substring(equals + 1)));
  }
}
