package org.bootarchive.ufs.testing;

import java.util.List;
import org.bootarchive.ufs.format.FormatOptions;

/**
 * A file system to be made.
 *
 * @param options what it is like when empty
 * @param entries the steps that fill it
 */
public record SampleImage(FormatOptions options, List<TreeEntry> entries) {
  /** Copies the list. */
  public SampleImage {
    entries = List.copyOf(entries);
  }

  /** Returns a summary: what shrinking has to show is short. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%d bytes, blocks of %d/%d, %d bytes an inode, %d cylinders a group, %s",
            options.fileBytes(),
            options.blockBytes(),
            options.fragmentBytes(),
            options.bytesPerInode(),
            options.cylindersPerGroup(),
            options.byteOrder()));
    entries.forEach(entry -> text.append("\n    ").append(entry));
    return text.toString();
  }
}
