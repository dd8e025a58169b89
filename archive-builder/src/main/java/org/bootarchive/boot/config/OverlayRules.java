package org.bootarchive.boot.config;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.ConfigFinding.Code;
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
  public static ImmutableList<ConfigFinding> check(OverlayModule overlay) {
    ImmutableList.Builder<ConfigFinding> out = ImmutableList.builder();
    out.addAll(checkName(overlay.name()));
    ByteString path = overlay.path();
    if (path.isEmpty()) {
      out.add(ConfigFinding.of(Code.NAME_EMPTY, "an overlay has an empty path"));
    }
    checkWord(path, "path", out);
    overlay
        .hash()
        .filter(hash -> hash.length() != 40 || !HEX.matchesAllOf(hash))
        .ifPresent(
            hash ->
                out.add(
                    ConfigFinding.of(
                        Code.HASH_FORM,
                        "the hash of " + overlay.name().brief(80) + " is not 40 hex digits")));
    return out.build();
  }

  /** Returns what is wrong with the name of an overlay. */
  public static ImmutableList<ConfigFinding> checkName(ByteString name) {
    ImmutableList.Builder<ConfigFinding> out = ImmutableList.builder();
    if (name.isEmpty()) {
      out.add(ConfigFinding.of(Code.NAME_EMPTY, "an overlay has an empty name"));
      return out.build();
    }
    checkWord(name, "name", out);
    String shown = name.brief(80);
    if (name.length() >= NAME_LIMIT) {
      out.add(
          ConfigFinding.of(
              Code.NAME_TOO_LONG,
              "the name " + shown + " has " + name.length() + " bytes; the limit is 1023"));
    }
    if (name.endsWith("/")) {
      out.add(ConfigFinding.of(Code.NAME_TRAILING_SLASH, "the name " + shown + " ends in a slash"));
    }
    for (ByteString part : name.names()) {
      if (part.equalsText(".") || part.equalsText("..")) {
        out.add(
            ConfigFinding.of(Code.NAME_DOTS, "the name " + shown + " has the component " + part));
        break;
      }
    }
    if (comparable(name).equalsText("boot/solaris/bootenv.rc")) {
      out.add(
          ConfigFinding.of(
              Code.NAME_BOOTENV, "the kernel reads " + shown + " past its end if it is a module"));
    }
    return out.build();
  }

  /**
   * Returns what is wrong with a set of overlays that joins {@code others} other modules: too many,
   * or one name twice; what is wrong with each is for {@link #check}.
   */
  public static ImmutableList<ConfigFinding> checkSet(List<OverlayModule> overlays, int others) {
    ImmutableList.Builder<ConfigFinding> out = ImmutableList.builder();
    if (overlays.size() + others > MAX_MODULES) {
      out.add(
          ConfigFinding.of(
              Code.TOO_MANY_MODULES,
              overlays.size() + others + " modules; the kernel panics beyond " + MAX_MODULES));
    }
    Set<ByteString> seen = new HashSet<>();
    for (OverlayModule overlay : overlays) {
      if (!seen.add(comparable(overlay.name()))) {
        out.add(
            ConfigFinding.of(
                Code.DUPLICATE_NAME, "more than one overlay is named " + overlay.name().brief(80)));
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
      for (ConfigFinding finding : check(overlay)) {
        if (finding.code().severity() == ConfigFinding.Severity.ERROR
            && finding.code() != Code.NAME_BOOTENV) {
          throw new ConfigException(file, finding.message());
        }
      }
    }
    for (ConfigFinding finding : checkSet(overlays, 0)) {
      if (finding.code() == Code.TOO_MANY_MODULES) {
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

  private static void checkWord(
      ByteString word, String what, ImmutableList.Builder<ConfigFinding> out) {
    String shown = word.brief(80);
    if (SEPARATOR.matchesAnyOf(word.latin1())) {
      out.add(
          ConfigFinding.of(
              Code.NAME_WHITE_SPACE,
              "the "
                  + what
                  + " \""
                  + shown
                  + "\" has white space, which a command line cannot say"));
    }
    if (word.contains('\0')) {
      out.add(ConfigFinding.of(Code.NAME_NUL, "the " + what + " " + shown + " has a NUL"));
    }
  }
}
