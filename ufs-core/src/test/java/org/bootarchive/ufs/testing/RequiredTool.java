package org.bootarchive.ufs.testing;

import com.google.common.base.Splitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test cannot do without.
 *
 * @param command its name
 * @param debianPackage the package that has it, in Debian and Ubuntu
 */
public record RequiredTool(String command, String debianPackage) {
  public static final RequiredTool USER_MODE_LINUX =
      new RequiredTool("linux.uml", "user-mode-linux");
  public static final RequiredTool BUSYBOX = new RequiredTool("busybox", "busybox-static");
  public static final RequiredTool GRUB_FSTEST = new RequiredTool("grub-fstest", "grub-common");
  public static final RequiredTool TAR = new RequiredTool("tar", "tar");
  public static final RequiredTool MAKEFS = new RequiredTool("makefs", "makefs");

  private static final String MORE_PLACES = ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";

  /** Returns one of the tools of The Sleuth Kit. */
  public static RequiredTool sleuthKit(String command) {
    return new RequiredTool(command, "sleuthkit");
  }

  /** Returns where the tool is, or ends the test. */
  public Path path() {
    return find()
        .orElseThrow(() -> missing(command + " is missing: apt-get install " + debianPackage));
  }

  /** Returns where the tool is, if it is on this machine. */
  public Optional<Path> find() {
    String places = System.getenv().getOrDefault("PATH", "") + MORE_PLACES;
    for (String place : Splitter.on(':').omitEmptyStrings().split(places)) {
      Path candidate = Path.of(place, command);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Ends the test because the machine lacks something: a failure under CI, else a loud skip. */
  public static AssertionError missing(String what) {
    return missing(what, Boolean.parseBoolean(System.getenv("CI")));
  }

  /**
   * Ends the test because the machine lacks something.
   *
   * @param failing whether that is a failure
   * @return never but for an exception to throw
   */
  public static AssertionError missing(String what, boolean failing) {
    if (!failing) {
      System.err.println("*** SKIPPED, an independent reader cannot be asked: " + what);
      Assumptions.abort(what);
    }
    return new AssertionError(what);
  }
}
