package org.bootarchive.boot.config.edit;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.text.ByteString;

/**
 * The rules that overlay modules have to keep so that their command lines mean what was meant.
 *
 * <p>Source: {@code process_module} and {@code MAX_BOOT_MODULES} of dboot, {@code MAXPATHLEN} of
 * bootfs.
 */
public final class OverlayRules {
  /** The most modules that dboot takes, archive, hashes and the loader's own included. */
  public static final int MAX_MODULES = 99;

  /** A name has fewer bytes than this. */
  public static final int NAME_LIMIT = 1024;

  /** What separates words of a command line; the vertical tab does not. */
  private static final CharMatcher SEPARATOR = CharMatcher.anyOf(" \t\f\n\r");

  private static final CharMatcher HEX =
      CharMatcher.inRange('0', '9')
          .or(CharMatcher.inRange('a', 'f'))
          .or(CharMatcher.inRange('A', 'F'));

  private OverlayRules() {}

  /** Returns what is wrong with one overlay; nothing if all is well. */
  public static ImmutableList<Finding> check(OverlayModule overlay) {
    ImmutableList.Builder<Finding> out = ImmutableList.builder();
    out.addAll(checkName(overlay.name()));
    ByteString path = overlay.path();
    if (path.isEmpty()) {
      out.add(ConfigCode.NAME_EMPTY.finding("an overlay has an empty path"));
    }
    checkWord(path, "path", out);
    overlay
        .hash()
        .filter(hash -> hash.length() != 40 || !HEX.matchesAllOf(hash))
        .ifPresent(
            hash ->
                out.add(
                    ConfigCode.HASH_FORM.finding(
                        "the hash of " + overlay.name().brief(80) + " is not 40 hex digits")));
    return out.build();
  }

  /** Returns what is wrong with the name of an overlay. */
  public static ImmutableList<Finding> checkName(ByteString name) {
    ImmutableList.Builder<Finding> out = ImmutableList.builder();
    if (name.isEmpty()) {
      out.add(ConfigCode.NAME_EMPTY.finding("an overlay has an empty name"));
      return out.build();
    }
    checkWord(name, "name", out);
    String shown = name.brief(80);
    if (name.length() >= NAME_LIMIT) {
      out.add(
          ConfigCode.NAME_TOO_LONG.finding(
              "the name " + shown + " has " + name.length() + " bytes; the limit is 1023"));
    }
    if (name.endsWith("/")) {
      out.add(ConfigCode.NAME_TRAILING_SLASH.finding("the name " + shown + " ends in a slash"));
    }
    for (ByteString part : name.names()) {
      if (part.equalsText(".") || part.equalsText("..")) {
        out.add(ConfigCode.NAME_DOTS.finding("the name " + shown + " has the component " + part));
        break;
      }
    }
    if (comparable(name).equalsText("boot/solaris/bootenv.rc")) {
      out.add(
          ConfigCode.NAME_BOOTENV.finding(
              "the kernel reads " + shown + " past its end if it is a module"));
    }
    return out.build();
  }

  /**
   * Returns what is wrong with a set of overlays that joins {@code others} other modules: too many,
   * or one name twice; what is wrong with each is for {@link #check}.
   */
  public static ImmutableList<Finding> checkSet(List<OverlayModule> overlays, int others) {
    ImmutableList.Builder<Finding> out = ImmutableList.builder();
    if (overlays.size() + others > MAX_MODULES) {
      out.add(
          ConfigCode.TOO_MANY_MODULES.finding(
              overlays.size() + others + " modules; the kernel panics beyond " + MAX_MODULES));
    }
    Set<ByteString> seen = new HashSet<>();
    for (OverlayModule overlay : overlays) {
      if (!seen.add(comparable(overlay.name()))) {
        out.add(
            ConfigCode.DUPLICATE_NAME.finding(
                "more than one overlay is named " + overlay.name().brief(80)));
      }
    }
    return out.build();
  }

  /**
   * Throws what keeps an overlay from being written down as it is meant: a name or path that a
   * command line cannot hold, or one name twice. What merely hurts is the caller's to decide.
   */
  public static void require(String file, List<OverlayModule> overlays) throws ConfigException {
    for (OverlayModule overlay : overlays) {
      for (Finding finding : check(overlay)) {
        if (finding.severity() == Severity.ERROR && !ConfigCode.NAME_BOOTENV.is(finding)) {
          throw new ConfigException(file, finding.message());
        }
      }
    }
    for (Finding finding : checkSet(overlays, 0)) {
      if (ConfigCode.TOO_MANY_MODULES.is(finding)) {
        continue;
      }
      throw new ConfigException(file, finding.message());
    }
  }

  /** Returns a name as bootfs compares it, as far as slashes go: none in front, none doubled. */
  public static ByteString comparable(ByteString name) {
    ByteString joined = ByteString.join('/', name.names());
    return name.endsWith("/") && !joined.isEmpty() ? joined.concat("/") : joined;
  }

  private static void checkWord(ByteString word, String what, ImmutableList.Builder<Finding> out) {
    String shown = word.brief(80);
    if (SEPARATOR.matchesAnyOf(word.latin1())) {
      out.add(
          ConfigCode.NAME_WHITE_SPACE.finding(
              "the "
                  + what
                  + " \""
                  + shown
                  + "\" has white space, which a command line cannot say"));
    }
    if (word.contains('\0')) {
      out.add(ConfigCode.NAME_NUL.finding("the " + what + " " + shown + " has a NUL"));
    }
  }
}
