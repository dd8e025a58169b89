package org.bootarchive.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.ufs.internal.device.TemporaryFiles;

/**
 * Runs the usual commands on a small image, for a JVM that keeps the classes that it has loaded in
 * an archive: the launcher of an installation makes one so.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Runs the commands and shows nothing. */
  public static void main(String[] args) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      Path folder = temporary.createDirectory("rehearsal");
      Path file = Files.writeString(folder.resolve("system"), "set x = 1\n");
      String image = folder.resolve("boot_archive").toString();
      String patched = folder.resolve("patched").toString();
      Main.run("build", "--from", folder.toString(), "--out", image);
      Main.run("patch", image, "--put", "motd=" + file, "--out", patched);
      Main.run("diff", image, patched);
      Main.run("inspect", image);
      Main.run("inspect", "-lR", image, "/");
      Main.run("cat", image, "system");
      Main.run("extract", image, "--to", folder.resolve("files").toString());
      Main.run("hash", image);
      Main.run("verify", image);
      Main.run("check", image);
      Main.run("modules", "--json", "--module", "boot_archive", image);
      Main.run("--help");
    }
  }
}
