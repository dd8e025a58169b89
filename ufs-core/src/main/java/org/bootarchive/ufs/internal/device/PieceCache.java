package org.bootarchive.ufs.internal.device;

import static com.google.common.base.Preconditions.checkState;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that were read last of something that does not change, each kept in the place that its
 * number gives it.
 *
 * <p>A place keeps its array for the pieces that come after, so that reading all there is makes no
 * garbage. Any number of threads may read; those of one place wait for each other, and pieces that
 * follow each other have different places.
 */
public final class PieceCache {
  private static final long NONE = -1;

  private final int pieceBytes;
  private final Loader loader;
  private final AtomicReferenceArray<@Nullable Place> places;

  /** Brings a piece. */
  @FunctionalInterface
  public interface Loader {
    /**
     * Fills an array with a piece; the last one may be shorter.
     *
     * @param number of the piece, from 0 on
     * @throws IOException if it cannot be had; it is asked for again then
     */
    void load(long number, byte[] target) throws IOException;
  }

  private static final class Place {
    private final byte[] bytes;
    private long number = NONE;

    Place(int bytes) {
      this.bytes = new byte[bytes];
    }
  }

  /**
   * Makes an empty cache.
   *
   * @param pieceBytes length of a piece
   * @param places how many pieces are kept; each takes its memory when it is first used
   */
  public PieceCache(int pieceBytes, int places, Loader loader) {
    this.pieceBytes = pieceBytes;
    this.loader = loader;
    this.places = new AtomicReferenceArray<>(places);
  }

  /**
   * Copies bytes of a piece.
   *
   * @param number of the piece, at least 0
   * @param within where in the piece the bytes start
   * @throws IOException if the piece cannot be had
   */
  public void copy(long number, int within, int count, ByteBuffer target) throws IOException {
    Place place = place((int) (number % places.length()));
    synchronized (place) {
      if (place.number != number) {
        place.number = NONE;
        loader.load(number, place.bytes);
        place.number = number;
      }
      target.put(place.bytes, within, count);
    }
  }

  private Place place(int index) {
    Place place = places.get(index);
    if (place == null) {
      places.compareAndSet(index, null, new Place(pieceBytes));
      place = places.get(index);
    }
    checkState(place != null, "place %s", index);
    return place;
  }
}
