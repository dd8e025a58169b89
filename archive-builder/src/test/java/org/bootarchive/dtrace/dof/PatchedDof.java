package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A recorded DOF with some numbers of its own. */
final class PatchedDof {
  static final int TYPE = 0;
  static final int ALIGN = 4;
  static final int FLAGS = 8;
  static final int ENTSIZE = 12;
  static final int OFFSET = 16;
  static final int SIZE = 24;

  private static final int LOADSZ = 40;

  private final ByteBuffer bytes;

  private PatchedDof(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static PatchedDof of(String recorded) {
    return new PatchedDof(DofVectors.bytes(recorded));
  }

  PatchedDof loadsz(long value) {
    bytes.putLong(LOADSZ, value);
    return this;
  }

  PatchedDof b(int offset, int value) {
    bytes.put(offset, (byte) value);
    return this;
  }

  PatchedDof word(long offset, int value) {
    bytes.putInt((int) offset, value);
    return this;
  }

  PatchedDof wide(long offset, long value) {
    bytes.putLong((int) offset, value);
    return this;
  }

  /** Patches a field of 32 bits in a section header. */
  PatchedDof section(int index, int field, int value) {
    return word(place(index) + field, value);
  }

  /** Patches the offset or the size in a section header. */
  PatchedDof sectionWide(int index, int field, long value) {
    return wide(place(index) + field, value);
  }

  /** Returns where a section's bytes are. */
  int at(int index) {
    return (int) bytes.getLong(place(index) + OFFSET);
  }

  byte[] toBytes() {
    byte[] copy = new byte[bytes.capacity()];
    bytes.get(0, copy);
    return copy;
  }

  private static int place(int index) {
    return DofHeader.BYTES + index * DofSection.BYTES;
  }
}
