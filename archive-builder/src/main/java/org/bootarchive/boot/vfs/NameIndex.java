package org.bootarchive.boot.vfs;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of a directory, from its start to its end, finds under each name: the first match.
 *
 * @param <V> what a name stands for
 */
final class NameIndex<V> {
  /** The most names that are kept; of more, the scan is done anew. */
  static final int MAX_NAMES = 100_000;

  private final Map<String, V> values = new HashMap<>();
  private int weight = 100;
  private boolean complete = true;
  private @Nullable KernelStopException end;

  /** Notes a name; of the same name only the first counts. */
  void add(String name, V value) {
    if (values.size() >= MAX_NAMES) {
      complete = complete && values.containsKey(name);
    } else if (values.putIfAbsent(name, value) == null) {
      weight += 120 + name.length();
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
    V value = values.get(name);
    if (value == null && complete && end != null) {
      throw end;
    }
    return value;
  }

  /** Returns the bytes that the index takes in a cache, about. */
  int weight() {
    return weight;
  }
}
