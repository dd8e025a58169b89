package org.bootarchive.boot.config;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Locale;

/**
 * What Triton's booter writes a compute node's boot files from.
 *
 * @param mac the node's address, with or without colons
 * @param platform the platform's time stamp
 * @param kernelArguments properties behind {@code -B}, in the order in which they are written
 * @param kernelFlags options in front of {@code -B} and their values; an empty value for a bare one
 * @param serial the serial console: {@code ttya} to {@code ttyd}, or {@code none}
 * @param serialDefault whether the serial console is the default one
 * @param hash whether the archive's hash file exists
 * @param bootFiles the files below {@code /bootfs/<MAC>/}, in order; {@code X.hash} is X's hash
 */
public record TritonBootParameters(
    String mac,
    String platform,
    ImmutableMap<String, String> kernelArguments,
    ImmutableSortedMap<String, String> kernelFlags,
    String serial,
    boolean serialDefault,
    boolean hash,
    ImmutableList<String> bootFiles) {

  private static final CharMatcher HEX =
      CharMatcher.inRange('0', '9')
          .or(CharMatcher.inRange('a', 'f'))
          .or(CharMatcher.inRange('A', 'F'));

  /** Checks the address and the platform. */
  public TritonBootParameters {
    mac = CharMatcher.is(':').removeFrom(mac);
    checkArgument(mac.length() == 12 && HEX.matchesAllOf(mac), "mac (%s) is none", mac);
    checkArgument(!platform.isEmpty(), "platform is empty");
  }

  /** Makes parameters as Triton's are unless they say otherwise: ttyb, VGA, nothing else. */
  public static TritonBootParameters of(String mac, String platform) {
    return new TritonBootParameters(
        mac,
        platform,
        ImmutableMap.of(),
        ImmutableSortedMap.of(),
        "ttyb",
        false,
        true,
        ImmutableList.of());
  }

  /** Returns the same with other files below {@code /bootfs/<MAC>/}. */
  public TritonBootParameters withBootFiles(Iterable<String> files) {
    return new TritonBootParameters(
        mac,
        platform,
        kernelArguments,
        kernelFlags,
        serial,
        serialDefault,
        hash,
        ImmutableList.copyOf(files));
  }

  /** Returns the directory of the node's boot files below the server's root. */
  public String bootDirectory() {
    return "/bootfs/" + mac;
  }

  /** Returns what the names of the node's files end in: {@code 01} and the address in capitals. */
  String suffix() {
    return "01" + mac.toUpperCase(Locale.ROOT);
  }

  /** Returns GRUB's unit of the serial console, or -1 without one. */
  int serialUnit() {
    return ImmutableList.of("ttya", "ttyb", "ttyc", "ttyd").indexOf(serial);
  }

  String console() {
    return serialDefault && !serial.equals("none") ? serial : "text";
  }
}
