package org.bootarchive.dtrace.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IntegerListTest {
  private static int integer(int i, int wideFrom) {
    return i < wideFrom ? i & 0xff : i * 0x9e3779b9;
  }

  @Property(tries = 30)
  void whatWasAddedIsThere(
      @ForAll @IntRange(max = 140_000) int size, @ForAll @IntRange(max = 150_000) int wideFrom) {
    IntegerList.Builder builder = new IntegerList.Builder();
    int[] expected = new int[size];
    for (int i = 0; i < size; i++) {
      expected[i] = integer(i, wideFrom);
      builder.add(expected[i]);
    }
    IntegerList list = builder.build();
    assertEquals(size, list.size());
    byte[] bytes = list.toBytes();
    for (int i = 0; i < size; i++) {
      assertEquals(expected[i], list.get(i));
      assertEquals((byte) expected[i], bytes[i]);
    }
    assertEquals(IntegerList.of(expected), list);
    assertEquals(IntegerList.of(Arrays.copyOf(expected, size)).hashCode(), list.hashCode());
  }

  @Test
  void beyondTheEndThereIsNothing() {
    assertThrows(IndexOutOfBoundsException.class, () -> IntegerList.of(1, 2).get(2));
    assertThrows(IndexOutOfBoundsException.class, () -> IntegerList.of(-1).get(1));
  }
}
