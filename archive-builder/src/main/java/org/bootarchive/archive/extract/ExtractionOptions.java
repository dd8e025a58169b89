package org.bootarchive.archive.extract;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.bootarchive.archive.tree.VolumePath;

/**
 * What is extracted, and how.
 *
 * @param places what is extracted with everything below, none for all; the directories above them
 *     come along by themselves
 * @param replace whether an existing tar is replaced, and files are put into a directory that is
 *     not empty, where they replace other files but not directories
 * @param raw whether files that fiocompress has compressed come out as they are stored
 * @param kept files that are not replaced in any case, such as the image's own
 * @param progress is told the number of bytes of files written so far, now and then
 */
public record ExtractionOptions(
    ImmutableList<VolumePath> places,
    boolean replace,
    boolean raw,
    ImmutableList<Path> kept,
    LongConsumer progress) {
  /** Everything, into an empty place, silently. */
  public static final ExtractionOptions DEFAULTS =
      new ExtractionOptions(ImmutableList.of(), false, false, ImmutableList.of(), bytes -> {});

  /** Makes options with no file that is to be kept. */
  public ExtractionOptions(
      ImmutableList<VolumePath> places, boolean replace, boolean raw, LongConsumer progress) {
    this(places, replace, raw, ImmutableList.of(), progress);
  }

  /** Returns these options with other places. */
  public ExtractionOptions withPlaces(List<VolumePath> newPlaces) {
    return new ExtractionOptions(ImmutableList.copyOf(newPlaces), replace, raw, kept, progress);
  }

  /** Returns these options with existing files replaced or not. */
  public ExtractionOptions withReplace(boolean newReplace) {
    return new ExtractionOptions(places, newReplace, raw, kept, progress);
  }

  /** Returns these options with compressed files as they are stored, or not. */
  public ExtractionOptions withRaw(boolean asStored) {
    return new ExtractionOptions(places, replace, asStored, kept, progress);
  }

  /** Returns these options with files that are not replaced in any case: the image's own. */
  public ExtractionOptions withKept(List<Path> files) {
    return new ExtractionOptions(places, replace, raw, ImmutableList.copyOf(files), progress);
  }

  /** Returns these options with another listener for progress. */
  public ExtractionOptions withProgress(LongConsumer newProgress) {
    return new ExtractionOptions(places, replace, raw, kept, newProgress);
  }
}
