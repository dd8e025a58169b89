package org.bootarchive.boot.config;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.bootarchive.ufs.text.ByteString;

/**
 * What a configuration leaves to the machine or to the person in front of it.
 *
 * @param entry what is chosen from a menu, in the boot loader's own terms: GRUB's number or title,
 *     a label of iPXE or syslinux; empty for what boots without a choice
 * @param settings values that only the machine knows, by the name that the configuration uses, such
 *     as {@code net0/mac}
 */
public record BootChoices(
    Optional<ByteString> entry, ImmutableMap<ByteString, ByteString> settings) {
  /** No choice, and a machine of which nothing is known. */
  public static final BootChoices DEFAULTS = new BootChoices(Optional.empty(), ImmutableMap.of());

  /** Returns the same with a chosen entry. */
  public BootChoices withEntry(ByteString newEntry) {
    return new BootChoices(Optional.of(newEntry), settings);
  }

  /** Returns the same with other settings. */
  public BootChoices withSettings(ImmutableMap<ByteString, ByteString> newSettings) {
    return new BootChoices(entry, newSettings);
  }
}
