package org.bootarchive.dtrace.dof;

import com.google.common.primitives.ImmutableIntArray;

/** Little endian DOFs as a big endian machine would have them. */
final class ByteOrders {
  private ByteOrders() {}

  static byte[] bigEndian(Dof dof) throws DofFormatException {
    DofParts parts = DofParts.of(dof);
    DofHeader header = parts.header();
    int[] ident = header.ident().toArray();
    ident[5] = DofHeader.ENCODE_MSB;
    DofHeader turned =
        new DofHeader(
            ImmutableIntArray.copyOf(ident),
            header.flags(),
            header.hdrsize(),
            header.secsize(),
            header.secnum(),
            header.secoff(),
            header.loadsz(),
            header.filesz(),
            header.pad());
    return new DofParts(parts.length(), turned, parts.sections(), parts.contents(), parts.gaps())
        .encode();
  }
}
