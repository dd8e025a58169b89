package org.bootarchive.boot.config.grub;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of a menu entry, up to the boot or to the first error, which ends it.
 *
 * <p>Source: {@code run_script} of cmdline.c; {@code kernel_func}, {@code module_func}, their
 * relatives that expand variables, {@code boot_func} and {@code initrd_func} of builtins.c; {@code
 * load_module} of boot.c; {@code grub_open} of disk_io.c.
 */
final class GrubEntryRun {
  /** {@code MB_CMDLINE_BUFLEN} of shared.h: for the kernel's command line and the modules'. */
  private static final int COMMAND_LINES_BYTES = 0x6000;

  /** {@code MAX_CMDLINE} of shared.h: what a line that is expanded may grow to. */
  private static final int EXPANDED_BYTES = 1600;

  private static final ImmutableSet<String> KERNEL_TYPES =
      ImmutableSet.of("netbsd", "freebsd", "openbsd", "linux", "biglinux", "multiboot");

  /** {@code BOOTSIGN_DIR} of shared.h: where {@code findroot} looks for its files. */
  private static final String BOOT_SIGNATURES = "/boot/grub/bootsign/";

  /** A device at the beginning of a path or of an argument: {@code set_device} of disk_io.c. */
  private static final Pattern DEVICE = Pattern.compile("\\([^)]*\\)?");

  /**
   * The devices that may be the boot volume: the disk that the BIOS boots from is the first, and a
   * CD or the network are what GRUB itself came from.
   */
  private static final Pattern BOOT_DEVICE =
      Pattern.compile("\\((?:cd|nd|(?:hd0|0x80)?(?:,[^)]*)?)\\)");

  private final ConfigFile file;
  private final ConfigFiles files;
  private final GrubVariables variables;
  private final FindingList findings = new FindingList();
  private final List<ConfiguredModule> modules = new ArrayList<>();
  private @Nullable ConfiguredKernel kernel;
  private int commandLineBytes;
  private int bootLine = -1;
  private boolean ended;
  private boolean failed;
  private boolean startsOther;
  private @Nullable Finding missing;

  /** The first device that was taken to be the boot volume: another one is not it. */
  private @Nullable String bootDevice;

  /** The root that {@code rootnoverify} set and that is not the boot volume. */
  private @Nullable String rootElsewhere;

  GrubEntryRun(
      ConfigFile file, ConfigFiles files, GrubVariables variables, List<Finding> menuFindings) {
    this.file = file;
    this.files = files;
    this.variables = variables;
    findings.addAll(menuFindings);
  }

  /** Returns the line, from 1, of the command that ends the entry by booting; -1 if none does. */
  int bootLine() {
    return bootLine;
  }

  /** Returns whether an error ended the entry, so that a fallback entry would come next. */
  boolean failed() {
    return failed;
  }

  /** Returns the finding for a file that was to be loaded and ended the entry by its absence. */
  Optional<Finding> missing() {
    return Optional.ofNullable(missing);
  }

  ConfiguredBoot run(MenuEntry entry) throws IOException {
    for (GrubCommand command : entry.commands()) {
      if (ended) {
        report(
            command,
            failed ? ConfigCode.GRUB_NEVER_RUN : ConfigCode.GRUB_BEHIND_BOOT,
            command.name() + " is never run: the entry ends before it");
        break;
      }
      run(command);
    }
    if (kernel == null && !startsOther) {
      findings.add(ConfigCode.NO_KERNEL.at(entry.source(), "the entry loads no kernel"));
    }
    if (modules.size() > OverlayRules.MAX_MODULES) {
      findings.add(
          ConfigCode.TOO_MANY_MODULES.at(
              entry.source(),
              modules.size() + " modules; the limit is " + OverlayRules.MAX_MODULES));
    }
    return new ConfiguredBoot(
        BootLoader.GRUB,
        Optional.ofNullable(kernel),
        ImmutableList.copyOf(modules),
        findings.build());
  }

