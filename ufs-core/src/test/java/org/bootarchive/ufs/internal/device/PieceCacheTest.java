package org.bootarchive.ufs.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PieceCacheTest {
  private static final int PIECE_BYTES = 4;

  private final List<Long> loaded = new ArrayList<>();

  private void load(long number, byte[] target) {
    loaded.add(number);
    ByteBuffer.wrap(target).putInt((int) number);
  }

  private static int read(PieceCache cache, long number) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(PIECE_BYTES);
    cache.copy(number, 0, PIECE_BYTES, target);
    return target.getInt(0);
  }

  @Property
  void everyReadGivesItsOwnPiece(
      @ForAll @IntRange(min = 1, max = 8) int places,
      @ForAll @Size(max = 50) List<@IntRange(max = 20) Integer> numbers)
      throws IOException {
    PieceCache cache = new PieceCache(PIECE_BYTES, places, this::load);
    for (int number : numbers) {
      assertEquals(number, read(cache, number));
    }
  }

  @Test
  void piecesThatFollowEachOtherAreLoadedOnce() throws IOException {
    PieceCache cache = new PieceCache(PIECE_BYTES, 3, this::load);
    for (long number : new long[] {5, 6, 7, 5, 7, 6, 8, 5}) {
      read(cache, number);
    }
    assertEquals(List.of(5L, 6L, 7L, 8L, 5L), loaded);
  }

  @Test
  void aPieceThatCouldNotBeHadIsAskedForAgain() throws IOException {
    boolean[] broken = {false};
    PieceCache cache =
        new PieceCache(
            PIECE_BYTES,
            1,
            (number, target) -> {
              target[0] = 1;
              if (broken[0]) {
                throw new IOException("not now");
              }
              load(number, target);
            });
    assertEquals(0, read(cache, 0));
    broken[0] = true;
    assertThrows(IOException.class, () -> read(cache, 1));
    assertThrows(IOException.class, () -> read(cache, 0));
    broken[0] = false;
    assertEquals(0, read(cache, 0));
  }
}
