package org.bootarchive.boot.files;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The directories that krtld looks for modules in, and the paths that it asks for on the way.
 *
 * <p>Source: {@code getmodpath} and {@code kobj_open_path} of kobj.c, {@code mach_modpath} of
 * i86pc's mlsetup.c.
 *
 * @param directories in order, each with a slash at the front and none at the end
 */
public record ModulePath(ImmutableList<String> directories) {
  private static final String INSTRUCTION_SET = "amd64";

  /** Where krtld finds boot modules. */
  public static final String BOOT_MODULES = "/system/boot/kernel";

  private static final ImmutableList<String> DEFAULTS = ImmutableList.of("/kernel", "/usr/kernel");

  /**
   * Returns the path that the kernel starts with.
   *
   * @param whoami the kernel's own path
   */
  public static ModulePath ofKernel(String whoami) {
    ImmutableList.Builder<String> directories = ImmutableList.builder();
    directories.add(BOOT_MODULES);
    int slash = whoami.lastIndexOf('/');
    if (slash >= 0) {
      String directory = CharMatcher.is('/').trimTrailingFrom(whoami.substring(0, slash));
      String suffix = "/" + INSTRUCTION_SET;
      directories.add(
          directory.length() > suffix.length() && directory.endsWith(suffix)
              ? directory.substring(0, directory.length() - suffix.length())
              : directory);
    }
    return new ModulePath(directories.addAll(DEFAULTS).build());
  }

  /** Returns the path that {@code moddir} sets: directories between blanks or colons. */
  public static ModulePath ofModdir(String value) {
    return new ModulePath(
        Splitter.on(CharMatcher.anyOf(" :"))
            .omitEmptyStrings()
            .splitToStream(value)
            .map(word -> word.startsWith("/") ? word : "/" + word)
            .map(word -> CharMatcher.is('/').trimTrailingFrom(word))
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * Returns what is asked for a module such as {@code drv/e1000g}: in each directory below amd64,
   * then in each directory itself.
   */
  public ImmutableList<String> ofModule(String name) {
    int base = name.lastIndexOf('/') + 1;
    String inSubfolder = name.substring(0, base) + INSTRUCTION_SET + "/" + name.substring(base);
    return ImmutableList.<String>builder().addAll(of(inSubfolder)).addAll(of(name)).build();
  }

  /** Returns what is asked for a file that is in the directories themselves: a driver.conf. */
  public ImmutableList<String> of(String name) {
    return directories.stream()
        .map(directory -> directory + "/" + name)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns the name of a file within the first of the directories that it is below; empty if it is
   * below none.
   *
   * @param canonical a path without leading slash
   */
  public String nameOf(String canonical) {
    for (String directory : directories) {
      String prefix = prefix(directory);
      if (canonical.startsWith(prefix)) {
        return canonical.substring(prefix.length());
      }
    }
    return "";
  }

  /** Returns a module's name without the folder of its instruction set: {@code drv/e1000g}. */
  public static String withoutFolder(String name) {
    return name.replaceFirst("(^|/)" + INSTRUCTION_SET + "/([^/]*)$", "$1$2");
  }

  private static String prefix(String directory) {
    if (directory.equals(BOOT_MODULES)) {
      return "kernel/";
    }
    return directory.isEmpty() ? "" : directory.substring(1) + "/";
  }

  /**
   * Returns what is asked on the way to a file, empty if it is not below one of the directories.
   *
   * @param canonical a path without leading slash
   */
  public List<String> askedFor(String canonical) {
    String name = nameOf(canonical);
    if (name.isEmpty()) {
      return ImmutableList.of();
    }
    return name.endsWith(".conf") || name.startsWith("firmware/")
        ? of(name)
        : ofModule(withoutFolder(name));
  }
}
