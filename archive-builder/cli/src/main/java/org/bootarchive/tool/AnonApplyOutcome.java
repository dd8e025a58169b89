package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.archive.anon.AnonymousApply;
import org.bootarchive.archive.anon.AnonymousInput;
import org.bootarchive.archive.anon.AnonymousSources;
import org.bootarchive.archive.patch.PatchReport;

/**
 * What {@code anon apply} came to.
 *
 * @param refused whether nothing was written because of what hurts
 * @param patched the new archive; empty if none was written
 */
record AnonApplyOutcome(
    AnonymousInput input,
    AnonymousSources sources,
    AnonymousApply apply,
    boolean refused,
    Optional<PatchReport> patched) {

  /** Returns what the kernel will print of the enabling. */
  ImmutableList<String> bootLines() {
    return apply.found().enabling().bootLines();
  }
}
