package org.bootarchive.tool;

import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.ufs.text.ByteString;

/** The argument of {@code --add}. */
final class OverlayArgument {
  private OverlayArgument() {}

  /**
   * Reads NAME=FILE; the name may have {@code \\xHH} for a byte.
   *
   * @throws UsageException if there is no equals sign, or nothing beside it
   */
  static OverlayFile parse(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 1 || equals == argument.length() - 1) {
      throw new UsageException("--add takes NAME=FILE, not '" + ByteArguments.text(argument) + "'");
    }
    ByteString bytes = ByteString.ofLatin1(ByteArguments.path(argument));
    return new OverlayFile(
        bytes.substring(0, bytes.indexOf('=')), ByteArguments.file(argument.substring(equals + 1)));
  }
}
