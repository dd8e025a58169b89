package org.bootarchive.dtrace;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;

/**
 * Which names a module's file could have, by its bytes alone: a quick look that rules most modules
 * out before their symbols are decoded.
 */
final class ProbeNames {
  private static final String SDT_PREFIX = "__dtrace_probe_";

  /** The file, chars standing for bytes. */
  private final String file;

  private ProbeNames(String file) {
    this.file = file;
  }

  static ProbeNames of(byte[] content) {
    return new ProbeNames(new String(content, StandardCharsets.ISO_8859_1));
  }

  /** Returns whether fbt or sdt may make a probe of the module that a description matches. */
  boolean mayMatch(ProbeKey key) {
    return mayMatchFunction(key) || mayMatchCall(key);
  }

  private boolean mayMatchFunction(ProbeKey key) {
    return key.provider().matches(Provider.FBT)
        && (key.name().matches("entry") || key.name().matches("return"))
        && (!key.function().isName() || file.contains(key.function().toString()));
  }

  /** In the name of a call two underscores stand for each hyphen of the probe's. */
  private boolean mayMatchCall(ProbeKey key) {
    if (!file.contains(SDT_PREFIX)) {
      return false;
    }
    return !key.name().isName()
        || Splitter.on('-').splitToStream(key.name().toString()).allMatch(file::contains);
  }
}
