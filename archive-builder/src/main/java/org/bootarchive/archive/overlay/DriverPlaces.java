package org.bootarchive.archive.overlay;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bootarchive.boot.FindingCode;
import org.bootarchive.ufs.finding.Finding;

/**
 * Finds 64-bit kernel modules that are to be overlaid where krtld does not look: it takes them from
 * the {@code amd64} folder beside the driver.conf files.
 */
final class DriverPlaces {
  private static final Pattern DIRECTLY_IN_MODULE_FOLDER =
      Pattern.compile("((?:platform/[^/]+/|usr/)?kernel/[^/]+)/([^/]+)");

  private static final byte[] ELF_64 = {0x7f, 'E', 'L', 'F', 2};

  private DriverPlaces() {}

  static ImmutableList<Finding> check(List<OverlayFile> files) throws IOException {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    for (OverlayFile file : files) {
      String name = file.name().trimStart('/').latin1();
      Matcher matcher = DIRECTLY_IN_MODULE_FOLDER.matcher(name);
      if (matcher.matches() && isElf64(file)) {
        findings.add(
            FindingCode.NAME_NEVER_LOOKED_UP.finding(
                name
                    + " is a 64-bit module, which the kernel looks for as "
                    + matcher.group(1)
                    + "/amd64/"
                    + matcher.group(2)));
      }
    }
    return findings.build();
  }

  private static boolean isElf64(OverlayFile file) throws IOException {
    try (InputStream in = Files.newInputStream(file.source())) {
      return Arrays.equals(in.readNBytes(ELF_64.length), ELF_64);
    }
  }
}
