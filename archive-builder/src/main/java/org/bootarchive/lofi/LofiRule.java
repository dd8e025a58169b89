package org.bootarchive.lofi;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** A rule that a sound file keeps, and what the kernel makes of a file that breaks it. */
public enum LofiRule implements Kind {
  /** The file is a multiple of 512 bytes. */
  FILE_LENGTH("file length", "the kernel refuses the file (EINVAL)"),
  /** The file starts with the name of an algorithm and a NUL. */
  NAME("name", "the kernel does not notice, and maps the file as a plain image"),
  /** The segment size is a power of two, at least 512. */
  SEGMENT_SIZE("segment size", "the kernel refuses the file (EINVAL)"),
  /** There are at least two index entries. */
  ENTRIES("entries", "the kernel does not notice, and counts about 2^32 segments"),
  /** The last segment is 1 byte to a whole segment long. */
  LAST_LENGTH("last length", "the kernel does not notice"),
  /** The index lies in the file. */
  INDEX_PAST_END(
      "index past the end", "the kernel does not notice, and goes by memory that it never filled"),
  /** No index entry is below the one before. */
  DECREASING("decreasing", "the kernel does not notice when it maps the file"),
  /** No segment is without bytes. */
  STEP("step", "the kernel does not notice, and takes the next segment's bytes"),
  /** The segments lie in the file. */
  PAST_END("past the end", "the kernel does not notice unless it needs what is missing"),
  /** A segment starts with 0 or 1. */
  FLAG("flag", "the kernel does not notice: to it all but 0 is compressed"),
  /** What is stored as it is has the length of the segment. */
  STORED_LENGTH("stored length", "the kernel does not notice"),
  /** The payload of a gzip algorithm is a zlib stream, not wrapped as a gzip file. */
  PAYLOAD_FORM("payload form", "the kernel reads it all the same"),
  /** What is compressed can be decompressed, and its checksum holds. */
  CORRUPT_DATA("corrupt data", "the kernel's reads of this segment fail (EIO)"),
  /** What is compressed comes to the length of the segment. */
  DECODED_LENGTH("decoded length", "the kernel does not notice");

  private final String text;
  private final String kernel;

  LofiRule(String text, String kernel) {
    this.text = text;
    this.kernel = kernel;
  }

  /** Returns the rule's name for people: {@code segment size}. */
  public String text() {
    return text;
  }

  /** Returns an error, but for what the kernel reads all the same. */
  @Override
  public Severity severity() {
    return this == PAYLOAD_FORM ? Severity.WARNING : Severity.ERROR;
  }

  /** Returns what the kernel does where the case itself says no more. */
  String kernel() {
    return kernel;
  }
}
