package org.bootarchive.media.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.bootarchive.media.fat.FatLayout.Attribute;
import org.bootarchive.media.fat.FatLayout.Entry;
import org.bootarchive.media.fat.FatLayout.LongEntry;

/** Makes the entries of new files, as pcfs does. */
final class NewEntries {
  private NewEntries() {}

  /** Returns how many entries a file of a long name has. */
  static int count(String longName) {
    return (longName.length() + LongEntry.UNITS - 1) / LongEntry.UNITS + 1;
  }

  /**
   * Returns the entries of a file.
   *
   * @param longName what long entries are to hold; empty for none
   * @param attributes the attribute bits
   * @param cluster the first cluster, 0 for none
   */
  static ByteBuffer of(
      String longName, byte[] shortName, int attributes, int cluster, long size, Instant time) {
    int parts = count(longName) - 1;
    ByteBuffer entries =
        ByteBuffer.allocate((parts + 1) * Entry.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int checksum = ShortName.checksum(shortName);
    for (int number = parts; number >= 1; number--) {
      int at = (parts - number) * Entry.BYTES;
      int mark = number == parts ? LongEntry.LAST : 0;
      entries.put(at + LongEntry.ORDINAL, (byte) (number | mark));
      entries.put(at + Entry.ATTRIBUTES, (byte) Attribute.LONG_NAME);
      entries.put(at + LongEntry.CHECKSUM, (byte) checksum);
      for (int i = 0; i < LongEntry.UNITS; i++) {
        int index = (number - 1) * LongEntry.UNITS + i;
        char unit =
            index < longName.length()
                ? longName.charAt(index)
                : index == longName.length() ? 0 : '\uffff';
        entries.putChar(at + LongEntry.unit(i), unit);
      }
    }
    int at = parts * Entry.BYTES;
    entries.put(at + Entry.NAME, shortName);
    entries.put(at + Entry.ATTRIBUTES, (byte) attributes);
    entries.putShort(at + Entry.CREATE_TIME, FatTime.time(time));
    entries.putShort(at + Entry.CREATE_DATE, FatTime.date(time));
    setContent(entries, at, cluster, size, time);
    return entries;
  }

  /** Has an entry tell of a content that was changed at a time. */
  static void setContent(ByteBuffer entries, int at, int cluster, long size, Instant time) {
    entries.putShort(at + Entry.CLUSTER_LOW, (short) cluster);
    entries.putShort(at + Entry.CLUSTER_HIGH, (short) (cluster >>> 16));
    entries.putInt(at + Entry.SIZE, (int) size);
    entries.putShort(at + Entry.MODIFY_TIME, FatTime.time(time));
    entries.putShort(at + Entry.MODIFY_DATE, FatTime.date(time));
    entries.putShort(at + Entry.ACCESS_DATE, FatTime.date(time));
  }
}
