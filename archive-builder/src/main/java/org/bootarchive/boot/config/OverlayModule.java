package org.bootarchive.boot.config;

import java.util.Optional;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.ufs.text.ByteString;

/**
 * A file that a boot loader is to load over the archive's own.
 *
 * <p>{@link OverlayRules} says what is wrong with one; the editors refuse what would not arrive at
 * the kernel as it stands here.
 *
 * @param path where the boot loader finds it: a path below its root, or for iPXE a URL
 * @param name what the kernel is to call it, such as {@code etc/system}
 * @param hash its SHA-1 as 40 hex digits, which the kernel then checks
 */
public record OverlayModule(ByteString path, ByteString name, Optional<String> hash) {

  /** Makes an overlay of the UTF-8 bytes of texts that is not checked. */
  public static OverlayModule of(String path, String name) {
    return of(ByteString.of(path), ByteString.of(name));
  }

  /** Makes an overlay of the UTF-8 bytes of texts that the kernel checks. */
  public static OverlayModule of(String path, String name, String hash) {
    return of(ByteString.of(path), ByteString.of(name), hash);
  }

  /** Makes an overlay that is not checked. */
  public static OverlayModule of(ByteString path, ByteString name) {
    return new OverlayModule(path, name, Optional.empty());
  }

  /** Makes an overlay that the kernel checks. */
  public static OverlayModule of(ByteString path, ByteString name, String hash) {
    return new OverlayModule(path, name, Optional.of(hash));
  }

  /** Returns the module command line, as GRUB and iPXE take it. */
  public ByteString commandLine() {
    return path.concat(" type=file name=")
        .concat(name)
        .concat(hash.map(digits -> " hash=" + digits).orElse(""));
  }
}
