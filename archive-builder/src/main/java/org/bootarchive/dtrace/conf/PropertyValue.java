package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;

/** What a property of driver.conf is set to. */
public sealed interface PropertyValue {
  /** Integers, one or more. */
  record Integers(IntegerList values) implements PropertyValue {}

  /** Strings, one or more. */
  record Strings(ImmutableList<String> values) implements PropertyValue {}

  /** Nothing: the kernel makes it the integer 0, whose being there is the message. */
  record Flag() implements PropertyValue {}
}
