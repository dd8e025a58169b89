package org.bootarchive.boot.vfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** When the kernel's copy garbles the path behind a link: what was seen of it as a rule. */
class SubstitutionPropertyTest {

  @Property(tries = 5000)
  void restIsGarbledExactlyWhenItMovesALittleToTheRight(
      @ForAll @IntRange(max = 200) int prefix,
      @ForAll @IntRange(min = 1, max = 40) int component,
      @ForAll @IntRange(max = 80) int target,
      @ForAll @IntRange(max = 126) int rest,
      @ForAll boolean absolute)
      throws KernelStopException {
    String before = "p".repeat(prefix) + "c".repeat(component);
    String behind = distinct(rest);
    String text = (absolute ? "/" : "") + "t".repeat(target);
    PathBuffer buffer = new PathBuffer(before + "/" + behind);
    boolean intact = buffer.substitute(prefix, before.length(), text.getBytes(ISO_8859_1));
    int shift = absolute ? text.length() - before.length() : text.length() - component;
    assertEquals(!(rest >= 7 && shift > 0 && shift <= rest), intact);
    String wanted = (absolute ? "" : "p".repeat(prefix)) + text + "/" + behind;
    assertEquals(intact, buffer.path().equals(wanted));
  }

  /** Chars that all differ, so that a byte in a wrong place shows. */
  private static String distinct(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) (0x80 + i));
    }
    return text.toString();
  }
}
