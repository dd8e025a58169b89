package org.bootarchive.dtrace.compile;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Identifiers by their names: {@code dt_idhash_t}. */
final class IdentifierTable {
  private final String name;
  private final int firstId;
  private final int endOfIds;
  private final Map<String, Identifier> identifiers = new HashMap<>();
  private int nextId;

  /**
   * Makes an empty one.
   *
   * @param name what messages call its variables
   * @param firstId the first number that is given out
   * @param endOfIds the first that is not
   */
  IdentifierTable(String name, int firstId, int endOfIds) {
    this.name = name;
    this.firstId = firstId;
    this.endOfIds = endOfIds;
    this.nextId = firstId;
  }

  String name() {
    return name;
  }

  @Nullable Identifier lookup(String wanted) {
    return identifiers.get(wanted);
  }

  void insert(Identifier identifier) {
    identifiers.put(identifier.name, identifier);
  }

  Collection<Identifier> all() {
    return identifiers.values();
  }

  OptionalInt nextId() {
    return nextId >= endOfIds ? OptionalInt.empty() : OptionalInt.of(nextId++);
  }

  /** Forgets what a program that failed has made; its numbers are given out again. */
  void removeOf(long generation) {
    identifiers.values().removeIf(identifier -> identifier.generation == generation);
    nextId = firstId;
    for (Identifier identifier : identifiers.values()) {
      switch (identifier.kind) {
        case ARRAY, SCALAR, AGGREGATION -> nextId = Math.max(nextId, identifier.id + 1);
        default -> {}
      }
    }
  }

  /** Forgets what came with a version after one. */
  void removeAfter(DVersion version) {
    identifiers.values().removeIf(identifier -> identifier.version.compareTo(version) > 0);
  }

  /** Returns those that the object reads or writes that code is made for, in their order in it. */
  List<Identifier> usedByCode() {
    return identifiers.values().stream()
        .filter(one -> one.has(Identifier.CODE_READS | Identifier.CODE_WRITES))
        .sorted(Comparator.comparingInt((Identifier one) -> one.id).thenComparing(one -> one.name))
        .toList();
  }
}
