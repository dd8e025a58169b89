package org.bootarchive.lofi;

import static com.google.common.base.Preconditions.checkState;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The segments that were decompressed last, each in the place that its number gives it.
 *
 * <p>A place keeps its array for the segments that come after, so that reading a whole image makes
 * no garbage. Readers of one place wait for each other; there are as many places as fit the room,
 * and segments that follow each other have different ones.
 */
final class KeptSegments {
  /** Room for what is kept, in bytes, if that is more than two segments. */
  private static final int KEPT_BYTES = 32 << 20;

  private static final int NONE = -1;

  private final LofiHeader header;
  private final SegmentDecoders decoders;
  private final AtomicReferenceArray<@Nullable Place> places;

  private static final class Place {
    private int segment = NONE;
    private byte[] bytes = {};
  }

  KeptSegments(LofiHeader header, SegmentDecoders decoders) {
    this.header = header;
    this.decoders = decoders;
    int room = Math.max(2, KEPT_BYTES / header.segmentBytes());
    this.places = new AtomicReferenceArray<>(Math.min(header.segments(), room));
  }

  /** Copies bytes of a segment, from {@code within} on. */
  void copy(int segment, int within, int count, ByteBuffer target) throws IOException {
    Place place = place(segment % places.length());
    synchronized (place) {
      if (place.segment != segment) {
        load(place, segment);
      }
      target.put(place.bytes, within, count);
    }
  }

  private void load(Place place, int segment) throws IOException {
    place.segment = NONE;
    if (place.bytes.length == 0) {
      place.bytes = new byte[header.bytesOf(0)];
    }
    decoders.decode(segment, place.bytes, 0);
    place.segment = segment;
  }

  private Place place(int index) {
    Place place = places.get(index);
    if (place == null) {
      places.compareAndSet(index, null, new Place());
      place = places.get(index);
    }
    checkState(place != null, "place %s", index);
    return place;
  }

  void clear() {
    for (int i = 0; i < places.length(); i++) {
      places.set(i, null);
    }
  }
}
