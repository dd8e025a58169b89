package org.bootarchive.media.iso;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.text.ByteString;

/**
 * The system use area of a record of a new ISO 9660: what fits is in the record, the rest goes on
 * elsewhere, behind a CE that is the record's last field. A name of up to 250 bytes is in one NM,
 * since the kernel and the boot loader read no other.
 */
final class NewRecordUse {
  private static final int CONTINUATION_BYTES = 28;
  private static final int POSIX_BYTES = 36;
  private static final int TIMES_BYTES = 26;
  private static final int DEVICE_BYTES = 20;
  private static final int MOST_FIELD_BYTES = 255;
  private static final int MOST_NAME_PART = 250;

  /** Modify, access and attribute times. */
  private static final byte TIMES = 0x0e;

  private static final int COMPONENT_CONTINUES = 1;
  private static final int COMPONENT_SELF = 2;
  private static final int COMPONENT_PARENT = 4;
  private static final int COMPONENT_ROOT = 8;

  private static final String EXTENSION = "RRIP_1991A";
  private static final String DESCRIPTION =
      "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS";
  private static final String SOURCE =
      "PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN PRIMARY"
          + " VOLUME DESCRIPTOR FOR CONTACT INFORMATION.";

  private final byte[] inRecord;
  private final byte[] continuation;

  /** Where CE is in the record, if there is one. */
  private final int continuationAt;

