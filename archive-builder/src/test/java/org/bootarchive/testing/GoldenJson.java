package org.bootarchive.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Testdata;

/** The recorded JSON under testdata/json. */
public final class GoldenJson {
  private GoldenJson() {}

  /** Returns a recorded output, without its last newline. */
  public static String of(String name) throws IOException {
    Path plain = Testdata.of("json", name + ".json");
    if (Files.exists(plain)) {
      return Files.readString(plain).replace("\r\n", "\n").stripTrailing();
    }
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Testdata.of("json", name + ".json.gz")))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    }
  }
}
