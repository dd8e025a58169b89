package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * A property's name and values while they are read ({@code struct val_list}); integers or strings,
 * for the reader takes nothing of the other kind behind the first one.
 */
final class ValueDraft {
  private final String name;
  private final int line;
  private final int offset;
  private final IntegerList.Builder integers = new IntegerList.Builder();
  private final List<String> strings = new ArrayList<>();

  ValueDraft(String name, int line, int offset) {
    this.name = name;
    this.line = line;
    this.offset = offset;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  int offset() {
    return offset;
  }

  int size() {
    return integers.size() + strings.size();
  }

  void add(int integer) {
    integers.add(integer);
  }

  void add(String string) {
    strings.add(string);
  }

  DriverProperty build(int end) {
    PropertyValue value =
        size() == 0
            ? new PropertyValue.Flag()
            : strings.isEmpty()
                ? new PropertyValue.Integers(integers.build())
                : new PropertyValue.Strings(ImmutableList.copyOf(strings));
    return new DriverProperty(name, value, line, offset, end);
  }
}
