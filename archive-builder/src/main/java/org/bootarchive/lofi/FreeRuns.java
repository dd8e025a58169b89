package org.bootarchive.lofi;

import java.util.ArrayDeque;

/**
 * Room for runs of segments, that transfers of one device use one after the other, so that many of
 * them make no garbage. Any thread may take and give.
 */
final class FreeRuns {
  /** The most bytes that are kept from one transfer for the next. */
  private static final int KEPT_BYTES = 8 << 20;

  private final int runBytes;
  private final ArrayDeque<Run> kept = new ArrayDeque<>();

  /** Some segments that follow each other, decompressed. */
  static final class Run {
    final byte[] bytes;
    int length;

    Run(int bytes) {
      this.bytes = new byte[bytes];
    }
  }

  FreeRuns(int runBytes) {
    this.runBytes = runBytes;
  }

  synchronized Run take() {
    return kept.isEmpty() ? new Run(runBytes) : kept.removeLast();
  }

  synchronized void give(Run run) {
    if ((kept.size() + 1L) * runBytes <= KEPT_BYTES) {
      kept.addLast(run);
    }
  }

  synchronized long keptBytes() {
    return (long) kept.size() * runBytes;
  }
}
