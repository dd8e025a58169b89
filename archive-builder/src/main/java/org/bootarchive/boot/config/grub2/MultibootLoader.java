package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** What is in memory to be started: loader/multiboot.c. */
final class MultibootLoader {
  private final List<Image> modules = new ArrayList<>();
  private final List<Image> named = new ArrayList<>();
  private final List<ModuleLine> lines = new ArrayList<>();
  private @Nullable Image kernel;
  private Protocol protocol = Protocol.NONE;

  /** Which family of commands loaded the kernel. */
  enum Protocol {
    NONE,
    MULTIBOOT_1,
    MULTIBOOT_2,
    /** A kernel that is not ours, such as Linux. */
    OTHER
  }

  /**
   * A file in memory.
   *
   * @param string what the kernel gets with it
   * @param unpacked whether a gzip file arrives unpacked
   * @param packed whether it is asked for that it does not
   */
  record Image(GrubFile file, String string, boolean unpacked, boolean packed, SourceLine where) {}

  /**
   * A command that loads a module, whether it could or not.
   *
   * @param path of the file, as {@link GrubFile#shown} gives it
   * @param string what the kernel gets with it
   */
  record ModuleLine(String path, String string, SourceLine where) {}

  /** Notes a command that loads a module. */
  void note(ModuleLine line) {
    lines.add(line);
  }

  /** Returns the commands that loaded modules, or tried to, since the last kernel. */
  ImmutableList<ModuleLine> lines() {
    return ImmutableList.copyOf(lines);
  }

  /** Forgets all: another kernel is about to be loaded. */
  void unload() {
    kernel = null;
    modules.clear();
    named.clear();
    lines.clear();
    protocol = Protocol.NONE;
  }

  void setKernel(Protocol newProtocol, Image newKernel) {
    unload();
    kernel = newKernel;
    protocol = newProtocol;
  }

  void addModule(Image module) {
    modules.add(module);
    named.add(module);
  }

  /** Notes a module whose file is not there: the kernel boots without it. */
  void addMissing(Image module) {
    named.add(module);
  }

  /** Returns the modules, and in between those whose files are not there. */
  ImmutableList<Image> named() {
    return ImmutableList.copyOf(named);
  }

  Protocol protocol() {
    return protocol;
  }

  boolean isLoaded() {
    return protocol != Protocol.NONE;
  }

  @Nullable Image kernel() {
    return kernel;
  }

  ImmutableList<Image> modules() {
    return ImmutableList.copyOf(modules);
  }

  /**
   * Returns the string that a kernel or module gets: {@code grub_create_loader_cmdline} of
   * lib/cmdline.c. Each argument is put into quotes if it has a blank, and gets a backslash before
   * every quote and backslash.
   */
  static String string(List<String> arguments) {
    StringBuilder out = new StringBuilder();
    for (int n = 0; n < arguments.size(); n++) {
      String argument = arguments.get(n);
      if (n > 0) {
        out.append(' ');
      }
      String quote = argument.indexOf(' ') >= 0 ? "\"" : "";
      out.append(quote);
      for (int i = 0; i < argument.length(); i++) {
        char c = argument.charAt(i);
        if (c == '\\' || c == '\'' || c == '"') {
          out.append('\\');
        }
        out.append(c);
      }
      out.append(quote);
    }
    return out.toString();
  }
}
