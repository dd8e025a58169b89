package org.bootarchive.boot.config.grub2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** All that a running GRUB remembers. */
final class GrubState {
  private final Variables variables = new Variables();
  private final Map<String, Statement> functions = new HashMap<>();
  private final MultibootLoader loader = new MultibootLoader();
  private final FindingList findings = new FindingList();
  private final Deque<List<Entry>> menus = new ArrayDeque<>();
  private final Volumes volumes;
  private final GrubFiles files;
  private boolean unpacking;
  private boolean globbing;
  private @Nullable Entry entry;

  GrubState(Volumes volumes) {
    this.volumes = volumes;
    this.files = new GrubFiles(variables, volumes);
    menus.push(new ArrayList<>());
  }

  Variables variables() {
    return variables;
  }

  Map<String, Statement> functions() {
    return functions;
  }

  MultibootLoader loader() {
    return loader;
  }

  Volumes volumes() {
    return volumes;
  }

  GrubFiles files() {
    return files;
  }

  /** Returns the entries of the menu that commands add to. */
  List<Entry> menu() {
    return menus.element();
  }

  /** Opens a context: an empty menu, and the exported variables alone. */
  void openContext() {
    variables.open();
    menus.push(new ArrayList<>());
  }

  void closeContext() {
    variables.close();
    menus.pop();
  }

  /** Returns the entry that ran last; null if none did. */
  @Nullable Entry entry() {
    return entry;
  }

  void enter(Entry newEntry) {
    entry = newEntry;
  }

  /** Returns whether gzip files are unpacked as they are read: gzio is loaded. */
  boolean unpacking() {
    return unpacking;
  }

  /** Returns whether wildcards are looked at: regexp is loaded. */
  boolean globbing() {
    return globbing;
  }

  /** Notes what a GRUB module brings with it, by moddep.lst. */
  void moduleLoaded(String name) {
    switch (name) {
      case "gzio", "btrfs", "zfs", "zfscrypt", "zfsinfo", "hfspluscomp", "squash4", "truecrypt" ->
          unpacking = true;
      case "regexp", "hwmatch" -> globbing = true;
      default -> {}
    }
  }

  void report(SourceLine where, Kind code, String message) {
    findings.add(code.at(where, message));
  }

  FindingList findings() {
    return findings;
  }
}
