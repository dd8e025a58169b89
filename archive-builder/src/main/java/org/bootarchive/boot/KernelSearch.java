package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bootarchive.boot.KernelLookup.Kind;
import org.bootarchive.boot.KernelLookup.Need;
import org.bootarchive.boot.KernelLookup.Time;
import org.bootarchive.boot.files.ModulePath;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;

/** Asks for files as the kernel does before and after it mounts its root, and keeps the answers. */
final class KernelSearch {
  private static final String SYSTEM_BOOT = "/system/boot/";

  /** Bytes of files that are read in all; those of a real platform come to some 100 MiB. */
  private static final long MAX_READ_BYTES = 2L << 30;

  private final BootVfs vfs;
  private final SystemBoot systemBoot;
  private final List<KernelLookup> lookups = new ArrayList<>();
  private final Set<String> purposes = new HashSet<>();
  private Time time = Time.BEFORE_ROOT;
  private final AtomicLong budget = new AtomicLong(MAX_READ_BYTES);
  private ModulePath modulePath;

  KernelSearch(BootVfs vfs, SystemBoot systemBoot, ModulePath modulePath) {
    this.vfs = vfs;
    this.systemBoot = systemBoot;
    this.modulePath = modulePath;
  }

  ImmutableList<KernelLookup> lookups() {
    return ImmutableList.copyOf(lookups);
  }

  ModulePath modulePath() {
    return modulePath;
  }

  void setModulePath(ModulePath newPath) {
    modulePath = newPath;
  }

  /** From now on the root is mounted. */
  void rootIsMounted() {
    time = Time.AFTER_ROOT;
  }

  /** Returns whether files had more bytes than are read, so that not all is known of them. */
  boolean isExhausted() {
    return budget.get() <= 0;
  }

  /** Reads the beginning of what was found, as the kernel reads it, within what may be read. */
  byte[] read(Lookup.Found found, long limit) throws IOException {
    byte[] bytes = found.content().slice(0, Math.max(0, Math.min(limit, budget.get()))).read();
    budget.addAndGet(-bytes.length);
    return bytes;
  }

  /** Asks for a file that the kernel asks for by its path. */
  KernelLookup file(KernelFile file) throws IOException {
    return file(file.purpose(), file.need(), file.path(), file.source());
  }

  /** Asks for a file by its path, unless that was asked for the same purpose. */
  KernelLookup file(String purpose, Need need, String path, String source) throws IOException {
    return search(purpose, Kind.FILE, need, List.of(path), source);
  }

  /** Asks for a module such as {@code drv/e1000g} along the module path. */
  KernelLookup module(String purpose, Need need, String name, String source) throws IOException {
    return search(purpose, Kind.MODULE, need, modulePath.ofModule(name), source);
  }

  /** Asks for a driver's settings along the module path. */
  KernelLookup conf(String driver, Need need, String source) throws IOException {
    String purpose = "settings of drv/" + driver;
    return search(
        purpose, Kind.DRIVER_CONF, need, modulePath.of("drv/" + driver + ".conf"), source);
  }

  /** Asks for what a module of type file is named. */
  void overlay(String canonical) throws IOException {
    List<String> asked = modulePath.askedFor(canonical);
    search(
        overlayPurpose(canonical),
        Kind.OVERLAY,
        Need.OPTIONAL,
        asked.isEmpty() ? List.of("/" + canonical) : asked,
        "");
  }

  /** Returns the purpose of a lookup that is made because of an overlay. */
  static String overlayPurpose(String canonical) {
    return "overlay " + canonical;
  }

  /** Asks for one path after the other until one is there, or the kernel stops. */
  private KernelLookup search(
      String purpose, Kind kind, Need need, List<String> paths, String source) throws IOException {
    List<String> asked = new ArrayList<>();
    for (String path : paths) {
      asked.add(path);
      if (!(lookup(path) instanceof Lookup.Failed)) {
        break;
      }
    }
    if (asked.isEmpty()) {
      // A moddir of no directories: nothing is found.
      asked.add("/");
    }
    String last = asked.get(asked.size() - 1);
    Explanation answer =
        time == Time.BEFORE_ROOT
            ? vfs.explain(last, budget)
            : new Explanation(lookup(last), ImmutableList.of(), ImmutableList.of());
    KernelLookup lookup =
        new KernelLookup(
            purpose, kind, time, source, need, ImmutableList.copyOf(asked), answer, module(last));
    if (purposes.add(purpose)) {
      lookups.add(lookup);
    }
    return lookup;
  }

  /** Returns what the kernel finds at a path at this time. */
  Lookup lookup(String path) throws IOException {
    if (time == Time.BEFORE_ROOT) {
      return vfs.lookup(path);
    }
    return path.startsWith(SYSTEM_BOOT) ? systemBoot.lookup(path) : vfs.lookupInRamdisk(path);
  }

  private OptionalInt module(String path) {
    if (time == Time.BEFORE_ROOT) {
      return vfs.module(path);
    }
    return path.startsWith(SYSTEM_BOOT) ? systemBoot.module(path) : OptionalInt.empty();
  }
}
