package org.bootarchive.boot.config;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Base64;

/**
 * An element of {@code boot_modules} in CNAPI's boot parameters: a file that Triton's booter lays
 * down below {@code /bootfs/<MAC>/} and lists in the menus. The components bear the names of the
 * JSON members.
 *
 * @param path relative to that directory
 * @param content in the form that {@code type} says
 * @param type {@code base64}; the booter takes no other
 */
public record TritonBootModule(String path, String content, String type) {
  private static final String BASE64 = "base64";

  /** Checks the type. */
  public TritonBootModule {
    checkArgument(type.equals(BASE64), "the type (%s) must be base64", type);
  }

  /** Makes an element of a file's bytes. */
  public static TritonBootModule of(String path, byte[] content) {
    return new TritonBootModule(path, Base64.getEncoder().encodeToString(content), BASE64);
  }

  /** Returns the file's bytes. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(content);
  }
}
