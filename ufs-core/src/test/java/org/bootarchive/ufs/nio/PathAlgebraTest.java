package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Iterables;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.testing.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares paths with those of jimfs and of the JDK on Unix. */
class PathAlgebraTest {
  private static final FileSystem UNIX = FileSystems.getDefault();
  private static FileSystem jimfs;
  private static FileSystem ufs;

  @BeforeAll
  @BeforeContainer
  static void open() throws IOException {
    jimfs = Jimfs.newFileSystem(Configuration.unix().toBuilder().setWorkingDirectory("/").build());
    ufs = Ufs.open(Fixtures.device("empty-1m.img"));
  }

  @AfterAll
  @AfterContainer
  static void close() throws IOException {
    jimfs.close();
    ufs.close();
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> name = Arbitraries.of("a", "b", "c.txt", ".", "..", "", "ü", ".x", "a b");
    Arbitrary<String> joined = name.list().ofMaxSize(5).map(names -> String.join("/", names));
    return Arbitraries.oneOf(joined, joined.map(path -> "/" + path), joined.map(p -> p + "/"));
  }

  @Property(tries = 2000)
  void onePathIsAsElsewhere(@ForAll("paths") String text) {
    Path path = ufs.getPath(text);
    assertOfOne(jimfs.getPath(text), path, text.matches("[.]/*"));
    assertOfOne(UNIX.getPath(text), path, false);
  }

  private static void assertOfOne(Path model, Path path, boolean jimfsKeepsTheDot) {
    assertEquals(model.toString(), path.toString());
    assertEquals(model.isAbsolute(), path.isAbsolute());
    assertEquals(String.valueOf(model.getRoot()), String.valueOf(path.getRoot()));
    assertEquals(String.valueOf(model.getParent()), String.valueOf(path.getParent()));
    assertEquals(String.valueOf(model.getFileName()), String.valueOf(path.getFileName()));
    assertEquals(model.getNameCount(), path.getNameCount());
    if (!jimfsKeepsTheDot) {
      assertEquals(model.normalize().toString(), path.normalize().toString());
    }
    assertEquals(strings(model), strings(path));
    for (int i = 0; i < path.getNameCount(); i++) {
      assertEquals(model.getName(i).toString(), path.getName(i).toString());
      for (int j = i + 1; j <= path.getNameCount(); j++) {
        assertEquals(model.subpath(i, j).toString(), path.subpath(i, j).toString());
      }
    }
    if (path.isAbsolute()) {
      assertEquals(model.toAbsolutePath().toString(), path.toAbsolutePath().toString());
    }
    assertEquals(path, path.getFileSystem().getPath(path.toString()));
    assertEquals(path.toAbsolutePath(), Path.of(path.toUri()));
  }

  private static List<String> strings(Iterable<Path> paths) {
    return new ArrayList<>(
        Arrays.asList(Iterables.toArray(Iterables.transform(paths, Path::toString), String.class)));
  }

  @Property(tries = 2000)
  void twoPathsAreAsElsewhere(@ForAll("paths") String one, @ForAll("paths") String other) {
    assertOfTwo(jimfs.getPath(one), jimfs.getPath(other), ufs.getPath(one), ufs.getPath(other));
    assertOfTwo(UNIX.getPath(one), UNIX.getPath(other), ufs.getPath(one), ufs.getPath(other));
    assertEquals(relative(UNIX, one, other), relative(ufs, one, other));
    String plain = UNIX.getPath(one).normalize().toString();
    String plainOther = UNIX.getPath(other).normalize().toString();
    if (!plain.startsWith("..")) {
      assertEquals(relative(jimfs, plain, plainOther), relative(ufs, plain, plainOther));
    }
    assertEquals(
        Integer.signum(jimfs.getPath(one).compareTo(jimfs.getPath(other))),
        Integer.signum(ufs.getPath(one).compareTo(ufs.getPath(other))));
  }

  private static void assertOfTwo(Path model, Path modelOther, Path path, Path other) {
    assertEquals(model.equals(modelOther), path.equals(other));
    assertTrue(!path.equals(other) || path.hashCode() == other.hashCode());
    assertEquals(model.startsWith(modelOther), path.startsWith(other));
    assertEquals(model.endsWith(modelOther), path.endsWith(other));
    assertEquals(model.startsWith(modelOther.toString()), path.startsWith(other.toString()));
    assertEquals(model.endsWith(modelOther.toString()), path.endsWith(other.toString()));
    assertEquals(model.resolve(modelOther).toString(), path.resolve(other).toString());
    assertEquals(
        model.resolve(modelOther.toString()).toString(), path.resolve(other.toString()).toString());
    assertEquals(
        model.resolveSibling(modelOther).toString(), path.resolveSibling(other).toString());
  }

  private static String relative(FileSystem fileSystem, String one, String other) {
    try {
      return fileSystem.getPath(one).relativize(fileSystem.getPath(other)).toString();
    } catch (IllegalArgumentException e) {
      return "none";
    }
  }

  @Property
  void pathsOfManyPartsAreAsElsewhere(
      @ForAll("paths") String first, @ForAll @Size(max = 3) List<@From("paths") String> more) {
    String[] rest = more.toArray(new String[0]);
    assertEquals(jimfs.getPath(first, rest).toString(), ufs.getPath(first, rest).toString());
    assertEquals(UNIX.getPath(first, rest).toString(), ufs.getPath(first, rest).toString());
  }

  @Property
  void pathsSortAsTheirNamesDo(@ForAll @Size(max = 8) List<@From("paths") String> texts) {
    List<Path> model = new ArrayList<>(texts.stream().map(jimfs::getPath).toList());
    List<Path> paths = new ArrayList<>(texts.stream().map(ufs::getPath).toList());
    Collections.sort(model);
    Collections.sort(paths);
    assertEquals(
        model.stream().map(Path::toString).toList(), paths.stream().map(Path::toString).toList());
  }

  @Test
  void pathsOfOtherFileSystemsAreOthers() {
    Path path = ufs.getPath("/a");
    Path foreign = UNIX.getPath("/a");
    assertFalse(path.equals(foreign));
    assertFalse(path.startsWith(foreign));
    assertFalse(path.endsWith(foreign));
    assertThrows(ProviderMismatchException.class, () -> path.resolve(foreign));
    assertThrows(ProviderMismatchException.class, () -> path.relativize(foreign));
    assertThrows(ClassCastException.class, () -> path.compareTo(foreign));
    assertThrows(UnsupportedOperationException.class, path::toFile);
  }

  @Test
  void whatHasNoBytesIsNoPath() {
    assertThrows(InvalidPathException.class, () -> ufs.getPath("a\0b"));
    assertThrows(InvalidPathException.class, () -> ufs.getPath("a", "\ud800"));
    assertThrows(InvalidPathException.class, () -> ufs.getPath("\udc00\ud800"));
    assertEquals("\ud83d\ude00", ufs.getPath("\ud83d\ude00").toString());
    assertThrows(IllegalArgumentException.class, () -> ufs.getPath("a").getName(1));
    assertThrows(IllegalArgumentException.class, () -> ufs.getPath("a/b").subpath(1, 1));
  }
}
