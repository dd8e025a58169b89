package org.bootarchive.boot.vfs;

/**
 * The kernel's {@code bcopy} on amd64, which copies forward whatever overlaps (copy.s).
 *
 * <p>Where the target lies a little behind the source, bytes are overwritten before they are
 * copied. It moves 8 bytes at a time, and the rest at the end all at once; between 80 and 127 bytes
 * it moves 16 at a time in steps of 64 after it has aligned the target to 8.
 */
final class ForwardCopy {
  private static final int WORD = 8;
  private static final int UNALIGNED_LIMIT = 80;
  private static final int ALIGNED_LIMIT = 128;
  private static final int ROUND = 64;

  private ForwardCopy() {}

  /** Copies within a buffer that is aligned; what would go beyond its end is left away. */
  static void copy(byte[] buffer, int source, int target, int count) {
    int from = source;
    int to = target;
    int left = count;
    if (left >= UNALIGNED_LIMIT && left < ALIGNED_LIMIT) {
      for (int unit = 1; unit < WORD; unit *= 2) {
        if ((to & unit) != 0) {
          move(buffer, from, to, unit);
          from += unit;
          to += unit;
          left -= unit;
        }
      }
      do {
        for (int i = 0; i < ROUND; i += 2 * WORD) {
          move(buffer, from + i, to + i, 2 * WORD);
        }
        from += ROUND;
        to += ROUND;
        left -= ROUND;
      } while (left >= ROUND);
    }
    while (left >= WORD) {
      move(buffer, from, to, WORD);
      from += WORD;
      to += WORD;
      left -= WORD;
    }
    move(buffer, from, to, left);
  }

  /** Moves some bytes as one: all are loaded before one is stored. */
  private static void move(byte[] buffer, int source, int target, int count) {
    int end = Math.min(count, buffer.length - Math.max(source, target));
    if (end > 0) {
      System.arraycopy(buffer, source, buffer, target, end);
    }
  }
}
