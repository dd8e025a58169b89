package org.bootarchive.boot.config.ipxe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.files.KernelHeader;
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
    OTHER;

    /** Returns what the first bytes of an image are: {@code image_probe}. */
    static Kind of(byte[] head) {
      if (head.length >= 7
          && head[0] == '#'
          && head[1] == '!'
          && (head[2] == 'i' || head[2] == 'g')
          && new String(head, 3, 3, ISO_8859_1).equals("pxe")
          && IpxeLine.isSpace((char) (head[6] & 0xff))) {
        return SCRIPT;
      }
      if (head.length < SMALLEST_KERNEL) {
        return STAND_IN;
      }
      KernelHeader header = KernelHeader.of(head);
      return header.multiboot1() || header.isStandIn() ? KERNEL : OTHER;
    }
  }

  /** Enough for a Multiboot header; what is shorter stands in for a file that is not here. */
  private static final int SMALLEST_KERNEL = 48;

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
