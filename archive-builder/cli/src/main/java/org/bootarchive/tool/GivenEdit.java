package org.bootarchive.tool;

import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.ITypeConverter;

/**
 * An edit as it was typed, with its place among those of other options.
 *
 * @param place counts up from option to option
 * @param text what was typed
 */
record GivenEdit(long place, String text) {
  private static final AtomicLong NEXT_PLACE = new AtomicLong();

  /** Converts in the order of the command line. */
  static final class Converter implements ITypeConverter<GivenEdit> {
    @Override
    public GivenEdit convert(String text) {
      return new GivenEdit(NEXT_PLACE.getAndIncrement(), text);
    }
  }
}
