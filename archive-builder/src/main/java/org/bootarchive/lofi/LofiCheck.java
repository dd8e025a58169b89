package org.bootarchive.lofi;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.work.OrderedTasks;
import org.jspecify.annotations.Nullable;

/** Checks all of a compressed file, and says what the kernel would make of it. */
public final class LofiCheck {
  /** How many broken rules are told, of those that there are. */
  public static final int MAX_FINDINGS = 1000;

  /** Uncompressed bytes that a thread checks at once. */
  private static final int RUN_BYTES = 1 << 20;

  /** Room for segments that are being checked, in bytes, if that is more than two. */
  private static final long ROOM_BYTES = 64L << 20;

  private final BlockDevice file;
  private final LongConsumer progress;
  private final List<LofiFault> findings = new ArrayList<>();

  private LofiCheck(BlockDevice file, LongConsumer progress) {
    this.file = file;
    this.progress = progress;
  }

  /**
   * Checks a file; every segment is decompressed.
   *
   * @param progress is told the uncompressed bytes that are done
   * @throws org.bootarchive.ufs.device.UnsupportedImageException if there are more or longer
   *     segments than {@link LofiHeader} names
   * @throws IOException if the file cannot be read; damage is no reason
   */
  public static LofiReport check(BlockDevice file, LongConsumer progress) throws IOException {
    return new LofiCheck(file, progress).run();
  }

  private LofiReport run() throws IOException {
    LofiHeader header = new HeaderReader(file, this::add).read();
    if (header != null) {
      checkSegments(header);
    }
    KernelOutcome kernel =
        findings.isEmpty() && header != null
            ? ofSound(header)
            : KernelReader.read(file, bytes -> {});
    return new LofiReport(ImmutableList.copyOf(findings), kernel, Optional.ofNullable(header));
  }

  private static KernelOutcome ofSound(LofiHeader header) {
    return new KernelOutcome(
        KernelOutcome.Open.OK, header.uncompressedBytes(), KernelOutcome.Read.OK, -1);
  }

  private void add(LofiFault finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
    }
  }

  private void checkSegments(LofiHeader header) throws IOException {
    int inRun = Math.max(1, RUN_BYTES / header.segmentBytes());
    int processors = Runtime.getRuntime().availableProcessors();
    ConcurrentLinkedQueue<Run> idle = new ConcurrentLinkedQueue<>();
    try (OrderedTasks<List<LofiFault>> tasks =
        OrderedTasks.within("lofi-check", processors, header.segmentBytes(), ROOM_BYTES)) {
      int given = 0;
      int done = 0;
      while (done < header.segments() && findings.size() < MAX_FINDINGS) {
        while (given < header.segments() && tasks.wantsMore()) {
          int first = given;
          given = Math.min(given + inRun, header.segments());
          int end = given;
          tasks.add(
              () -> {
                @Nullable Run kept = idle.poll();
                Run run = kept == null ? new Run(header) : kept;
                try {
                  return run.check(first, end);
                } finally {
                  idle.add(run);
                }
              });
        }
        tasks.take().forEach(this::add);
        done = Math.min(done + inRun, header.segments());
        progress.accept(Math.min((long) done * header.segmentBytes(), header.uncompressedBytes()));
      }
    } finally {
      idle.forEach(Run::close);
    }
  }

  /** Checks some segments after each other, with room that serves the next ones too. */
  private final class Run implements AutoCloseable {
    private final LofiHeader header;
    private final SegmentDecoder decoder;
    private final List<LofiFault> found = new ArrayList<>();
    private byte[] room = {};

    Run(LofiHeader header) {
      this.header = header;
      this.decoder = new SegmentDecoder(file, header, found::add);
    }

    List<LofiFault> check(int first, int end) throws IOException {
      found.clear();
      for (int segment = first; segment < end; segment++) {
        if (liesInTheFile(segment)) {
          room = room.length == 0 ? new byte[header.segmentBytes()] : room;
          decoder.decode(segment, room, 0);
        }
      }
      return ImmutableList.copyOf(found);
    }

    /** Tells whether there is something to look at; if not, the index has been found broken. */
    private boolean liesInTheFile(int segment) {
      long start = header.offsets().get(segment);
      long end = header.offsets().get(segment + 1);
      return start >= 0 && start < end && end <= file.size() - header.dataOffset();
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
