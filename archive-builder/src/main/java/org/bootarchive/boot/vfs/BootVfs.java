package org.bootarchive.boot.vfs;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.Explanation.StepKind;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's file lookups in the middle of the boot, over a set of boot modules (bootrd.c).
 *
 * <p>Each lookup is answered as by a kernel that has mounted its root and opened nothing else. Any
 * number of threads may use one object at once. Memory is bounded, about 64 MiB at most, whatever
 * the modules hold; nothing is read before it is needed.
 */
public final class BootVfs {
  private static final String SYSTEM_BOOT = "/system/boot";

  private final BootFs bootFs;
  private final @Nullable RootFileSystem root;
  private final long rootBytes;

  private BootVfs(BootFs bootFs, @Nullable RootFileSystem root, long rootBytes) {
    this.bootFs = bootFs;
    this.root = root;
    this.rootBytes = rootBytes;
  }

  /**
   * Mounts the root as the kernel does.
   *
   * @param handover what dboot made of the modules
   * @param modules the modules that {@code handover} speaks of
   * @throws IOException if the ramdisk's module cannot be read
   */
  public static BootVfs of(ModuleHandover.Accepted handover, List<BootModule> modules)
      throws IOException {
    BootFs bootFs = BootFs.of(handover.properties(), modules);
    if (handover.ramdisk().isEmpty()) {
      return new BootVfs(bootFs, null, 0);
    }
    Ramdisk ramdisk = new Ramdisk(modules.get(handover.ramdisk().getAsInt()).content());
    return new BootVfs(bootFs, mount(ramdisk), ramdisk.size());
  }

  private static RootFileSystem mount(Ramdisk ramdisk) throws IOException {
    RootFileSystem ufs = UfsRoot.mount(ramdisk);
    if (ufs != null) {
      return ufs;
    }
    RootFileSystem hsfs = HsfsRoot.mount(ramdisk);
    return hsfs != null ? hsfs : CpioRoot.mount(ramdisk);
  }

  /** Returns what the ramdisk is mounted as; null if there is no ramdisk. */
  public @Nullable BootFileSystem root() {
    return root == null ? null : root.kind();
  }

  /**
   * Returns what the kernel's open of a path answers ({@code kobj_open}, {@code BRD_OPEN}).
   *
   * @param path chars standing for bytes; the kernel sees what is before the first NUL
   * @throws IllegalArgumentException if a char stands for no byte
   * @throws IOException if a module cannot be read
   */
  public Lookup lookup(String path) throws IOException {
    return lookup(path, Trace.NONE);
  }

  /**
   * Returns how a lookup comes to its answer. This takes far longer than the lookup alone: it looks
   * at other paths too, and at the file's content, of which it reads up to 64 MiB.
   *
   * @param path as for {@link #lookup(String)}
   * @throws IllegalArgumentException if a char stands for no byte
   * @throws IOException if a module cannot be read
   */
  public Explanation explain(String path) throws IOException {
    return explain(path, new AtomicLong(Long.MAX_VALUE));
  }

  /**
   * Returns how a lookup comes to its answer, of a file's content reading no more than a budget.
   *
   * @param path as for {@link #lookup(String)}
   * @param budget bytes that may be read of contents; what is read is taken off
   * @throws IllegalArgumentException if a char stands for no byte
   * @throws IOException if a module cannot be read
   */
  public Explanation explain(String path, AtomicLong budget) throws IOException {
    RecordingTrace trace = new RecordingTrace();
    Lookup lookup = lookup(path, trace);
    new LookupRemarks(this, bootFs, trace, budget).remark(lookup);
    return new Explanation(lookup, trace.steps(), trace.remarks());
  }

  private Lookup lookup(String path, Trace trace) throws IOException {
    String bytes = KernelPath.of(path);
    try {
      BootFs.Entry entry = bootFs.find(bytes, trace);
      if (entry != null) {
        return found(path, entry);
      }
      if (bytes.startsWith(SYSTEM_BOOT)) {
        step(trace, "a path that starts with /system/boot is not looked for in the ramdisk");
        return new Lookup.Failed(path, "no such module, and the ramdisk is not asked");
      }
      return lookupInRoot(path, bytes, trace);
    } catch (KernelStopException e) {
      return e.asLookup(path);
    }
  }

