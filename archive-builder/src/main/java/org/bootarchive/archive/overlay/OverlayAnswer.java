package org.bootarchive.archive.overlay;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.boot.OverlayReader;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.ufs.text.ByteString;

/**
 * What the kernel answers for an overlaid name, before and after the overlay.
 *
 * @param name of the overlay
 * @param before what mid-boot answers without it; empty if dboot panics, or a module is missing
 * @param after what mid-boot answers with it; empty likewise
 * @param afterBoot what is at /system/boot with it; empty likewise
 * @param readers who reads it; none if nobody is known to, or the kernel does not come up
 */
public record OverlayAnswer(
    ByteString name,
    Optional<Explanation> before,
    Optional<Explanation> after,
    Optional<Lookup> afterBoot,
    ImmutableList<OverlayReader> readers) {
  /** Returns for people what mid-boot answers without the overlay. */
  public String beforeText() {
    return midBoot(before);
  }

  /** Returns for people what mid-boot answers with the overlay. */
  public String afterText() {
    return midBoot(after);
  }

  /** Returns for people what is at /system/boot with the overlay. */
  public String afterBootText() {
    return afterBoot.map(lookup -> text(lookup, "/system/boot")).orElse("no answer");
  }

  private static String midBoot(Optional<Explanation> explanation) {
    if (explanation.isEmpty()) {
      return "no answer: the kernel does not come up, or a module is not there";
    }
    StringBuilder text = new StringBuilder(text(explanation.get().lookup(), "mid-boot"));
    for (Explanation.Remark remark : explanation.get().remarks()) {
      text.append("; ").append(remark.text()).append(" [").append(remark.code().code()).append(']');
    }
    return text.toString();
  }

  private static String text(Lookup lookup, String place) {
    if (lookup instanceof Lookup.Found found) {
      return found.fileSystem().kernelName()
          + " answers with "
          + Long.toUnsignedString(found.size())
          + " bytes";
    }
    if (lookup instanceof Lookup.Failed failed) {
      return "not found in " + place + ": " + failed.reason();
    }
    return (lookup instanceof Lookup.Hang ? "THE KERNEL HANGS: " : "THE KERNEL CRASHES: ")
        + lookup.reason();
  }
}
