package org.bootarchive.ufs.testing;

import com.google.common.collect.ImmutableList;
import java.util.HexFormat;
import java.util.List;

/**
 * Changes of some bytes of an image.
 *
 * @param changes in the order that they are made in
 */
public record ImageDamage(List<Change> changes) {
  /** Copies the changes. */
  public ImageDamage {
    changes = ImmutableList.copyOf(changes);
  }

  /**
   * Other bytes for those at a place.
   *
   * @param place what stands there, for people
   * @param offset in the image, in bytes
   * @param bytes the bytes in hex
   */
  public record Change(String place, int offset, String bytes) {}

  /** Returns a copy of an image with the damage; what would lie beyond its end is left out. */
  public byte[] applyTo(byte[] image) {
    byte[] damaged = image.clone();
    for (Change change : changes) {
      byte[] bytes = HexFormat.of().parseHex(change.bytes());
      for (int i = 0; i < bytes.length && change.offset() + i < damaged.length; i++) {
        damaged[change.offset() + i] = bytes[i];
      }
    }
    return damaged;
  }
}
