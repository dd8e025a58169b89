package org.bootarchive.report.page;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;

/** The page's Content-Security-Policy (W3C CSP Level 3): its own script and style, and no more. */
final class SecurityPolicy {
  private SecurityPolicy() {}

  static String of(String style, String... scripts) {
    StringBuilder policy = new StringBuilder("default-src 'none'; script-src");
    for (String script : scripts) {
      policy.append(' ').append(source(script));
    }
    return policy
        .append("; style-src ")
        .append(source(style))
        .append("; img-src data:; base-uri 'none'; form-action 'none'")
        .toString();
  }

  /** The source expression of an inline element, by the hash of its text. */
  private static String source(String text) {
    byte[] hash = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
    return "'sha256-" + BaseEncoding.base64().encode(hash) + "'";
  }
}
