package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bootarchive.boot.OverlayEffect.Kind;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleProperty;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Lookup;

/** Finds out what each module of type file does. */
final class OverlayEffects {
  private final BootVfs vfs;
  private final ModuleHandover.Accepted handover;

  OverlayEffects(BootVfs vfs, ModuleHandover.Accepted handover) {
    this.vfs = vfs;
    this.handover = handover;
  }

  /** Returns the canonical names of the overlays, in the order of their properties. */
  ImmutableList<String> names() {
    return handover.properties().stream()
        .filter(this::isFile)
        .flatMap(property -> vfs.canonical(property.name().latin1()).stream())
        .distinct()
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns the effects.
   *
   * @param lookups what the kernel asks for, the overlays included
   * @param readers tells who reads them
   */
  ImmutableList<OverlayEffect> of(List<KernelLookup> lookups, OverlayReaders readers)
      throws IOException {
    ImmutableList.Builder<OverlayEffect> effects = ImmutableList.builder();
    int number = 0;
    for (ModuleProperty property : handover.properties()) {
      if (isFile(property)) {
        effects.add(effect(number, property, lookups, readers));
      }
      number++;
    }
    return effects.build();
  }

  private boolean isFile(ModuleProperty property) {
    return handover.types().get(property.module()) == ModuleType.FILE;
  }

  private OverlayEffect effect(
      int number, ModuleProperty property, List<KernelLookup> lookups, OverlayReaders readers)
      throws IOException {
    Optional<String> canonical = vfs.canonical(property.name().latin1());
    String name = canonical.orElse(property.name().latin1());
    String path = "/" + name;
    String reason =
        canonical.isEmpty()
            ? "the kernel crashes over a name of this length"
            : whyNeverReached(number, property.name().latin1(), name, lookups);
    Kind kind = reason.isEmpty() ? Kind.NEW_FILE : Kind.NEVER_REACHED;
    long hiddenBytes = 0;
    if (reason.isEmpty()
        && vfs.root() != null
        && vfs.lookupInRamdisk(path) instanceof Lookup.Found below) {
      kind = Kind.HIDES_RAMDISK_FILE;
      hiddenBytes = below.size();
    }
    return new OverlayEffect(
        name,
        number,
        property.module(),
        property.size(),
        kind,
        hiddenBytes,
        reason,
        reason.isEmpty() ? readers.of(number, name) : ImmutableList.of());
  }

  private String whyNeverReached(
      int number, String raw, String canonical, List<KernelLookup> lookups) {
    if (BootVfs.readsStaleMemory(raw)) {
      return "for the name system/boot the kernel takes what its memory holds";
    }
    if (canonical.isEmpty()) {
      return "the name comes to nothing";
    }
    if (canonical.endsWith("/")) {
      return "the kernel asks for no path that ends in a slash";
    }
    OptionalInt winner = vfs.module("/" + canonical);
    if (winner.isPresent() && winner.getAsInt() != number) {
      return "module " + propertyModule(winner.getAsInt()) + " has the same name and comes later";
    }
    for (KernelLookup lookup : lookups) {
      if (lookup.kind() == KernelLookup.Kind.OVERLAY
          && lookup.purpose().equals(KernelSearch.overlayPurpose(canonical))
          && lookup.module().orElse(-1) != number
          && lookup.isFound()) {
        return "the kernel finds " + Shown.name(lookup.path()) + " first";
      }
    }
    return "";
  }

  private int propertyModule(int property) {
    return handover.properties().get(property).module();
  }
}
