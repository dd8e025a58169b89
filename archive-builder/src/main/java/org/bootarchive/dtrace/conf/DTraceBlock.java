package org.bootarchive.dtrace.conf;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines between two sentinels that dtrace -A adds to system(4), so that dtrace and its
 * providers are loaded and attached when the root is mounted.
 *
 * <p>Source: {@code etcsystem_prune} and {@code etcsystem_add} of dtrace.c.
 *
 * @param start where it begins, in bytes
 * @param end the offset behind it: one byte behind the second sentinel, whatever that byte is, or
 *     the end of the file
 */
public record DTraceBlock(int start, int end) {
  /** The most providers that dtrace writes. */
  public static final int MAX_PROVIDERS = 19;

  private static final String BEGIN = "* vvvv Added by DTrace";
  private static final String END = "* ^^^^ Added by DTrace";
  private static final ImmutableList<String> COMMENT =
      ImmutableList.of(
          "*",
          "* The forceload lines below are part of an anonymous enabling: they attach the",
          "* DTrace providers while the system boots, and dtrace itself, which then reads",
          "* its enabling in dtrace.conf. Without them the system boots as ever, untraced.",
          "* \"dtrace -A\" alone takes this block away again.",
          "*");

  /**
   * Finds the block; empty if there is none.
   *
   * @throws ManualRepairException if the sentinels do not make one block, or if there is a NUL in
   *     the file, in the cases in which dtrace gives up too
   */
  static Optional<DTraceBlock> find(byte[] bytes, String file) throws ManualRepairException {
    int nul = Bytes.indexOf(bytes, (byte) 0);
    byte[] text = nul < 0 ? bytes : Arrays.copyOf(bytes, nul);
    byte[] begin = ascii(BEGIN);
    int start = Bytes.indexOf(text, begin);
    if (start < 0) {
      return Optional.empty();
    }
    if (nul >= 0) {
      throw new ManualRepairException(file, "embedded nul byte");
    }
    if (Bytes.indexOf(Arrays.copyOfRange(text, start + 1, text.length), begin) >= 0) {
      throw new ManualRepairException(file, "multiple start sentinels");
    }
    byte[] last = ascii(END);
    int end = Bytes.indexOf(text, last);
    if (end < 0) {
      throw new ManualRepairException(file, "missing end sentinel");
    }
    if (end < start) {
      throw new ManualRepairException(file, "end sentinel preceeds start sentinel");
    }
    return Optional.of(new DTraceBlock(start, Math.min(end + last.length + 1, text.length)));
  }

  /** Returns a file's bytes without the block. */
  byte[] cutFrom(byte[] bytes) {
    return Bytes.concat(Arrays.copyOf(bytes, start), Arrays.copyOfRange(bytes, end, bytes.length));
  }

  /** Returns a file's bytes with a block behind them, on a line of its own. */
  static byte[] append(byte[] bytes, List<String> providers) {
    checkArgument(providers.size() <= MAX_PROVIDERS, "%s providers are too many", providers.size());
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    out.writeBytes(bytes);
    if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
      out.write('\n');
    }
    line(out, BEGIN);
    COMMENT.forEach(comment -> line(out, comment));
    for (String provider : providers) {
      checkArgument(
          !provider.isEmpty() && CharMatcher.inRange('!', '~').matchesAllOf(provider),
          "no name of a driver: %s",
          provider);
      line(out, "forceload: drv/" + provider);
    }
    line(out, "forceload: drv/dtrace");
    line(out, END);
    return out.toByteArray();
  }

  private static void line(ByteArrayOutputStream out, String line) {
    out.writeBytes(ascii(line));
    out.write('\n');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