  private void run(GrubCommand command) throws IOException {
    switch (command.name()) {
      case "kernel", "kernel$" -> kernel(command);
      case "module", "module$", "modulenounzip" -> module(command);
      case "variable" -> {
        if (!variables.set(command.argument())) {
          fail(command, ConfigCode.GRUB_VALUE_TOO_LONG, "name or value is too long: error 28");
        }
      }
      case "boot" -> {
        if (kernel == null) {
          fail(command, ConfigCode.GRUB_BOOT_BEFORE_KERNEL, "boot before a kernel: error 8");
        } else {
          bootLine = command.line();
          ended = true;
        }
      }
      case "initrd" -> fail(command, ConfigCode.GRUB_INITRD, "initrd is for Linux alone: error 19");
      case "configfile" -> {
        if (isThere(command, command.argument())) {
          leave(command, "GRUB goes on with the menu " + shown(command.argument()));
        }
      }
      case "chainloader" -> leave(command, "another boot loader is started");
      case "lock" -> {
        if (hasPassword()) {
          fail(command, ConfigCode.NOT_FOLLOWED, "the entry is locked by a password: error 32");
        }
      }
      case "find" -> {
        if (!command.argument().isEmpty()
            && !files.contains(ByteString.ofLatin1(command.argument()))) {
          fail(
              command,
              ConfigCode.NOT_FOLLOWED,
              shown(command.argument())
                  + " is not on the boot volume; what is on others is not known: error 15 ends the"
                  + " entry");
        }
      }
      case "root", "rootnoverify" -> root(command);
      case "findroot" -> findRoot(command);
      case "bootfs" -> bootFileSystem(command);
      case "map" -> notFollowed(command, "map exchanges disks, which is not followed");
      case "uppermem" -> upperMemory(command);
      case "min_mem64" -> {
        if (MenuLst.number(command.argument()).isEmpty()) {
          fail(command, ConfigCode.GRUB_BAD_ARGUMENT, "min_mem64 takes a number: error 11");
        } else if (variables.setLeastMemory(MenuLst.number(command.argument()).getAsInt())) {
          report(command, ConfigCode.GRUB_MEMORY, GrubVariables.LEAST_MEMORY_MATTERS);
        }
      }
      case "cat", "blocklist" -> isThere(command, command.argument());
      case "cmp", "testload" -> readOverMemory(command);
      case "pause", "password", "md5crypt" ->
          report(command, ConfigCode.GRUB_WAITS, command.name() + " waits for a person");
      case "halt", "reboot", "quit" -> leave(command, command.name() + " starts nothing");
      default -> {
        if (command.menuOnly()) {
          fail(
              command,
              ConfigCode.GRUB_MENU_COMMAND,
              command.name() + " is not allowed in an entry; GRUB stops here: error 27");
        }
      }
    }
  }

  /** {@code real_root_func}: with {@code rootnoverify} it matters only to who opens a file. */
  private void root(GrubCommand command) {
    if (command.argument().isEmpty()) {
      return;
    }
    rootElsewhere = null;
    String device = device(command.argument()).orElse(path(command.argument()));
    if (!mayBeBootVolume(device)) {
      if (command.name().equals("root")) {
        anotherDevice(command, device);
      } else {
        rootElsewhere = device;
      }
    }
  }

  /** {@code findroot_func} and {@code find_common}. */
  private void findRoot(GrubCommand command) throws IOException {
    String argument = command.argument();
    if (argument.isEmpty()) {
      fail(command, ConfigCode.GRUB_BAD_ARGUMENT, "findroot names nothing: error 30");
      return;
    }
    int comma = argument.indexOf(',');
    boolean withPartition = argument.startsWith("(");
    if (withPartition && comma < 0) {
      fail(
          command,
          ConfigCode.GRUB_FILE_MISSING,
          shown(argument) + " has no partition, and findroot looks for nothing: error 15");
      return;
    }
    String name = withPartition ? argument.substring(1, comma) : argument;
    String path = !withPartition && name.contains("/") ? name : BOOT_SIGNATURES + name;
    if (!files.contains(ByteString.ofLatin1(path))) {
      fail(
          command,
          ConfigCode.NOT_FOLLOWED,
          shown(path)
              + " is not on the boot volume; what is on others is not known: error 15 ends the"
              + " entry");
      return;
    }
    rootElsewhere = null;
  }

  /** {@code bootfs_func}. */
  private void bootFileSystem(GrubCommand command) {
    String name = command.argument();
    if (name.startsWith("/")) {
      fail(command, ConfigCode.GRUB_BAD_ARGUMENT, "bootfs takes no path: error 30");
    } else if (!name.isEmpty()) {
      notFollowed(
          command, "files are read from the dataset " + shown(name) + ", which is not looked at");
    }
  }

  /** {@code uppermem_func}: what the kernel is told of the memory. */
  private void upperMemory(GrubCommand command) {
    if (MenuLst.number(command.argument()).isEmpty()) {
      fail(command, ConfigCode.GRUB_BAD_ARGUMENT, "uppermem takes a number: error 11");
      return;
    }
    notFollowed(
        command,
        "the kernel is told of "
            + shown(path(command.argument()))
            + " KiB above the first MiB; whether that is enough is not known");
  }

