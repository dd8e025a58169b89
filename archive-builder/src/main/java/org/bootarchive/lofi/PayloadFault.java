package org.bootarchive.lofi;

/** Why a payload does not come to its segment. */
record PayloadFault(LofiRule rule, String found, String expected, String kernel) {
  /** The stream itself is broken. */
  static PayloadFault corrupt(String found, String expected) {
    return new PayloadFault(LofiRule.CORRUPT_DATA, found, expected, LofiRule.CORRUPT_DATA.kernel());
  }

  /** The stream ends too early. */
  static PayloadFault tooShort(int found, int expected) {
    return new PayloadFault(
        LofiRule.DECODED_LENGTH,
        found + " bytes",
        expected + " bytes",
        "the kernel does not notice, and leaves memory as it was");
  }

  /** The stream goes on where the segment is full. */
  static PayloadFault tooLong(int expected, String kernel) {
    return new PayloadFault(
        LofiRule.DECODED_LENGTH, "more than " + expected + " bytes", expected + " bytes", kernel);
  }
}
