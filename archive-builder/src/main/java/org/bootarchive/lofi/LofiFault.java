package org.bootarchive.lofi;

import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;

/**
 * A rule that a file breaks.
 *
 * @param structure what breaks it, for people: {@code lofi header}, {@code lofi segment 3}
 * @param byteOffset where that lies in the compressed file, in bytes
 * @param found what is there
 * @param expected what should be there
 * @param kernel what the kernel does about it, and whether it notices at all
 */
public record LofiFault(
    LofiRule rule,
    String structure,
    long byteOffset,
    String found,
    String expected,
    String kernel) {

  /** Takes findings as they are made. */
  @FunctionalInterface
  interface Sink {
    /** Takes one; may stop whoever made it. */
    void accept(LofiFault finding) throws CorruptImageException;

    /** The sink of readers, which go no further; but what the kernel reads well is well. */
    Sink OF_READERS =
        finding -> {
          if (finding.rule() != LofiRule.PAYLOAD_FORM) {
            throw finding.toException();
          }
        };
  }

  static LofiFault ofHeader(LofiRule rule, long byteOffset, Object found, String expected) {
    return new LofiFault(
        rule, "lofi header", byteOffset, found.toString(), expected, rule.kernel());
  }

  static LofiFault ofEntry(
      LofiRule rule, long entry, long byteOffset, Object found, String expected) {
    return new LofiFault(
        rule, "lofi index entry " + entry, byteOffset, found.toString(), expected, rule.kernel());
  }

  /** Returns the fault's sentence, without its place. */
  public String message() {
    return rule.text() + ": found " + found + ", expected " + expected + "; " + kernel;
  }

  /** Returns it as a finding. */
  public Finding finding() {
    return rule.at(ImagePlace.ofOffset(byteOffset), structure + ": " + message());
  }

  CorruptImageException toException() {
    return new CorruptImageException(structure, byteOffset, message());
  }
}
