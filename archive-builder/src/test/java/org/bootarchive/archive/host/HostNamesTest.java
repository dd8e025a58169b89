package org.bootarchive.archive.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HostNamesTest {
  private static final byte[] CAFE = "caf\u00e9".getBytes(UTF_8);

  @Test
  void aNameIsPlainWhereTheLocaleHasItsCharacters() {
    assertEquals("caf\u00e9", HostNames.unix(UTF_8).name(CAFE));
    assertTrue(HostNames.unix(UTF_8).holds(CAFE));
  }

  @Test
  void aNameIsEscapedWhereTheLocaleIsAscii() {
    assertEquals("caf\\xc3\\xa9", HostNames.unix(US_ASCII).name(CAFE));
    assertFalse(HostNames.unix(US_ASCII).holds(CAFE));
    assertEquals(
        "a/caf\\xc3\\xa9/..", HostNames.unix(US_ASCII).linkText("a/caf\u00e9/..".getBytes(UTF_8)));
  }

  @Test
  void anEscapedNameIsNoLongerThanAHostTakes() {
    byte[] first = new byte[255];
    Arrays.fill(first, (byte) 0xff);
    byte[] second = first.clone();
    second[254] = (byte) 0xfe;
    String name = HostNames.unix(UTF_8).name(first);
    assertEquals(255, name.length());
    assertNotEquals(name, HostNames.unix(UTF_8).name(second));
  }

  @Property(tries = 2000)
  void differentNamesStayDifferent(
      @ForAll @Size(min = 1, max = 12) byte[] one, @ForAll @Size(min = 1, max = 12) byte[] other) {
    HostNames names = HostNames.unix(UTF_8);
    String escaped = names.name(one);
    assertEquals(Arrays.equals(one, other), escaped.equals(names.name(other)));
    // The name that another's escape looks like is not that escape.
    byte[] literal = escaped.getBytes(ISO_8859_1);
    if (!names.holds(one)) {
      assertNotEquals(escaped, names.name(literal));
    }
  }

  private static final String[] NO_NAMES_ON_WINDOWS = {
    "..\\..\\evil.txt",
    "C:x",
    "file:stream",
    "a/b",
    "con",
    "NUL",
    "nul.txt",
    "Com1",
    "LPT9.log",
    "COM\u00b2",
    "aux .c",
    "CONIN$",
    "dot.",
    "blank ",
    "..",
    ".",
    "a*",
    "a?",
    "<",
    ">",
    "|",
    "\"",
    "\t"
  };

  @Test
  void namesThatWindowsTakesForMoreAreEscaped() throws IOException {
    HostNames names = HostNames.windows();
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path top = Files.createDirectories(windows.getPath("C:\\out"));
      for (String text : NO_NAMES_ON_WINDOWS) {
        byte[] name = text.getBytes(UTF_8);
        assertFalse(names.holds(name), text);
        String escaped = names.name(name);
        assertTrue(escaped.contains("%"), escaped);
        assertTrue(names.holds(escaped.replace('%', '_').getBytes(UTF_8)), escaped);
        Path path = names.in(top, name);
        assertEquals(top, path.normalize().getParent(), escaped);
      }
    }
    assertEquals("..%5c..%5cevil.txt", names.name("..\\..\\evil.txt".getBytes(UTF_8)));
    assertEquals("%6eul.txt", names.name("nul.txt".getBytes(UTF_8)));
    assertEquals("dot%2e", names.name("dot.".getBytes(UTF_8)));
  }

  @Test
  void ordinaryNamesStayAsTheyAreOnWindows() {
    for (String name :
        new String[] {".profile", "con2", "com", "COM10", "console", "100%", "caf\u00e9", "a.b"}) {
      assertTrue(HostNames.windows().holds(name.getBytes(UTF_8)), name);
      assertEquals(name, HostNames.windows().name(name.getBytes(UTF_8)));
    }
    assertEquals("/usr/../a%3ab/.", HostNames.windows().linkText("/usr/../a:b/.".getBytes(UTF_8)));
  }

  @Property(tries = 2000)
  void differentNamesStayDifferentOnWindows(
      @ForAll @Size(min = 1, max = 12) byte[] one, @ForAll @Size(min = 1, max = 12) byte[] other) {
    HostNames names = HostNames.windows();
    String escaped = names.name(one);
    assertEquals(Arrays.equals(one, other), escaped.equals(names.name(other)));
    if (!names.holds(one)) {
      assertNotEquals(escaped, names.name(escaped.getBytes(ISO_8859_1)));
    }
  }

  @Test
  void aPathBelowADirectoryIsRefusedWhereItLeadsElsewhere() throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
        FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
      Path there = windows.getPath("C:\\out");
      for (String path :
          new String[] {"a/..\\..\\b", "a/../../b", "./x", "c:/x", "a/nul", "x./y"}) {
        byte[] bytes = path.getBytes(UTF_8);
        assertThrows(IOException.class, () -> HostNames.windows().below(there, bytes), path);
      }
      assertEquals(
          there.resolve("a").resolve("b"),
          HostNames.windows().below(there, "a//b".getBytes(UTF_8)));
      Path here = unix.getPath("/out");
      HostNames names = HostNames.of(unix);
      assertThrows(IOException.class, () -> names.below(here, "a/../b".getBytes(UTF_8)));
      assertThrows(IOException.class, () -> names.below(here, "a\0b".getBytes(UTF_8)));
      assertEquals(here.resolve("a\\x41"), names.below(here, "a\\x41".getBytes(UTF_8)));
    }
  }
}
