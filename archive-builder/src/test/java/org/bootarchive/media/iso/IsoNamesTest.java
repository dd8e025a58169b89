package org.bootarchive.media.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Names that are cut to eight letters get the first number that makes them unique. */
class IsoNamesTest {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> unused = new HashMap<>();

  @Property
  void eachNameHasTheFirstNumberThatIsUnused(@ForAll("names") List<String> names)
      throws FileSystemException {
    taken.clear();
    unused.clear();
    for (String name : names) {
      String expected = firstUnused(name);
      assertEquals(expected, add(name + ".c"));
    }
  }

  /** Few letters, so that many of them are alike in the first eight. */
  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings()
        .withChars("ab0")
        .ofMinLength(1)
        .ofMaxLength(11)
        .list()
        .ofMaxSize(60);
  }

  private String firstUnused(String name) {
    String base = name.toUpperCase(Locale.ROOT).substring(0, Math.min(8, name.length()));
    String candidate = base + ".C";
    for (int i = 0; taken.contains(candidate); i++) {
      String number = String.format(Locale.ROOT, "%03d", i);
      candidate = base.substring(0, Math.min(base.length(), 8 - number.length())) + number + ".C";
    }
    return candidate;
  }

  @Test
  void ofNamesThatAreAlikeAHundredThousandAreNumberedAndNoMore() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertEquals("ALIKEALI.", add("alikealike"));
          assertEquals("ALIKE000.", add("alikealike0"));
          for (int i = 1; i < 100_000; i++) {
            add("alikealike" + i);
          }
          FileSystemException full =
              assertThrows(FileSystemException.class, () -> add("alikealike100000"));
          assertEquals("alikealike100000: no ISO 9660 name is left for it", full.getMessage());
        });
  }

  private String add(String name) throws FileSystemException {
    String iso = IsoNames.unique(FileName.of(name), false, taken, unused, name);
    taken.add(iso);
    return iso;
  }
}
