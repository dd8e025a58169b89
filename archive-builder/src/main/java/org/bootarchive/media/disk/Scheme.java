package org.bootarchive.media.disk;

/** What kind of table a partition is in. */
public enum Scheme {
  /** A GUID partition table. */
  GPT("GPT", 'p'),
  /** The table of a master boot record, and logical drives of an extended partition. */
  MBR("MBR", 'p'),
  /** Solaris' label on x86, in the second sector of a Solaris partition or of the disk. */
  VTOC("VTOC", 's'),
  /** Solaris' label on SPARC, in the first sector of the disk. */
  SUN_LABEL("Sun label", 's');

  private final String title;
  private final char letter;

  Scheme(String title, char letter) {
    this.title = title;
    this.letter = letter;
  }

  /** Returns the name for people. */
  public String title() {
    return title;
  }

  /** Returns the letter in front of numbers: p for partitions, s for slices. */
  char letter() {
    return letter;
  }
}
