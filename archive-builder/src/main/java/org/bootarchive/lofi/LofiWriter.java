package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.work.OrderedTasks;
import org.jspecify.annotations.Nullable;

/**
 * Writes a compressed file: compresses in as many threads as there are processors, and writes in
 * the order of the segments, so that the file is the same for any number of threads.
 */
final class LofiWriter {
  /** Room for what is being compressed, in bytes, if that is more than two segments. */
  private static final long ROOM_BYTES = 128L << 20;

  /** Segments shorter than this are compressed several at once, to make the hand-over pay. */
  private static final int RUN_BYTES = 1 << 17;

  private final BlockDevice image;
  private final LofiOptions options;
  private final @Nullable LofiDevice older;
  private final IntPredicate changed;
  private final LongConsumer progress;
  private final int segments;
  private final int segmentsInRun;

  private final List<EncodedRun> rooms = new ArrayList<>();
  private final ArrayDeque<EncodedRun> free = new ArrayDeque<>();
  private int stored;
  private int compressed;
  private int copied;

  /**
   * Prepares the writing.
   *
   * @param older a compressed file of the same geometry, from which segments are copied
   * @param changed tells which segments are not; all if there is no older file
   * @throws LofiLengthException if the image cannot be compressed because of its length
   */
  LofiWriter(
      BlockDevice image,
      LofiOptions options,
      @Nullable LofiDevice older,
      IntPredicate changed,
      LongConsumer progress)
      throws LofiLengthException {
    this.image = image;
    this.options = options;
    this.older = older;
    this.changed = changed;
    this.progress = progress;
    this.segments = segmentsOf(image.size(), options.segmentBytes());
    this.segmentsInRun = Math.max(1, RUN_BYTES / options.segmentBytes());
  }

  private static int segmentsOf(long bytes, int segmentBytes) throws LofiLengthException {
    if (bytes == 0 || bytes % LofiHeader.SECTOR_BYTES != 0) {
      throw new LofiLengthException(
          "an image of "
              + bytes
              + " bytes cannot be compressed; its length must be a multiple of 512, and not 0");
    }
    long segments = (bytes - 1) / segmentBytes + 1;
    if (segments > LofiHeader.MAX_SEGMENTS) {
      throw new LofiLengthException(
          "an image of "
              + bytes
              + " bytes has "
              + segments
              + " segments of "
              + segmentBytes
              + "; choose larger ones, so that there are at most "
              + LofiHeader.MAX_SEGMENTS);
    }
    return (int) segments;
  }

  /** Writes the file where the channel stands. */
  LofiResult write(SeekableByteChannel target) throws IOException {
    return write(target, Runtime.getRuntime().availableProcessors());
  }

  LofiResult write(SeekableByteChannel target, int processors) throws IOException {
    LofiOutput output = new LofiOutput(target, segments);
    try {
      writeSegments(output, processors);
    } finally {
      rooms.forEach(EncodedRun::close);
    }
    int last = (int) (image.size() - (segments - 1L) * options.segmentBytes());
    LofiHeader header = output.finish(options.algorithm(), options.segmentBytes(), last);
    return new LofiResult(header, output.fileBytes(), stored, compressed, copied);
  }

  private void writeSegments(LofiOutput output, int processors) throws IOException {
    long roomOfRun = 2L * segmentsInRun * options.segmentBytes();
    try (OrderedTasks<EncodedRun> tasks =
        OrderedTasks.within("lofi-write", processors, roomOfRun, ROOM_BYTES)) {
      int given = 0;
      for (int segment = 0; segment < segments; ) {
        while (given < segments && tasks.wantsMore()) {
          given = give(given, tasks);
        }
        if (changed.test(segment)) {
          EncodedRun run = tasks.take();
          segment += append(run, output);
          free.add(run);
        } else {
          int end = endOfUnchanged(segment);
          copy(segment, end, output);
          segment = end;
        }
        progress.accept(Math.min((long) segment * options.segmentBytes(), image.size()));
      }
    }
  }

  /** Gives the next changed segments to a thread; returns from where on nothing is given yet. */
  private int give(int from, OrderedTasks<EncodedRun> tasks) {
    int first = from;
    while (first < segments && !changed.test(first)) {
      first++;
    }
    int start = first;
    int end = first;
    while (end < segments && end - start < segmentsInRun && changed.test(end)) {
      end++;
    }
    if (start < end) {
      EncodedRun run = free.isEmpty() ? newRoom() : free.remove();
      int last = end;
      tasks.add(() -> run.encode(start, last));
    }
    return end;
  }

  private EncodedRun newRoom() {
    EncodedRun room = new EncodedRun(image, options, segmentsInRun);
    rooms.add(room);
    return room;
  }

  private int append(EncodedRun run, LofiOutput output) throws IOException {
    for (int i = 0; i < run.count(); i++) {
      output.addSegment(run.storedBytes(i));
      if (run.isStored(i)) {
        stored++;
      } else {
        compressed++;
      }
    }
    output.write(run.bytes());
    return run.count();
  }

  private int endOfUnchanged(int first) {
    int end = first;
    while (end < segments && !changed.test(end)) {
      end++;
    }
    return end;
  }

  private void copy(int first, int end, LofiOutput output) throws IOException {
    LofiDevice source = older;
    if (source == null) {
      throw new IllegalStateException("there is no older file to copy from");
    }
    LofiHeader header = source.header();
    for (int segment = first; segment < end; segment++) {
      output.addSegment(header.storedBytes(segment));
    }
    long start = header.start(first);
    long bytes = header.start(end - 1) + header.storedBytes(end - 1) - start;
    source.compressed().transferTo(start, bytes, output.channel());
    copied += end - first;
  }
}
