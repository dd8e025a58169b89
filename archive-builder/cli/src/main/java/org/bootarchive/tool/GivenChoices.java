package org.bootarchive.tool;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --entry} and {@code --set} say. */
final class GivenChoices {
  private GivenChoices() {}

  /**
   * Returns the choices; of a setting that is given twice the last counts.
   *
   * @throws ParameterException if a setting has no equals sign
   */
  static BootChoices of(CommandSpec spec, @Nullable String entry, List<String> settings) {
    ImmutableMap.Builder<ByteString, ByteString> given = ImmutableMap.builder();
    for (String setting : settings) {
      ByteString bytes = ByteString.ofLatin1(ByteArguments.bytes(setting));
      int equals = bytes.indexOf('=');
      if (equals < 1) {
        throw new ParameterException(
            spec.commandLine(), "--set takes NAME=VALUE, not '" + setting + "'");
      }
      given.put(bytes.substring(0, equals), bytes.substring(equals + 1));
    }
    return new BootChoices(
        Optional.ofNullable(entry).map(text -> ByteString.ofLatin1(ByteArguments.bytes(text))),
        given.buildKeepingLast());
  }
}
