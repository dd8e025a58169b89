package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of driver.conf that the kernel keeps: up to a semicolon.
 *
 * @param name the device's name; empty if the entry's properties are the driver's global ones
 * @param parent the parent's name; empty if there is none
 * @param className the parent's class; empty if there is none
 * @param properties in the order of the file
 * @param line the line that it begins in, from 1
 * @param offset where it begins, in bytes
 * @param end the offset behind its semicolon
 */
public record DriverEntry(
    Optional<String> name,
    Optional<String> parent,
    Optional<String> className,
    ImmutableList<DriverProperty> properties,
    int line,
    int offset,
    int end) {

  /** Returns whether it holds global properties, of all instances of the driver. */
  public boolean isGlobal() {
    return name.isEmpty();
  }

  /**
   * Returns the property that a look-up of integers finds here. Where a name is given twice in one
   * entry, the second one has overwritten the first ({@code ddi_prop_change}).
   */
  public Optional<DriverProperty> integerProperty(String wanted) {
    return Optional.ofNullable(integerProperties().get(wanted));
  }

  Map<String, DriverProperty> integerProperties() {
    Map<String, DriverProperty> integers = new HashMap<>();
    properties.stream()
        .filter(property -> !property.isStrings())
        .forEach(property -> integers.put(property.name(), property));
    return integers;
  }
}