  private NewRecordUse(List<byte[]> fields, int room) {
    int whole = fields.stream().mapToInt(field -> field.length).sum();
    ByteArrayOutputStream here = new ByteArrayOutputStream();
    ByteArrayOutputStream there = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      boolean fits =
          there.size() == 0
              && here.size() + field.length <= (whole <= room ? room : room - CONTINUATION_BYTES);
      (fits ? here : there).writeBytes(field);
    }
    this.continuationAt = here.size();
    if (there.size() > 0) {
      ByteBuffer further = ByteBuffer.allocate(CONTINUATION_BYTES);
      further.put(new byte[] {'C', 'E', CONTINUATION_BYTES, 1});
      IsoLayout.putBoth(further, 20, there.size());
      here.writeBytes(further.array());
    }
    // Records have an even length.
    this.inRecord =
        here.size() % 2 == 0 ? here.toByteArray() : Bytes.concat(here.toByteArray(), new byte[1]);
    this.continuation = there.toByteArray();
  }

  /** Returns the area of the record of a name in its directory. */
  static NewRecordUse of(IsoNode node, int nameBytes) {
    List<byte[]> fields = new ArrayList<>(names(node.name().toBytes()));
    // The name comes first: the loader passes over what is behind a continuation.
    fields.addAll(attributes(node));
    int head = IsoLayout.DirectoryRecord.NAME + nameBytes + (1 - nameBytes % 2);
    return new NewRecordUse(fields, IsoLayout.DirectoryRecord.MOST_BYTES - head);
  }

  /**
   * Returns the area of a directory's record of itself; the root's says that this is Rock Ridge.
   */
  static NewRecordUse self(IsoNode directory, boolean isRoot) {
    List<byte[]> fields = new ArrayList<>();
    if (isRoot) {
      fields.add(new byte[] {'S', 'P', 7, 1, (byte) 0xbe, (byte) 0xef, 0});
    }
    fields.addAll(attributes(directory));
    if (isRoot) {
      byte[] texts = (EXTENSION + DESCRIPTION + SOURCE).getBytes(US_ASCII);
      byte[] head = {
        'E',
        'R',
        (byte) (8 + texts.length),
        1,
        (byte) EXTENSION.length(),
        (byte) DESCRIPTION.length(),
        (byte) SOURCE.length(),
        1
      };
      fields.add(Bytes.concat(head, texts));
    }
    return dots(fields);
  }

  /** Returns the area of a directory's record of its parent. */
  static NewRecordUse parent(IsoNode parent) {
    return dots(attributes(parent));
  }

  private static NewRecordUse dots(List<byte[]> fields) {
    return new NewRecordUse(
        fields, IsoLayout.DirectoryRecord.MOST_BYTES - IsoLayout.DirectoryRecord.NAME - 1);
  }

  private static List<byte[]> names(byte[] name) {
    List<byte[]> fields = new ArrayList<>();
    for (int from = 0; from < name.length; from += MOST_NAME_PART) {
      int end = Math.min(name.length, from + MOST_NAME_PART);
      byte[] head = {'N', 'M', (byte) (5 + end - from), 1, (byte) (end < name.length ? 1 : 0)};
      fields.add(Bytes.concat(head, Arrays.copyOfRange(name, from, end)));
    }
    return fields;
  }

  private static List<byte[]> attributes(IsoNode node) {
    List<byte[]> fields = new ArrayList<>();
    ByteBuffer posix = ByteBuffer.allocate(POSIX_BYTES);
    posix.put(new byte[] {'P', 'X', POSIX_BYTES, 1});
    IsoLayout.putBoth(posix, 4, node.type().bits() | node.permissions());
    IsoLayout.putBoth(posix, 12, node.links());
    IsoLayout.putBoth(posix, 20, node.uid());
    IsoLayout.putBoth(posix, 28, node.gid());
    fields.add(posix.array());
    byte[] time = IsoTime.bytes(node.modifyTime());
    fields.add(Bytes.concat(new byte[] {'T', 'F', TIMES_BYTES, 1, TIMES}, time, time, time));
    DeviceNumber device = node.device();
    if (device != null) {
      ByteBuffer number = ByteBuffer.allocate(DEVICE_BYTES);
      number.put(new byte[] {'P', 'N', DEVICE_BYTES, 1});
      IsoLayout.putBoth(number, 4, device.major());
      IsoLayout.putBoth(number, 12, device.minor());
      fields.add(number.array());
    }
    fields.addAll(link(node.link()));
    return fields;
  }

  /** A link's text in components, as many to a field as fit. */
  private static List<byte[]> link(ByteString text) {
    List<byte[]> components = new ArrayList<>();
    if (text.startsWith("/")) {
      components.add(new byte[] {COMPONENT_ROOT, 0});
    }
    for (ByteString name : text.names()) {
      if (name.equalsText(".")) {
        components.add(new byte[] {COMPONENT_SELF, 0});
      } else if (name.equalsText("..")) {
        components.add(new byte[] {COMPONENT_PARENT, 0});
      } else {
        for (int from = 0; from < name.length(); from += MOST_NAME_PART - 2) {
          int end = Math.min(name.length(), from + MOST_NAME_PART - 2);
          int flags = end < name.length() ? COMPONENT_CONTINUES : 0;
          components.add(
              Bytes.concat(
                  new byte[] {(byte) flags, (byte) (end - from)},
                  name.substring(from, end).toBytes()));
        }
      }
    }
    List<byte[]> fields = new ArrayList<>();
    byte[] field = new byte[0];
    for (byte[] component : components) {
      if (5 + field.length + component.length > MOST_FIELD_BYTES) {
        fields.add(linkField(field, true));
        field = new byte[0];
      }
      field = Bytes.concat(field, component);
    }
    if (field.length > 0) {
      fields.add(linkField(field, false));
    }
    return fields;
  }

  private static byte[] linkField(byte[] components, boolean continues) {
    byte[] head = {'S', 'L', (byte) (5 + components.length), 1, (byte) (continues ? 1 : 0)};
    return Bytes.concat(head, components);
  }

  /** Returns how many bytes are in the record: an even number. */
  int recordBytes() {
    return inRecord.length;
  }

  /** Returns what is in the record; where it goes on is told by {@link #continueAt}. */
  byte[] inRecord() {
    return inRecord;
  }

  /** Returns what is elsewhere; empty if nothing is. */
  byte[] continuation() {
    return continuation;
  }

  /** Tells where the continuation is. */
  void continueAt(long sector, int offset) {
    ByteBuffer further = ByteBuffer.wrap(inRecord).slice(continuationAt, CONTINUATION_BYTES);
    IsoLayout.putBoth(further, 4, sector);
    IsoLayout.putBoth(further, 12, offset);
  }
}
