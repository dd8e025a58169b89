package org.bootarchive.boot.config.ipxe;

import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** An image that iPXE has fetched: {@code struct image}. */
final class IpxeImage {
  /** What iPXE recognises in an image's bytes. */
  enum Kind {
    SCRIPT,
    KERNEL,
    /** Too short to tell: a stand-in for a file that is not here. */
    STAND_IN,
    OTHER
  }

  final String uri;

  /** The URI as the script has it, settings expanded. */
  final String written;

  final Kind kind;
  final SourceLine source;

  /** The script's text; null if it is none. */
  final @Nullable ConfigFile script;

  String name;
  @Nullable String commandLine;
  boolean freedAfterwards;
  @Nullable IpxeImage replacement;

  IpxeImage(String uri, String written, Kind kind, SourceLine source, @Nullable ConfigFile script) {
    this.uri = uri;
    this.written = written;
    this.kind = kind;
    this.source = source;
    this.script = script;
    this.name = IpxeUri.baseName(uri);
  }

  /** Returns what the kernel gets as its own command line, or as that of this module. */
  String passedLine() {
    String shown = IpxeSettings.visible(uri);
    return commandLine == null ? shown : shown + " " + IpxeSettings.visible(commandLine);
  }
}
