package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.boot.BootProperty.Origin;

/**
 * What the kernel's boot properties come to: what the command line sets, then what the boot
 * loader's environment adds, then what bootenv.rc adds.
 *
 * <p>Source: {@code build_boot_properties}, {@code process_boot_environment} and {@code
 * read_bootenvrc} of fakebop.c. The properties of modules, and those that only the machine knows,
 * are left out.
 */
final class BootProperties {
  /** Properties of the network that the boot loader knows under other names. */
  private static final ImmutableMap<String, String> TRANSLATED =
      ImmutableMap.of(
          "boot.netif.gateway", "router-ip",
          "boot.netif.hwaddr", "boot-mac",
          "boot.netif.ip", "host-ip",
          "boot.netif.netmask", "subnet-mask",
          "boot.netif.server", "server-ip",
          "boot.nfsroot.path", "server-path");

  private static final String NFS_SERVER = "boot.nfsroot.server";

  /** Beginnings of names that matter to boot loaders only ({@code bop_prop_blacklist}). */
  private static final ImmutableList<String> LOADERS_OWN =
      ImmutableList.of(
          "ISADIR",
          "acpi",
          "autoboot_delay",
          "beansi_",
          "beastie",
          "bemenu",
          "boot.",
          "bootenv",
          "currdev",
          "dhcp.",
          "interpret",
          "kernel",
          "loaddev",
          "loader_",
          "mainansi_",
          "mainmenu_",
          "maintoggled_",
          "menu_timeout_command",
          "menuset_",
          "module_path",
          "nfs.",
          "optionsansi_",
          "optionsmenu_",
          "optionstoggled_",
          "pcibios",
          "prompt",
          "smbios",
          "tem",
          "twiddle_divisor",
          "zfs_be");

  /** The longest name that the environment can set ({@code BUFFERSIZE} with its NUL). */
  private static final int MAX_NAME = 511;

  private final Map<String, BootProperty> properties = new LinkedHashMap<>();
  private String bootArguments = "";

  /** Returns all properties, in the order of their first setting. */
  ImmutableList<BootProperty> all() {
    return ImmutableList.copyOf(properties.values());
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(properties.get(name)).map(BootProperty::value);
  }

  /** Returns what is on the command line beside properties: flags such as {@code -kv}. */
  String bootArguments() {
    return bootArguments;
  }

  /** Returns whether a flag is among the boot arguments ({@code bootflags} of bootflags.c). */
  boolean hasFlag(char flag) {
    String rest = bootArguments.strip();
    while (rest.startsWith("-")) {
      int end = 1;
      while (end < rest.length() && !isBlank(rest.charAt(end))) {
        char c = rest.charAt(end);
        if (c == flag) {
          return true;
        }
        end++;
        if (c == 'i' || c == 'm' || c == 'O') {
          // What follows is the flag's value.
          end = endOfWord(rest, end == endOfWord(rest, end) ? skipBlanks(rest, end) : end);
        }
      }
      rest = rest.substring(end).strip();
    }
    return false;
  }

  private void set(String name, String value, Origin origin) {
    properties.put(name, new BootProperty(name, value, origin));
  }

  /**
   * Adds what a command line sets.
   *
   * @param arguments what follows the kernel's path
   */
  void addCommandLine(String arguments) {
    String line = arguments.isEmpty() || isBlank(arguments.charAt(0)) ? arguments : " " + arguments;
    StringBuilder flags = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      if (!isBlank(line.charAt(at)) || !line.startsWith("-B", at + 1)) {
        flags.append(line.charAt(at++));
        continue;
      }
      at = skipBlanks(line, at + 3);
      while (at < line.length() && !isBlank(line.charAt(at))) {
        int equals = line.indexOf('=', at);
        if (equals < 0) {
          break;
        }
        int end = endOfValue(line, equals + 1);
        set(line.substring(at, equals), unquoted(line, equals + 1, end), Origin.COMMAND_LINE);
        at = end;
        while (at < line.length() && line.charAt(at) == ',') {
          at++;
        }
      }
    }
    bootArguments = flags.toString();
  }

  /** Returns where a value ends: at a comma or blank that is not in quotes that it begins with. */
  private static int endOfValue(String line, int start) {
    if (start < line.length() && isQuote(line.charAt(start))) {
      int close = line.indexOf(line.charAt(start), start + 1);
      if (close < 0) {
        return line.length();
      }
      return endOfBareValue(line, close + 1);
    }
    return endOfBareValue(line, start);
  }

  private static int endOfBareValue(String line, int start) {
    int end = start;
    while (end < line.length() && line.charAt(end) != ',' && !isBlank(line.charAt(end))) {
      end++;
    }
    return end;
  }

  private static String unquoted(String line, int start, int end) {
    boolean quoted =
        end - start >= 2
            && isQuote(line.charAt(start))
            && line.charAt(start) == line.charAt(end - 1);
    return quoted ? line.substring(start + 1, end - 1) : line.substring(start, end);
  }

  /**
   * Adds what a boot loader's environment sets: strings {@code name=value}, each with a NUL behind
   * it.
   *
   * @param module chars standing for bytes
   */
  void addEnvironment(String module) {
    int at = 0;
    while (at < module.length() && module.charAt(at) != 0) {
      int equals = module.indexOf('=', at);
      if (equals < 0) {
        return;
      }
      String name = module.substring(at, equals);
      if (name.length() > MAX_NAME) {
        at = equals;
        continue;
      }
      int end = module.indexOf('\0', equals + 1);
      if (end < 0) {
        return;
      }
      String value = module.substring(equals + 1, end);
      if (!value.isEmpty() && !properties.containsKey(name)) {
        addEnvironment(name, value);
      }
      at = end + 1;
    }
  }

  private void addEnvironment(String name, String value) {
    String translated = TRANSLATED.get(name);
    if (translated != null) {
      set(translated, value, Origin.ENVIRONMENT);
    } else if (name.equals(NFS_SERVER)) {
      if (!properties.containsKey("server-ip")) {
        set("server-ip", value, Origin.ENVIRONMENT);
      }
    } else if (LOADERS_OWN.stream().noneMatch(name::startsWith)) {
      set(name, value, Origin.ENVIRONMENT);
    }
  }

  /**
   * Adds what bootenv.rc sets: lines {@code setprop NAME VALUE}.
   *
   * @param file chars standing for bytes
   */
  void addBootenv(String file) {
    for (String line : file.split("\n", -1)) {
      addBootenvLine(line.indexOf('\0') < 0 ? line : line.substring(0, line.indexOf('\0')));
    }
  }

  private void addBootenvLine(String line) {
    int start = skipBlanks(line, 0);
    if (!line.startsWith("setprop ", start) && !line.startsWith("setprop\t", start)) {
      return;
    }
    int name = skipBlanks(line, start + "setprop ".length());
    int nameEnd = endOfWord(line, name);
    int value = skipBlanks(line, nameEnd);
    String word = unquoted(line, value, endOfWord(line, value));
    String key = line.substring(name, nameEnd);
    if (key.isEmpty() || word.isEmpty() || key.equals("boot-file")) {
      return;
    }
    boolean known =
        key.equals("boot-args") ? !bootArguments.isEmpty() : properties.containsKey(key);
    boolean listOfConsoles =
        key.equals("console") && get("console").filter(set -> set.contains(",")).isPresent();
    if (!known || listOfConsoles) {
      set(key, word, Origin.BOOTENV);
    }
  }

  private static int skipBlanks(String text, int start) {
    int at = start;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfWord(String text, int start) {
    int at = start;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x0b || c == '\f';
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }
}
