package org.bootarchive.boot.config.grub;

import com.google.common.collect.ImmutableSet;

/**
 * A command of a menu.lst.
 *
 * @param name the first word, which a blank or an equal sign ends; may be one that GRUB knows not
 * @param argument the rest, without the blanks and equal signs in front
 * @param line from 1
 */
record GrubCommand(String name, String argument, int line) {
  /** What GRUB keeps of a line: {@code NEW_HEAPSIZE} of shared.h. */
  static final int MAX_LINE_BYTES = 1500;

  /** The commands of {@code builtin_table} in builtins.c, in whatever way GRUB was built. */
  private static final ImmutableSet<String> BUILTINS =
      ImmutableSet.of(
          "background",
          "blocklist",
          "boot",
          "bootfs",
          "bootp",
          "cat",
          "chainloader",
          "clear",
          "cmp",
          "color",
          "configfile",
          "debug",
          "default",
          "device",
          "dhcp",
          "displayapm",
          "displaymem",
          "dump",
          "embed",
          "fallback",
          "find",
          "findroot",
          "foreground",
          "fstest",
          "geometry",
          "halt",
          "help",
          "hiddenmenu",
          "hide",
          "ifconfig",
          "impsprobe",
          "initrd",
          "install",
          "ioprobe",
          "kernel",
          "kernel$",
          "lock",
          "makeactive",
          "map",
          "md5crypt",
          "min_mem64",
          "module",
          "module$",
          "modulenounzip",
          "pager",
          "partnew",
          "parttype",
          "password",
          "pause",
          "portmap",
          "quit",
          "rarp",
          "read",
          "reboot",
          "root",
          "rootnoverify",
          "savedefault",
          "serial",
          "setkey",
          "setup",
          "splashimage",
          "terminal",
          "terminfo",
          "testload",
          "testvbe",
          "tftpserver",
          "timeout",
          "title",
          "unhide",
          "uppermem",
          "variable",
          "vbeprobe",
          "verbose");

  /** Those that are allowed only outside entries. */
  private static final ImmutableSet<String> MENU_ONLY =
      ImmutableSet.of("default", "fallback", "hiddenmenu", "timeout");

  /** Takes a line apart that is neither empty nor a comment. */
  static GrubCommand parse(String text, int line) {
    int end = nameEnd(text, 0);
    return new GrubCommand(text.substring(0, end), text.substring(argument(text, end)), line);
  }

  /** Returns the end of the command that begins at {@code start}. */
  static int nameEnd(String text, int start) {
    int end = start;
    while (end < text.length() && !separates(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Returns the start of the argument behind a command's end. */
  static int argument(String text, int end) {
    int start = end;
    while (start < text.length() && separates(text.charAt(start))) {
      start++;
    }
    return start;
  }

  boolean known() {
    return BUILTINS.contains(name);
  }

  boolean menuOnly() {
    return MENU_ONLY.contains(name);
  }

  boolean loadsModule() {
    return loadsModule(name);
  }

  static boolean loadsModule(String name) {
    return name.equals("module") || name.equals("module$") || name.equals("modulenounzip");
  }

  private static boolean separates(char c) {
    return c == ' ' || c == '\t' || c == '=';
  }
}
