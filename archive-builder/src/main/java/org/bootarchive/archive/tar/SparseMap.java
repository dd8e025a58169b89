package org.bootarchive.archive.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileContent;

/**
 * The map at the start of a sparse member of a tar: the number of parts, then offset and length of
 * each, decimal and a line each, padded with zero bytes to records of 512. A part of length 0 tells
 * where a file ends that ends in a hole.
 *
 * <p>Source: the GNU tar manual, "PAX Format, Version 1.0".
 */
public final class SparseMap {
  private static final int RECORD = 512;

  private SparseMap() {}

  public static byte[] of(FileContent content) {
    StringBuilder parts = new StringBuilder();
    int count = 0;
    boolean endsInHole = false;
    for (Extent extent : content.extents()) {
      endsInHole = extent.isHole();
      if (!endsInHole) {
        parts.append(extent.fileOffset()).append('\n').append(extent.bytes()).append('\n');
        count++;
      }
    }
    if (endsInHole) {
      parts.append(content.size()).append("\n0\n");
      count++;
    }
    byte[] map = (count + "\n" + parts).getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(map, (map.length + RECORD - 1) / RECORD * RECORD);
  }
}
