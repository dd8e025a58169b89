package org.bootarchive.media.iso;

import com.google.common.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The system use area of a new record, like that of others on the medium.
 *
 * @param inRecord what is in the record
 * @param continuation what is elsewhere, empty if nothing is; CE is last in the record then
 */
record NewSystemUse(ByteBuffer inRecord, ByteBuffer continuation) {
  private static final int MOST_NAME_PART = 250;
  private static final int TIMES = 0x0e;

  /**
   * Returns an area for a name.
   *
   * @param like a record of the medium: whether it has RR and how long its PX is
   * @param room the bytes that the record has for it
   */
  static NewSystemUse of(byte[] name, int mode, long links, byte[] date, IsoEntry like, int room) {
    byte[] head = new byte[0];
    if (like.field("RR") >= 0) {
      head = new byte[] {'R', 'R', 5, 1, (byte) (name.length == 0 ? 0x81 : 0x89)};
    }
    int posix = like.field("PX");
    int posixBytes = posix >= 0 && (like.bytes().get(posix + 2) & 0xff) >= 44 ? 44 : 36;
    ByteBuffer fields = ByteBuffer.allocate(posixBytes + 26);
    fields.put(new byte[] {'P', 'X', (byte) posixBytes, 1});
    IsoLayout.putBoth(fields, 4, mode);
    IsoLayout.putBoth(fields, 12, links);
    fields.position(posixBytes);
    fields.put(new byte[] {'T', 'F', 26, 1, TIMES}).put(date).put(date).put(date);
    byte[] rest = fields.array();
    byte[] names = names(name);
    byte[] whole = Bytes.concat(head, names, rest);
    if (whole.length <= room) {
      return new NewSystemUse(ByteBuffer.wrap(whole), ByteBuffer.allocate(0));
    }
    byte[] further = Arrays.copyOf(new byte[] {'C', 'E', 28, 1}, 28);
    return new NewSystemUse(
        ByteBuffer.wrap(Bytes.concat(head, rest, further)), ByteBuffer.wrap(names));
  }

  private static byte[] names(byte[] name) {
    byte[] all = new byte[0];
    for (int from = 0; from < name.length; from += MOST_NAME_PART) {
      int end = Math.min(name.length, from + MOST_NAME_PART);
      byte goesOn = (byte) (end < name.length ? 1 : 0);
      byte[] head = {'N', 'M', (byte) (5 + end - from), 1, goesOn};
      all = Bytes.concat(all, head, Arrays.copyOfRange(name, from, end));
    }
    return all;
  }
}
