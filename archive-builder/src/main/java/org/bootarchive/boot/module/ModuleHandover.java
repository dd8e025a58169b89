package org.bootarchive.boot.module;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bootarchive.ufs.text.ByteString;

/** What dboot makes of a module set: the kernel is started with properties, or dboot panics. */
public sealed interface ModuleHandover {

  /**
   * What dboot prints with prom_debug off, in order, each without its leading tab and its final
   * newline; of a panic only what comes before it. Beyond 50000 messages one message that counts
   * the rest stands for them.
   */
  ImmutableList<ByteString> messages();

  /**
   * dboot panics; no kernel is started.
   *
   * @param message the panic's text without its final newline
   */
  record Panic(ByteString message, ImmutableList<ByteString> messages) implements ModuleHandover {}

  /**
   * The kernel is started.
   *
   * @param ramdisk the index of the module that {@code ramdisk_start} and {@code ramdisk_end}
   *     describe; empty if there are no such properties
   * @param properties the modules that the kernel can see, in the order of their properties
   * @param hashes an element a module: the 40 characters that its content was checked against, and
   *     matched; empty if it was not checked
   * @param types an element a module, after all fix-ups
   * @param names an element a module, after all fix-ups
   */
  record Accepted(
      OptionalInt ramdisk,
      ImmutableList<ModuleProperty> properties,
      List<Optional<ByteString>> hashes,
      ImmutableList<ModuleType> types,
      ImmutableList<ByteString> names,
      ImmutableList<ByteString> messages)
      implements ModuleHandover {
    /** Makes the list of hashes one that cannot change. */
    public Accepted {
      hashes = List.copyOf(hashes);
    }
  }
}
