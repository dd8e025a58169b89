package org.bootarchive.ufs.internal.file;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name that something has beside its target until it is whole: it tells that it is ours. */
public final class StagedName {
  private static final int MAX_NAME_BYTES = 255;
  private static final Pattern FORM = Pattern.compile("\\.(.+)\\.bootarchive-\\d+\\.tmp");

  private StagedName() {}

  /** Returns the name beside a target; it is no longer than the system takes. */
  public static Path of(Path target, int number) {
    String name = String.valueOf(target.getFileName());
    String end = ".bootarchive-" + number + ".tmp";
    if (name.getBytes(StandardCharsets.UTF_8).length + 1 + end.length() > MAX_NAME_BYTES) {
      name = Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
    }
    return target.resolveSibling("." + name + end);
  }

  /** Returns the target's name, or what stands for one that is too long; empty if it is no such. */
  static Optional<String> target(Path name) {
    Matcher form = FORM.matcher(name.toString());
    return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
  }
}
