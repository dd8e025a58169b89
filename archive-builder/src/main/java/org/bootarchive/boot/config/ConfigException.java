package org.bootarchive.boot.config;

import java.io.IOException;
import java.io.Serial;
import java.util.Optional;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** A boot configuration cannot be read or edited; says which file, which line and why. */
public class ConfigException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String file;
  private final int line;
  private final String reason;
  private final boolean refusesOverlay;

  /** Makes an exception about a whole file. */
  public ConfigException(String file, String reason) {
    this(file, 0, reason, null, false);
  }

  /** Makes an exception about a line. */
  public ConfigException(SourceLine where, String reason) {
    this(where.file(), where.line(), reason, null, false);
  }

  /** Makes an exception about a whole file with the exception that caused it. */
  public ConfigException(String file, String reason, @Nullable Throwable cause) {
    this(file, 0, reason, cause, false);
  }

  private ConfigException(
      String file, int line, String reason, @Nullable Throwable cause, boolean refusesOverlay) {
    super(ByteString.of(file) + (line > 0 ? ":" + line : "") + ": " + reason, cause);
    this.file = file;
    this.line = line;
    this.reason = reason;
    this.refusesOverlay = refusesOverlay;
  }

  /** Makes an exception about a configuration that is well-formed and would not load an overlay. */
  public static ConfigException refusingOverlay(String file, String reason) {
    return new ConfigException(file, 0, reason, null, true);
  }

  /** Returns the file's name as the caller or the boot loader knows it. */
  public String file() {
    return file;
  }

  /** Returns the line; empty if the reason concerns the whole file. */
  public Optional<SourceLine> where() {
    return line > 0 ? Optional.of(new SourceLine(file, line)) : Optional.empty();
  }

  /** Returns whether nothing is wrong but that an overlay would not be loaded as it is meant. */
  public boolean refusesOverlay() {
    return refusesOverlay;
  }

  /** Returns what is wrong, without the place. */
  public String reason() {
    return reason;
  }
}