  private static Lookup found(String path, BootFs.Entry entry) {
    return new Lookup.Found(
        path,
        BootFileSystem.BOOTFS,
        entry.size(),
        BootFs.STAT_MODE,
        new ModuleBytes(entry.content()));
  }

  /**
   * Returns which module a path opens: its position among the properties; empty if none does.
   *
   * @param path as for {@link #lookup(String)}
   */
  public OptionalInt module(String path) {
    try {
      BootFs.Entry entry = bootFs.find(KernelPath.of(path), Trace.NONE);
      return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.number());
    } catch (KernelStopException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * Returns a name as bootfs compares it, without leading slash; empty if the kernel crashes at it.
   *
   * @param name as for {@link #lookup(String)}
   */
  public Optional<String> canonical(String name) {
    try {
      return Optional.of(bootFs.canonical(KernelPath.of(name)));
    } catch (KernelStopException e) {
      return Optional.empty();
    }
  }

  /** Returns whether bootfs would look for what earlier names left in memory. */
  public static boolean readsStaleMemory(String name) {
    return CanonicalName.readsStaleMemory(KernelPath.of(name));
  }

  /** Returns what the dots and slashes of a name mean to people, without leading slash. */
  public static String meant(String name) {
    return LexicalPath.of(KernelPath.of(name));
  }

  /**
   * Returns what the ramdisk would answer if there were no modules.
   *
   * @param path as for {@link #lookup(String)}
   * @throws IOException if the ramdisk cannot be read
   */
  public Lookup lookupInRamdisk(String path) throws IOException {
    return lookupInRoot(path, KernelPath.of(path), Trace.NONE);
  }

  /**
   * Returns the names in the ramdisk if that is a UFS, else nothing. Of a damaged file system it
   * returns what the kernel could read.
   *
   * @param limit the most directory records that are looked at
   * @throws IOException if the ramdisk cannot be read
   */
  public ImmutableList<RamdiskEntry> ramdiskEntries(int limit) throws IOException {
    return root instanceof UfsRoot ufs
        ? RamdiskWalk.entries(ufs.tables(), ufs, limit, path -> true)
        : ImmutableList.of();
  }

  /**
   * Returns whether the ramdisk is a UFS whose directories list a path, be its file readable or
   * not. Links are not followed.
   *
   * @param path without a slash at the start, one char a byte
   * @param limit the most directory records that are looked at
   * @throws IOException if the ramdisk cannot be read
   */
  public boolean isListed(String path, int limit) throws IOException {
    return root instanceof UfsRoot ufs
        && RamdiskWalk.entries(
                ufs.tables(),
                ufs,
                limit,
                listed -> path.equals(listed) || path.startsWith(listed + "/"))
            .stream()
            .anyMatch(entry -> path.equals(entry.path()));
  }

  /** Returns what the ramdisk alone answers. */
  Lookup lookupInRoot(String path, String bytes, Trace trace) throws IOException {
    if (root == null) {
      return new Lookup.Crash(path, "no root is mounted: the kernel follows a null pointer");
    }
    if (trace.isOn()) {
      step(trace, root.kind().kernelName() + " is asked for " + KernelPath.quote(bytes));
    }
    try {
      RootFile file = root.open(bytes, trace);
      return file == null
          ? new Lookup.Failed(path, "not found")
          : new Lookup.Found(path, root.kind(), file.size(), file.mode(), file.content());
    } catch (KernelStopException e) {
      return e.asLookup(path);
    }
  }

  /** Returns whether the ramdisk holds something that the kernel knows. */
  public boolean hasKnownRoot() {
    return !(root instanceof CpioRoot cpio) || cpio.isKnown();
  }

  long rootBytes() {
    return rootBytes;
  }

  private static void step(Trace trace, String text) {
    if (trace.isOn()) {
      trace.step(StepKind.DISPATCH, text);
    }
  }
}
