package org.bootarchive.archive.convert;

import java.util.Optional;
import org.bootarchive.gzip.GzipHeader;
import org.bootarchive.ufs.text.ByteString;

/**
 * The form that a boot archive has in its file.
 *
 * @param kind of file system or archive
 * @param gzip the header of the gzip file that it is in; empty if it is in none
 * @param front the bytes in front of a cpio archive or an ISO 9660, where SPARC's boot block is:
 *     8192 or none, 32768 or none (if all are zeros)
 * @param label the volume identifier of an ISO 9660, at most 32 bytes; empty for the usual one
 * @param rootEntry whether a cpio archive has an entry for its root directory, with the mode, owner
 *     and time of that
 */
public record ArchiveForm(
    Kind kind,
    Optional<Gzip> gzip,
    ByteString front,
    Optional<ByteString> label,
    boolean rootEntry) {

  /** Makes the form of an archive with nothing in front of it. */
  public ArchiveForm(Kind kind, Optional<Gzip> gzip) {
    this(kind, gzip, ByteString.EMPTY, Optional.empty(), false);
  }

  /** What holds the files. */
  public enum Kind {
    /** A UFS file system. */
    UFS("ufs", "UFS"),
    /** A cpio archive; odc is what the kernel reads. */
    CPIO("cpio", "cpio"),
    /** ISO 9660, which the kernel reads as hsfs. */
    ISO("hsfs", "ISO 9660");

    private final String word;
    private final String title;

    Kind(String word, String title) {
      this.word = word;
      this.title = title;
    }

    /** Returns the word for programs: {@code ufs}, {@code cpio}, {@code hsfs}. */
    public String word() {
      return word;
    }

    /** Returns the name for people. */
    public String title() {
      return title;
    }
  }

  /**
   * The header of a gzip file.
   *
   * @param name the name of the file that was compressed; empty if there is none
   * @param time seconds since 1970, unsigned 32 bits; 0 for none
   * @param extraFlags 2 for the best compression, 4 for the fastest, else 0
   * @param system that it was made on: 3 for Unix
   */
  public record Gzip(ByteString name, long time, int extraFlags, int system) {
    /** No name, no time: equal contents give equal files. */
    public static final Gzip DEFAULTS = of(GzipHeader.DEFAULTS);

    static Gzip of(GzipHeader header) {
      return new Gzip(header.name(), header.time(), header.extraFlags(), header.system());
    }

    GzipHeader header() {
      return new GzipHeader(name, time, extraFlags, system);
    }
  }

  /** A UFS image as it is. */
  public static final ArchiveForm PLAIN_UFS = new ArchiveForm(Kind.UFS, Optional.empty());

  /** Returns this form with what an archive of the same kind has besides its files. */
  ArchiveForm like(ArchiveForm old) {
    return old.kind == kind
        ? new ArchiveForm(kind, gzip, old.front, old.label, old.rootEntry)
        : this;
  }

  /** Returns whether the file is an image that can be worked on where it lies. */
  public boolean isPlainUfs() {
    return kind == Kind.UFS && gzip.isEmpty();
  }

  /** Returns the form for people: {@code cpio in a gzip file}. */
  @Override
  public String toString() {
    return kind.title() + (gzip.isPresent() ? " in a gzip file" : "");
  }
}
