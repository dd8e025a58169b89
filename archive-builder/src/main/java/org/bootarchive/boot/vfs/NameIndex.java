package org.bootarchive.boot.vfs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of a directory, from its start to its end, finds under each name: the first match.
 *
 * @param <V> what a name stands for
 */
final class NameIndex<V> {
  /** The most names that are kept; of more, the scan is done anew. */
  static final int MAX_NAMES = 1_000_000;

  private static final int VALUE_BYTES = 24;

  /** Where a name's value is among them. */
  private final NameTable places = new NameTable();

  private final List<V> values = new ArrayList<>();
  private boolean complete = true;
  private @Nullable KernelStopException end;

  /** Notes a name; of the same name only the first counts. */
  void add(String name, V value) {
    if (values.size() >= MAX_NAMES) {
      complete = complete && places.find(name) != NameTable.NONE;
    } else if (places.putIfAbsent(name, values.size())) {
      values.add(value);
    }
  }

  /** Notes that the scan does not come to an end. */
  void endsWith(KernelStopException stop) {
    end = stop;
  }

  /** Returns whether every name of the directory is here. */
  boolean isComplete() {
    return complete;
  }

  /**
   * Returns what a name stands for, or null.
   *
   * @throws KernelStopException if the name is not found, and the kernel's scan does not end
   */
  @Nullable V find(String name) throws KernelStopException {
    long place = places.find(name);
    if (place != NameTable.NONE) {
      return values.get((int) place);
    }
    if (complete && end != null) {
      throw end;
    }
    return null;
  }

  /** Returns the bytes that the index takes in a cache, about. */
  int weight() {
    return 200 + places.bytes() + VALUE_BYTES * values.size();
  }
}