  /**
   * {@code cmp_func} and {@code testload_func}: they read whole files to where kernels are loaded.
   * Files that differ are no error to {@code cmp}.
   */
  private void readOverMemory(GrubCommand command) throws IOException {
    String argument = command.argument();
    String second = argument.substring(argument(argument));
    boolean compares = command.name().equals("cmp");
    if (compares && second.isEmpty()) {
      fail(command, ConfigCode.GRUB_BAD_ARGUMENT, "cmp takes two files: error 30");
      return;
    }
    if (isThere(command, argument) && (!compares || isThere(command, second)) && kernel != null) {
      notFollowed(
          command,
          command.name() + " reads files over what is loaded already, which is not followed");
    }
  }

  private void notFollowed(GrubCommand command, String message) {
    report(command, ConfigCode.NOT_FOLLOWED, message);
  }

  private void anotherDevice(GrubCommand command, String device) {
    notFollowed(
        command, shown(device) + " is another device than the boot volume, and is not looked at");
  }

  /** Tells of a file that is opened on another device than the boot volume. */
  private void checkDevice(GrubCommand command, String path) {
    String device = device(path).orElse("");
    if (device.isEmpty() && rootElsewhere != null) {
      anotherDevice(command, rootElsewhere);
      rootElsewhere = null;
    } else if (!device.isEmpty() && !mayBeBootVolume(device)) {
      anotherDevice(command, device);
    }
  }

  private boolean mayBeBootVolume(String device) {
    if (!BOOT_DEVICE.matcher(device).matches()) {
      return false;
    }
    if (bootDevice == null) {
      bootDevice = device;
    }
    return bootDevice.equals(device);
  }

