package org.bootarchive.archive.extract;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.archive.extract.ExtractionReport.Loss;

/** Collects what an extraction could not carry over; several threads may add. */
final class LossList {
  /** What is listed one by one; of more the number is told. */
  private static final int LIMIT = 100_000;

  private final List<Loss> losses = new ArrayList<>();
  private long unlisted;

  synchronized void add(ExtractedFile file, String what) {
    if (losses.size() < LIMIT) {
      losses.add(new Loss(file.path(), what));
    } else {
      unlisted++;
    }
  }

  synchronized ImmutableList<Loss> list() {
    ImmutableList.Builder<Loss> list = ImmutableList.builder();
    list.addAll(losses);
    if (unlisted > 0) {
      list.add(new Loss(".", unlisted + " more that are not listed"));
    }
    return list.build();
  }
}
