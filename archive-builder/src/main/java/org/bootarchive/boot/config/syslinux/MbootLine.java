package org.bootarchive.boot.config.syslinux;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.FileTest;
import org.bootarchive.boot.config.edit.ModuleOptions;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * The arguments of mboot.c32 on their line, changed as overlays want it.
 *
 * @param lead the line up to the arguments: blanks, keyword, and the module if it stands there
 * @param command the arguments
 */
record MbootLine(String lead, MbootCommand command) {
  private static final String ROOTFS = " type=rootfs name=ramdisk";

  /**
   * Takes a line apart.
   *
   * @param names how many words of the line stand before the arguments: the keyword, and the module
   */
  static MbootLine parse(String line, int names) {
    int at = 0;
    for (int i = 0; i < names; i++) {
      at = skip(line, at, true);
      at = skip(line, at, false);
    }
    at = skip(line, at, true);
    return new MbootLine(
        line.substring(0, at),
        MbootCommand.parse(ImmutableList.copyOf(Chars.arguments(line.substring(at)))));
  }

  private static int skip(String line, int from, boolean spaces) {
    int at = from;
    while (at < line.length() && (line.charAt(at) <= ' ') == spaces) {
      at++;
    }
    return at;
  }

  /** Returns the line. */
  String text() {
    StringBuilder out = new StringBuilder(lead);
    for (String option : command.options()) {
      out.append(option).append(' ');
    }
    out.append(String.join(" " + MbootCommand.SEPARATOR + " ", command.strings()));
    return out.toString();
  }

  /** Returns the strings of the modules, without the kernel's. */
  ImmutableList<String> modules() {
    ImmutableList<String> strings = command.strings();
    return strings.isEmpty() ? strings : strings.subList(1, strings.size());
  }

  /** Returns the line with other modules, and nothing else changed. */
  MbootLine withKept(List<String> modules) {
    return new MbootLine(
        lead,
        new MbootCommand(
            command.options(),
            ImmutableList.<String>builder().add(command.strings().get(0)).addAll(modules).build(),
            false,
            false));
  }

  /** Returns the line with other modules, and with {@code -aout}. */
  private MbootLine withModules(List<String> modules) {
    MbootLine kept = withKept(modules);
    if (command.usesKludge()) {
      return kept;
    }
    ImmutableList<String> options =
        ImmutableList.<String>builder().addAll(command.options()).add("-aout").build();
    return new MbootLine(lead, new MbootCommand(options, kept.command().strings(), false, false));
  }

  /**
   * Returns the line with types for the archive and its hash, the hash if its file is there, and
   * {@code -aout}.
   *
   * @throws ConfigException if it loads no archive, or the kernel would guess none
   */
  MbootLine typed(SourceLine where, FileTest files) throws IOException {
    List<String> modules = new ArrayList<>(modules());
    if (modules.isEmpty() || command.separatorFirst()) {
      throw new ConfigException(where, "no module to add others to");
    }
    int archive = -1;
    boolean guessed = modules.size() <= 2;
    for (int i = 0; i < modules.size(); i++) {
      ModuleOptions options = options(modules.get(i));
      archive = options.type() == ModuleType.ROOTFS ? i : archive;
      guessed &= options.isFile();
    }
    ByteString name = ByteString.of("ramdisk");
    if (archive >= 0) {
      name = options(modules.get(archive)).name();
    } else {
      ModuleOptions first = options(modules.get(0));
      if (!(first.type() == null || guessed) || first.hash() != null) {
        throw new ConfigException(
            where, "no module has type=rootfs, and the kernel would guess none here");
      }
      archive = 0;
      modules.set(0, first.path().latin1() + ROOTFS);
      if (modules.size() > 1) {
        ModuleOptions second = options(modules.get(1));
        boolean named = second.path().equals(first.path().concat(".hash"));
        if (second.type() == null && second.hash() == null && (modules.size() == 2 || named)) {
          modules.set(1, second.path().latin1() + " type=hash name=ramdisk");
        }
      }
    }
    ByteString archiveName = name;
    ModuleOptions root = options(modules.get(archive));
    boolean hashed =
        root.hash() != null
            || modules.stream()
                .map(MbootLine::options)
                .anyMatch(o -> o.type() == ModuleType.HASH && o.name().equals(archiveName));
    ByteString hash = root.path().concat(".hash");
    if (!hashed && files.exists(hash)) {
      modules.add(archive + 1, hash.latin1() + " type=hash name=" + archiveName.latin1());
    }
    return withModules(modules);
  }

  /** Returns the line with overlays behind the others; one of a name that is there is changed. */
  MbootLine with(List<OverlayModule> overlays) {
    List<String> modules = new ArrayList<>(modules());
    for (OverlayModule overlay : overlays) {
      boolean found = false;
      for (int i = 0; i < modules.size(); i++) {
        if (isOverlay(modules.get(i), overlay.name())) {
          modules.set(i, overlay.commandLine().latin1());
          found = true;
        }
      }
      if (!found) {
        modules.add(overlay.commandLine().latin1());
      }
    }
    return withModules(modules);
  }

  /** Returns whether a module is a file that the kernel calls by a name. */
  static boolean isOverlay(String module, ByteString name) {
    ModuleOptions options = options(module);
    return options.isFile()
        && OverlayRules.comparable(options.name()).equals(OverlayRules.comparable(name));
  }

  static ModuleOptions options(String module) {
    return ModuleOptions.parse(ByteString.ofLatin1(module));
  }
}
