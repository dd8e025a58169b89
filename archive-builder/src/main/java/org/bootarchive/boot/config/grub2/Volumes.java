package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The devices: the boot volume, others that were described, and loop devices of the script. */
final class Volumes {
  private final Volume boot;
  private final ImmutableList<Volume> others;
  private final ImmutableSet<Path> planned;
  private final Map<String, Volume> loops = new LinkedHashMap<>();
  private final Map<String, Volume> assumed = new LinkedHashMap<>();

  Volumes(Volume boot, ImmutableList<Volume> others) {
    this(boot, others, ImmutableSet.of());
  }

  private Volumes(Volume boot, ImmutableList<Volume> others, ImmutableSet<Path> planned) {
    this.boot = boot;
    this.others = others;
    this.planned = planned;
  }

  /** Returns the same devices, without loops, with modules on them that are yet to be written. */
  Volumes withPlanned(Set<Path> files) {
    return new Volumes(boot, others, ImmutableSet.copyOf(files));
  }

  /** Returns whether a file is there, or is yet to be written. */
  boolean isModule(Path file) {
    return planned.contains(file) || Files.isRegularFile(file);
  }

  Volume boot() {
    return boot;
  }

  /** Returns whether nothing was said of any device but the boot volume. */
  boolean othersAreUnknown() {
    return others.isEmpty();
  }

  /**
   * Returns the volume on a device; empty if there is no such device. If nothing is known of any
   * device but the boot volume, another is taken to be the boot volume under that name.
   */
  Optional<Volume> find(String device) {
    Volume loop = loops.get(device);
    if (loop != null) {
      return Optional.of(loop);
    }
    for (Volume volume : all()) {
      if (volume.isNamed(device)) {
        return Optional.of(volume);
      }
    }
    if (!othersAreUnknown()) {
      return Optional.empty();
    }
    String name = device.replaceFirst(",([0-9]+)$", ",msdos$1");
    return Optional.of(
        assumed.computeIfAbsent(
            name, key -> new Volume(key, boot.root(), "(" + key + ")", true, "", "")));
  }

  boolean hasLoop(String name) {
    return loops.containsKey(name);
  }

  void addLoop(String name, Volume volume) {
    loops.put(name, volume);
  }

  void removeLoop(String name) {
    loops.remove(name);
  }

  /** Returns the devices in the order in which GRUB looks at them: loops, hard disks, others. */
  ImmutableList<Volume> inOrder() {
    List<Volume> disks = new ArrayList<>(all());
    disks.sort(
        Comparator.comparing((Volume volume) -> !volume.device().startsWith("hd"))
            .thenComparing(Volume::device));
    return ImmutableList.<Volume>builder()
        .addAll(ImmutableList.copyOf(loops.values()).reverse())
        .addAll(disks)
        .build();
  }

  private ImmutableList<Volume> all() {
    return ImmutableList.<Volume>builder().add(boot).addAll(others).build();
  }
}
