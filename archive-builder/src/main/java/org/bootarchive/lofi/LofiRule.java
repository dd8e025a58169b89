package org.bootarchive.lofi;

import com.google.common.base.Ascii;

/** What a sound file observes, and what the kernel makes of one that does not. */
public enum LofiRule {
  /** The file is a multiple of 512 bytes. */
  FILE_LENGTH("the kernel refuses the file (EINVAL)"),
  /** The file starts with the name of an algorithm and a NUL. */
  NAME("the kernel does not notice, and maps the file as a plain image"),
  /** The segment size is a power of two, at least 512. */
  SEGMENT_SIZE("the kernel refuses the file (EINVAL)"),
  /** There are at least two index entries. */
  ENTRIES("the kernel does not notice, and shows a device of 16 TiB"),
  /** The last segment is 1 byte to a whole segment long. */
  LAST_LENGTH("the kernel does not notice"),
  /** The index lies in the file. */
  INDEX_PAST_END("the kernel does not notice, and goes by memory that it never filled"),
  /** No index entry is below the one before. */
  DECREASING("the kernel does not notice when it maps the file"),
  /** No segment is without bytes. */
  STEP("the kernel does not notice, and takes the next segment's bytes"),
  /** The segments lie in the file. */
  PAST_END("the kernel does not notice unless it needs what is missing"),
  /** A segment starts with 0 or 1. */
  FLAG("the kernel does not notice: to it all but 0 is compressed"),
  /** What is stored as it is has the length of the segment. */
  STORED_LENGTH("the kernel does not notice"),
  /** The payload of a gzip algorithm is a zlib stream, not wrapped as a gzip file. */
  PAYLOAD_FORM("the kernel reads it all the same"),
  /** What is compressed can be decompressed, and its checksum holds. */
  CORRUPT_DATA("the kernel's reads of this segment fail (EIO)"),
  /** What is compressed comes to the length of the segment. */
  DECODED_LENGTH("the kernel does not notice");

  private final String kernel;

  LofiRule(String kernel) {
    this.kernel = kernel;
  }

  /** Returns the rule's name for people: {@code segment size}. */
  public String text() {
    return this == INDEX_PAST_END
        ? "index past the end"
        : this == PAST_END ? "past the end" : Ascii.toLowerCase(name()).replace('_', ' ');
  }

  /** Returns what the kernel does where the case itself says no more. */
  String kernel() {
    return kernel;
  }
}
