package org.bootarchive.lofi;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * What a check of a compressed file found.
 *
 * @param findings the rules that are broken, in the order of the file; at most {@link
 *     LofiCheck#MAX_FINDINGS}
 * @param kernel what the kernel would make of the file
 * @param header the header, if it tells enough to look for the segments
 */
public record LofiReport(
    ImmutableList<LofiFault> findings, KernelOutcome kernel, Optional<LofiHeader> header) {
  /** Returns whether the file observes every rule. */
  public boolean sound() {
    return findings.isEmpty();
  }
}
