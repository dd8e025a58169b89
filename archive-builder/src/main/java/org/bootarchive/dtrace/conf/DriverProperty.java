package org.bootarchive.dtrace.conf;

import java.util.Optional;

/**
 * A property that the kernel makes of driver.conf.
 *
 * @param name as it is after the lexer's escapes
 * @param line the line that its name is in, from 1
 * @param offset where its name begins in the document, in bytes
 * @param end the offset behind its last token
 */
public record DriverProperty(String name, PropertyValue value, int line, int offset, int end) {

  /**
   * Returns what a look-up as an array of integers finds in it; empty if it is made of strings,
   * which such a look-up passes over.
   */
  public Optional<IntegerList> integers() {
    if (value instanceof PropertyValue.Integers integers) {
      return Optional.of(integers.values());
    }
    return value instanceof PropertyValue.Flag ? Optional.of(IntegerList.of(0)) : Optional.empty();
  }

  boolean isStrings() {
    return value instanceof PropertyValue.Strings;
  }

  /** Returns whether the kernel's dtrace driver may take it for a part of the enabling. */
  boolean isOfEnabling() {
    return EnablingLines.isName(name);
  }
}
