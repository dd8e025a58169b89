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
    ImmutableList<OverlayReader> readers) {}
