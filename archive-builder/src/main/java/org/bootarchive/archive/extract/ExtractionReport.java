package org.bootarchive.archive.extract;

import com.google.common.collect.ImmutableList;

/**
 * What an extraction copied out, and what it could not.
 *
 * @param directories number of directories
 * @param files number of regular files, each counted once however many names it has
 * @param symbolicLinks number of symbolic links
 * @param hardLinks number of further names of what has several
 * @param specialFiles number of devices and FIFOs
 * @param bytes total size of the regular files
 * @param losses what was not carried over, in the order of the walk
 */
public record ExtractionReport(
    long directories,
    long files,
    long symbolicLinks,
    long hardLinks,
    long specialFiles,
    long bytes,
    ImmutableList<Loss> losses) {

  /**
   * Something that the target does not have as the image has it.
   *
   * @param path names joined by slashes, bytes that are not printable as \\xHH; "." for the root
   * @param what what is missing or different, and why
   */
  public record Loss(String path, String what) {
    @Override
    public String toString() {
      return path + ": " + what;
    }
  }
}
