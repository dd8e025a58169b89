package org.bootarchive.ufs.internal.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Lrand48Test {
  @Test
  void givesTheNumbersOfTheRealOne() {
    // Generation numbers of the first inodes in testdata/fixtures/empty-1m.img.gz.
    Lrand48 numbers = new Lrand48(1600000001);
    assertArrayEquals(
        new int[] {0x740a8ca4, 0x1f4716f5}, IntStream.generate(numbers::next).limit(2).toArray());
  }

  @Property(tries = 50)
  void skippingIsTheSameAsTaking(@ForAll int seed, @ForAll @IntRange(max = 5000) int count) {
    Lrand48 taking = new Lrand48(seed);
    for (int i = 0; i < count; i++) {
      taking.next();
    }
    Lrand48 skipping = new Lrand48(seed);
    skipping.skip(count);
    assertEquals(taking.next(), skipping.next());
  }
}