  private static Optional<String> device(String text) {
    Matcher matcher = DEVICE.matcher(text);
    return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** Returns whether the menu asks for a password before locked entries. */
  private boolean hasPassword() {
    for (String line : file.text().split("\n", -1)) {
      String text = line.strip();
      if (text.startsWith("title")) {
        return false;
      }
      if (text.startsWith("password")) {
        return true;
      }
    }
    return false;
  }

  private void leave(GrubCommand command, String why) {
    report(command, ConfigCode.GRUB_LEAVES_MENU, why + ", which is not followed");
    kernel = null;
    modules.clear();
    startsOther = true;
    ended = true;
    findings.add(ConfigCode.NO_KERNEL.at(file.line(command.line()), "the entry starts no kernel"));
  }

  /** Ends the entry with an error: nothing of it boots. */
  private void fail(GrubCommand command, ConfigCode code, String message) {
    report(command, code, message);
    kernel = null;
    modules.clear();
    ended = true;
    failed = true;
  }

  private void kernel(GrubCommand command) throws IOException {
    String line = expanded(command);
    if (line == null) {
      return;
    }
    while (true) {
      if (line.startsWith("--type=")) {
        String type = line.substring("--type=".length());
        if (KERNEL_TYPES.stream().noneMatch(type::startsWith)) {
          fail(command, ConfigCode.GRUB_BAD_ARGUMENT, "there is no such type: error 30");
          return;
        }
      } else if (!line.startsWith("--no-mem-option")) {
        break;
      }
      line = line.substring(argument(line));
    }
    if (line.length() + 1 > COMMAND_LINES_BYTES) {
      tooLong(command);
      return;
    }
    String path = path(line);
    if (!isThere(command, path)) {
      return;
    }
    if (files.size(ByteString.ofLatin1(path)).orElse(0) == 0) {
      fail(command, ConfigCode.KERNEL_NOT_EXECUTABLE, "the kernel is empty: error 13");
      return;
    }
    // kernel$ puts the line into the buffer once more, with its options.
    String kept = command.name().equals("kernel$") ? expandedArgument(command) : line;
    int end = word(kept);
    String rest = kept.substring(Math.min(kept.length(), end + 1));
    if (!kept.equals(line)) {
      report(
          command,
          ConfigCode.GRUB_OPTION_KEPT,
          "kernel$ leaves its options on the kernel's command line");
      rest = kept.substring(Math.min(kept.length(), path(kept).length() + 1));
    }
    kernel =
        new ConfiguredKernel(
            ByteString.ofLatin1(kept.equals(line) ? path : path(kept)),
            ByteString.ofLatin1(rest),
            file.line(command.line()));
    // A kernel that is loaded again loses its modules.
    modules.clear();
    commandLineBytes = kept.length() + 1;
  }

  private void module(GrubCommand command) throws IOException {
    String line = expanded(command);
    if (line == null) {
      return;
    }
    if (kernel == null) {
      fail(
          command,
          ConfigCode.GRUB_MODULE_BEFORE_KERNEL,
          "a module before the kernel ends the entry: error 20");
      return;
    }
    if (commandLineBytes + line.length() + 1 > COMMAND_LINES_BYTES) {
      tooLong(command);
      return;
    }
    String path = path(line);
    if (!path.startsWith("/") && !path.startsWith("(")) {
      fail(command, ConfigCode.GRUB_RELATIVE_PATH, shown(path) + " is not absolute: error 1");
      return;
    }
    checkDevice(command, path);
    ConfiguredModule module =
        new ConfiguredModule(
            ByteString.ofLatin1(path), ByteString.ofLatin1(line), file.line(command.line()));
    OptionalLong size = files.size(module.path());
    if (size.isPresent() && size.getAsLong() == 0) {
      report(command, ConfigCode.GRUB_EMPTY_MODULE, shown(path) + " is empty: GRUB leaves it out");
      return;
    }
    modules.add(module);
    if (size.isEmpty()) {
      // Whoever loads the modules says that it is not there.
      missing = notThere(command, path);
      ended = true;
      failed = true;
    }
    commandLineBytes += line.length() + 1;
    if (command.name().equals("module$")) {
      // It is put into the buffer twice, and takes the room of both.
      commandLineBytes += line.length() + 1;
    }
  }

  private void tooLong(GrubCommand command) {
    fail(
        command,
        ConfigCode.GRUB_COMMAND_LINES_TOO_LONG,
        "the command lines do not fit in GRUB's 24576 bytes, where module$ counts twice: error 28");
  }

  private Finding notThere(GrubCommand command, String path) {
    return ConfigCode.GRUB_FILE_MISSING.at(
        file.line(command.line()), shown(path) + " is not there: error 15");
  }

  /** Checks that a file can be opened; ends the entry if not. */
  private boolean isThere(GrubCommand command, String argument) throws IOException {
    String path = path(argument);
    if (!path.startsWith("/") && !path.startsWith("(")) {
      fail(command, ConfigCode.GRUB_RELATIVE_PATH, shown(path) + " is not absolute: error 1");
      return false;
    }
    checkDevice(command, path);
    if (!files.contains(ByteString.ofLatin1(path))) {
      if (command.name().startsWith("kernel")) {
        // Whoever loads the kernel says that it is not there.
        String rest = argument.substring(Math.min(argument.length(), path.length() + 1));
        kernel =
            new ConfiguredKernel(
                ByteString.ofLatin1(path), ByteString.ofLatin1(rest), file.line(command.line()));
        modules.clear();
        missing = notThere(command, path);
        ended = true;
        failed = true;
      } else {
        fail(command, ConfigCode.GRUB_FILE_MISSING, shown(path) + " is not there: error 15");
      }
      return false;
    }
    return true;
  }

  /** Returns the argument, expanded if the command does that; null if that ends the entry. */
  private @Nullable String expanded(GrubCommand command) {
    if (!command.name().endsWith("$")) {
      return command.argument();
    }
    if (variables.leastMemoryDecides(command.argument())) {
      notFollowed(
          command,
          "$ISADIR is amd64 only on a machine with as much memory as min_mem64 says; taken to be"
              + " so");
    }
    List<String> undefined = new ArrayList<>();
    String line = variables.expand(command.argument(), undefined::add);
    if (!undefined.isEmpty()) {
      fail(
          command,
          ConfigCode.GRUB_UNDEFINED_VARIABLE,
          "the variable " + shown(undefined.get(0)) + " is not set; GRUB stops here: error 43");
      return null;
    }
    if (line.length() >= EXPANDED_BYTES) {
      fail(
          command,
          ConfigCode.GRUB_COMMAND_LINES_TOO_LONG,
          "the expanded line has " + line.length() + " bytes; GRUB has room for 1599: error 28");
      return null;
    }
    return line;
  }

  private String expandedArgument(GrubCommand command) {
    return variables.expand(command.argument(), name -> {});
  }

  private void report(GrubCommand command, ConfigCode code, String message) {
    findings.add(code.at(file.line(command.line()), message));
  }

  private static String shown(String text) {
    return ByteString.ofLatin1(text).brief(120);
  }

  private static String path(String line) {
    return line.substring(0, word(line));
  }

  /** Returns where the next word begins: {@code skip_to}. */
  private static int argument(String line) {
    int start = word(line);
    while (start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    return start;
  }

  private static int word(String line) {
    int end = line.indexOf(' ');
    return end < 0 ? line.length() : end;
  }
}
