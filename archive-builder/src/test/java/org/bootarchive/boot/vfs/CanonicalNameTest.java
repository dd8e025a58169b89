package org.bootarchive.boot.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Names of bootfs, against the kernel's function pointer by pointer. */
class CanonicalNameTest {
  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.of("/", "//", "a", "bc", ".", "..", "...", "system", "boot", "system/boot/")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property(tries = 20000)
  void namesAreAsThoseOfTheKernelsFunctionAndSoIsItsMemory(@ForAll("names") List<String> names)
      throws IOException {
    CanonicalName canonical = CanonicalName.fresh();
    char[] scratch = new char[1024];
    for (String name : names) {
      assertEquals(transcribed(name, scratch), canonical.of(name), name);
    }
  }

  /** The kernel's canonicalise with indices for its pointers. */
  private static String transcribed(String fn, char[] scratch) {
    String in = fn + "\0";
    int p = 0;
    while (in.charAt(p) == '/') {
      p++;
    }
    int q = 0;
    boolean isSlash = false;
    for (; in.charAt(p) != 0; p++) {
      if (in.charAt(p) == '/' && !isSlash) {
        scratch[q++] = '/';
        isSlash = true;
      } else if (in.charAt(p) != '/') {
        scratch[q++] = in.charAt(p);
        isSlash = false;
      }
    }
    scratch[q] = 0;
    String text = new String(scratch, 0, q);
    int s = text.startsWith("system/boot/") || text.equals("system/boot") ? 12 : 0;
    char[] out = new char[2048];
    int o = 0;
    while (s >= 0) {
      int end = s;
      while (scratch[end] != 0 && scratch[end] != '/') {
        end++;
      }
      boolean more = scratch[end] == '/';
      scratch[end] = 0;
      String last = new String(scratch, s, end - s);
      s = more ? end + 1 : -1;
      if (last.equals(".")) {
        continue;
      }
      if (last.equals("..")) {
        int oc = o;
        while (oc > 0 && out[oc] != '/') {
          oc--;
        }
        o = oc;
        continue;
      }
      if (o > 0) {
        out[o++] = '/';
      }
      for (int i = 0; i < last.length(); i++) {
        out[o++] = last.charAt(i);
      }
      out[o] = 0;
    }
    return new String(out, 0, o);
  }

  @Test
  void systemBootItselfShowsWhatTheLastNameLeftBehind() throws IOException {
    BootVfs vfs =
        Boot.from(new byte[0]).module("0123456789a/kernel", "k").module("kernel", "x").open();
    assertInstanceOf(Lookup.Found.class, vfs.lookup("/system/boot"));
    assertEquals(true, Boot.remarks(vfs, "/system//boot").contains(RemarkCode.STALE_NAME));
    BootVfs fresh = Boot.from(new byte[0]).module("kernel", "x").open();
    assertInstanceOf(Lookup.Failed.class, fresh.lookup("/system/boot"));
  }

  @Test
  void namesOf1024BytesCrash() throws IOException {
    BootVfs vfs = Boot.from(new byte[0]).module("n".repeat(1023), "k").open();
    assertEquals("k", Boot.text(vfs.lookup("/" + "n".repeat(1023))));
    assertInstanceOf(Lookup.Crash.class, vfs.lookup("n".repeat(1024)));
    assertInstanceOf(Lookup.Failed.class, vfs.lookup("/".repeat(2000) + "n"));
    assertInstanceOf(
        Lookup.Crash.class,
        Boot.from(new byte[0]).module("n".repeat(1024), "k").open().lookup("/etc/system"));
  }
}
