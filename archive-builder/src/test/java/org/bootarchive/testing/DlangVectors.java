package org.bootarchive.testing;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bootarchive.ufs.testing.Testdata;

/**
 * The programs in D of testdata/vectors/dlang with what the real libdtrace made of each, unpacked.
 *
 * @param directory with index.tsv, programs, types and lib
 */
public record DlangVectors(Path directory) {

  /**
   * One command line.
   *
   * @param good whether libdtrace compiled it
   * @param needsTypes whether it needs the invented kernel's types
   * @param words the arguments of dtrace -A
   * @param message what was said on standard error, line ends and tabs escaped
   */
  public record Vector(
      String name, boolean good, boolean needsTypes, ImmutableList<String> words, String message) {}

  /** Unpacks them below a directory. */
  public static DlangVectors unpack(Path folder) throws IOException {
    Path packed = Testdata.of("vectors", "dlang", "vectors.tgz");
    try (InputStream file = Files.newInputStream(packed);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.copy(tar, target);
        }
      }
    }
    return new DlangVectors(folder.resolve("dlang"));
  }

  /** Returns all of them in order. */
  public List<Vector> all() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    List<String> lines =
        Files.readAllLines(directory.resolve("index.tsv"), StandardCharsets.ISO_8859_1);
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = Splitter.on('\t').splitToList(line);
      vectors.add(
          new Vector(
              row.get(0),
              row.get(1).equals("ok"),
              row.get(2).equals("types"),
              words(row.get(3)),
              row.size() > 4 ? row.get(4) : ""));
    }
    return vectors;
  }

  /** Returns the text of a script that a vector names. */
  public String script(String name) throws IOException {
    return Files.readString(
        directory.resolve("programs").resolve(name), StandardCharsets.ISO_8859_1);
  }

  /** Returns a recorded DOF, such as .err of a vector; empty if there is none. */
  public byte[] dof(Vector vector, String part) throws IOException {
    Path file = directory.resolve("programs").resolve(vector.name() + part + ".dof");
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  /** Returns a module of the invented kernel, relocatable as krtld wants it. */
  public byte[] relocatable(String module) throws IOException {
    byte[] file = Files.readAllBytes(directory.resolve("types").resolve(module + ".elf"));
    file[16] = 1;
    return file;
  }

  private static ImmutableList<String> words(String text) {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return words.build();
  }
}
