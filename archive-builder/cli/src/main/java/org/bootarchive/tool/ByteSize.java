package org.bootarchive.tool;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people type it: 350000k, 64m, 2g, or plain bytes. */
final class ByteSize implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    int shift = text.isEmpty() ? 0 : shift(text.charAt(text.length() - 1));
    String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
    try {
      long number = Long.parseLong(digits);
      if (number >= 0 && number <= Long.MAX_VALUE >> shift) {
        return number << shift;
      }
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no size such as 350000k, 64m or 2g");
    }
    throw new TypeConversionException("'" + text + "' is no size such as 350000k, 64m or 2g");
  }

  private static int shift(char unit) {
    return switch (unit) {
      case 'k', 'K' -> 10;
      case 'm', 'M' -> 20;
      case 'g', 'G' -> 30;
      default -> 0;
    };
  }
}
