package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry while it is read. */
final class EntryDraft {
  private final int line;
  private final int offset;
  private final List<DriverProperty> properties = new ArrayList<>();
  private final Set<String> integerNames = new HashSet<>();
  private final Set<String> stringNames = new HashSet<>();
  @Nullable String name;
  @Nullable String parent;
  @Nullable String className;

  EntryDraft(int line, int offset) {
    this.line = line;
    this.offset = offset;
  }

  int line() {
    return line;
  }

  int offset() {
    return offset;
  }

  /** Adds a property; false if there is one of its name and kind, which it then overwrites. */
  boolean add(DriverProperty property) {
    properties.add(property);
    return (property.isStrings() ? stringNames : integerNames).add(property.name());
  }

  DriverEntry build(int end) {
    return new DriverEntry(
        Optional.ofNullable(name),
        Optional.ofNullable(parent),
        Optional.ofNullable(className),
        ImmutableList.copyOf(properties),
        line,
        offset,
        end);
  }
}
