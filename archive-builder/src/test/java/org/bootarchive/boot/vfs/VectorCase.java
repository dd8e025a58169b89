package org.bootarchive.boot.vfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.ByteString;

/** A recorded case: a folder with modules and what the kernel's own code answered. */
record VectorCase(Path folder) {
  private static final Path CASES = Testdata.of("vectors", "bootvfs");

  static List<VectorCase> all() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().map(VectorCase::new).toList();
    }
  }

  static VectorCase named(String name) {
    return new VectorCase(CASES.resolve(name));
  }

  String name() {
    return folder.getFileName().toString();
  }

  List<BootModule> modules() throws IOException {
    List<BootModule> modules = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("modules.tsv"), ISO_8859_1)) {
      String[] columns = line.split("\t", -1);
      modules.add(
          new BootModule(
              ByteString.ofLatin1(columns[0]), MemoryBlockDevice.of(content(columns[1]))));
    }
    return modules;
  }

  private byte[] content(String file) throws IOException {
    Path bare = folder.resolve(file);
    if (Files.exists(bare)) {
      return Files.readAllBytes(bare);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(file + ".gz")))) {
      return in.readAllBytes();
    }
  }

  /** Returns the content of the module that is the root, which must be the first one. */
  byte[] archive() throws IOException {
    String line = Files.readAllLines(folder.resolve("modules.tsv"), ISO_8859_1).get(0);
    return content(line.split("\t", -1)[1]);
  }

  boolean panics() {
    return Files.exists(folder.resolve("panic.txt"));
  }

  String panic() throws IOException {
    String text = Files.readString(folder.resolve("panic.txt"), ISO_8859_1);
    return text.substring(0, text.length() - 1);
  }

  /** Returns the recorded lines, without the header. */
  List<String> lookups() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("lookups.tsv"), ISO_8859_1);
    return lines.subList(1, lines.size());
  }

  BootVfs open() throws IOException {
    List<BootModule> modules = modules();
    return BootVfs.of((ModuleHandover.Accepted) ModuleSet.of(modules).handOver(), modules);
  }
}
