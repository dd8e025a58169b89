package org.bootarchive.archive.diff;

import java.util.List;
import org.bootarchive.ufs.volume.Extent;

/**
 * Goes through two files of one size, piece by piece, and passes over what is a hole in both: a
 * small image can say of a file that it has a terabyte of zeros.
 */
final class CommonParts {
  private final List<Extent> first;
  private final List<Extent> second;

  /** The extents of both that hold {@link #end}. */
  private int firstIndex;

  private int secondIndex;
  private long start;
  private long end;

  /**
   * Creates parts, at the start.
   *
   * @param first all parts of a file
   * @param second all parts of another one of the same size
   */
  CommonParts(List<Extent> first, List<Extent> second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Goes on to the next piece.
   *
   * @param most bytes that it may have
   * @return whether there is one
   */
  boolean next(int most) {
    start = end;
    while (!isAtEnd() && areHoles()) {
      goTo(partEnd());
      start = end;
    }
    while (!isAtEnd() && !areHoles() && end - start < most) {
      goTo(Math.min(partEnd(), start + most));
    }
    return end > start;
  }

  /** Returns where the piece starts in the files, in bytes. */
  long start() {
    return start;
  }

  /** Returns where it ends. */
  long end() {
    return end;
  }

  private boolean isAtEnd() {
    return firstIndex == first.size() || secondIndex == second.size();
  }

  private boolean areHoles() {
    return first.get(firstIndex).isHole() && second.get(secondIndex).isHole();
  }

  private long partEnd() {
    return Math.min(first.get(firstIndex).fileEnd(), second.get(secondIndex).fileEnd());
  }

  private void goTo(long place) {
    end = place;
    if (first.get(firstIndex).fileEnd() == place) {
      firstIndex++;
    }
    if (second.get(secondIndex).fileEnd() == place) {
      secondIndex++;
    }
  }
}
