package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with everything on the class path of somebody else's program. */
class JarAsLibraryIT {
  private static final Path JAR =
      Testdata.CHECKOUT.resolve("archive-builder/target/archive-tool.jar");

  @TempDir private Path folder;

  @Test
  void everyServiceThatItNamesIsInIt() throws IOException {
    Set<String> missing = new TreeSet<>();
    int named = 0;
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (JarEntry entry : jar.stream().filter(JarAsLibraryIT::isService).toList()) {
        String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
          // JLine's files are properties: class=...
          String name = line.replaceFirst("#.*", "").replaceFirst("^class *=", "").strip();
          if (name.isEmpty()) {
            continue;
          }
          named++;
          if (jar.getEntry(name.replace('.', '/') + ".class") == null) {
            missing.add(entry.getName() + ": " + name);
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(named > 0);
  }

  @Test
  void licencesOfOthersAreInIt() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (String name : Set.of("META-INF/THIRD-PARTY.txt", "META-INF/LICENSE.txt")) {
        assertTrue(jar.getEntry(name) != null, name);
      }
    }
  }

  private static boolean isService(JarEntry entry) {
    return entry.getName().startsWith("META-INF/services/") && !entry.isDirectory();
  }

  @Test
  void zipsAndImagesOpenAsFileSystems() throws IOException, InterruptedException {
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("inside"));
      out.write("of the zip".getBytes(StandardCharsets.UTF_8));
    }
    Path image = Files.write(folder.resolve("image"), Samples.clean(1));
    Path program =
        Files.writeString(
            folder.resolve("Program.java"),
            """
            import java.net.URI;
            import java.nio.file.*;
            import java.util.Map;

            class Program {
              public static void main(String[] args) throws Exception {
                try (FileSystem zip = FileSystems.newFileSystem(Path.of(args[0]))) {
                  System.out.println(Files.readString(zip.getPath("inside")));
                }
                URI uri = URI.create("ufs:" + Path.of(args[1]).toUri());
                try (FileSystem image = FileSystems.newFileSystem(uri, Map.of())) {
                  System.out.println(Files.getAttribute(image.getPath("/"), "unix:ino"));
                }
              }
            }
            """);
    ProcessRun run =
        ProcessRun.java(
            "-cp", JAR.toString(), program.toString(), zip.toString(), image.toString());
    assertEquals("", run.errors());
    assertEquals("of the zip\n2\n", run.output().replace("\r\n", "\n"));
  }

  @Test
  void commandsRunFromIt() throws IOException, InterruptedException {
    Path image = Files.write(folder.resolve("image"), Samples.clean(1));
    ProcessRun run = ProcessRun.java("-jar", JAR.toString(), "check", image.toString());
    assertTrue(run.output().contains("clean"), run.output() + run.errors());
    assertEquals(ExitCode.GOOD, run.code());
  }
}
