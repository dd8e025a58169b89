package org.bootarchive.interop;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredModule;

/**
 * What a boot loader gives a kernel, as our kernel prints it: a line for the kernel's string, and
 * one for each module with its size, a sum of its bytes and its string.
 */
record Handover(ImmutableList<String> lines) {

  /**
   * Reads what the kernel printed.
   *
   * @param serial all that came over the serial line, the loader's own messages too
   */
  static Handover ofSerial(String serial) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    boolean begun = false;
    for (String line : Splitter.on('\n').split(serial.replace("\r", ""))) {
      if (line.startsWith("KERNEL ")) {
        begun = true;
        // The digit is the version of Multiboot.
        lines.add("KERNEL" + line.substring("KERNEL 1".length()));
      } else if (begun && line.startsWith("MODULE ")) {
        lines.add(line);
      } else if (begun && line.equals("END")) {
        return new Handover(lines.build());
      }
    }
    throw new AssertionError("the kernel was not entered, or did not end: " + tail(serial));
  }

  private static String tail(String serial) {
    return serial.substring(Math.max(0, serial.length() - 2000));
  }

  /** Returns what a configuration is said to hand over. */
  static Handover ofConfiguration(ConfiguredBoot boot, BootRoot root) throws IOException {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add("KERNEL " + boot.kernel().orElseThrow().commandLine());
    for (ConfiguredModule module : boot.modules()) {
      byte[] content = Files.readAllBytes(root.resolve(module));
      if (module.unpacked() && content.length > 1 && content[0] == 0x1f) {
        content = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "MODULE %08x %08x %s",
              content.length,
              sum(content),
              module.commandLine()));
    }
    return new Handover(lines.build());
  }

  private static int sum(byte[] content) {
    int sum = 0;
    for (byte value : content) {
      sum = Integer.rotateLeft(sum, 1) + (value & 0xff);
    }
    return sum;
  }

  /** Returns the strings of the modules. */
  List<String> moduleStrings() {
    return lines.stream()
        .skip(1)
        .map(line -> line.substring("MODULE 00000000 00000000 ".length()))
        .toList();
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
