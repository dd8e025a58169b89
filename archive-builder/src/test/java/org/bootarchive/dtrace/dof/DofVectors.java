package org.bootarchive.dtrace.dof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bootarchive.ufs.testing.Testdata;

/** The recorded enablings; see the README beside them. */
public final class DofVectors {
  private static final Path ROOT = Testdata.of("vectors", "dof");
  private static final Pattern PROPERTY = Pattern.compile("(?m)^dof-data-(\\d+)=([^;]*);");

  private DofVectors() {}

  /** Returns the names of the programs, in order. */
  public static List<String> programs() {
    return names("programs", ".txt");
  }

  static List<String> refusals() {
    return names("refusals", ".dof");
  }

  private static List<String> names(String directory, String end) {
    try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end))
          .map(name -> name.substring(0, name.length() - end.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(ROOT.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String name) {
    return List.of(new String(bytes(name), ISO_8859_1).split("\n", -1));
  }

  /** Returns the properties that a plain dtrace.conf gives. */
  public static List<byte[]> properties(String name) {
    List<byte[]> properties = new ArrayList<>();
    Matcher matcher = PROPERTY.matcher(new String(bytes(name), ISO_8859_1));
    while (matcher.find()) {
      String[] values = matcher.group(2).split(",", -1);
      int[] squeezed = new int[values.length];
      for (int i = 0; i < values.length; i++) {
        squeezed[i] = Integer.decode(values[i]);
      }
      properties.add(EnablingReader.squeeze(squeezed));
    }
    return properties;
  }

  /** Returns the whole DOFs of a program, the enabling's first. */
  static List<byte[]> whole(String program) {
    return Stream.of(".dof", ".err.dof", ".opt.dof")
        .map(end -> bytes("programs/" + program + end))
        .toList();
  }
}
