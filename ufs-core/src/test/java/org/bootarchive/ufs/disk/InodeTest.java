package org.bootarchive.ufs.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InodeTest {
  @Property
  void everyByteSurvivesDecodingAndEncoding(
      @ForAll @Size(Inode.BYTES) byte[] bytes, @ForAll boolean bigEndian) {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Inode inode = Inode.decode(ByteBuffer.wrap(bytes).order(order), 0);
    byte[] again = new byte[Inode.BYTES];
    inode.encode(ByteBuffer.wrap(again).order(order), 0);
    assertArrayEquals(bytes, again);
  }

  @Test
  void shortIdRulesUnlessItRefersToTheLongOne() {
    ByteBuffer buffer = ByteBuffer.allocate(Inode.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putShort(4, (short) 7).putInt(116, 100000);
    buffer.putShort(6, (short) 65535).putInt(120, -2);
    Inode inode = Inode.decode(buffer, 0);
    assertEquals(7, inode.uid());
    assertEquals(4294967294L, inode.gid());
  }

  @Test
  void idsThatFitInSixteenBitsAreTheirOwnShortForm() {
    assertEquals(65535, Inode.shortId(65535));
    assertEquals(65534, Inode.shortId(65534));
    assertEquals(Inode.LONG_ID, Inode.shortId(65536));
  }

  @Test
  void aModeWithoutATypeHasNone() {
    assertNull(FileType.ofMode(0000755));
    assertNull(FileType.ofMode(0110000));
    assertEquals(FileType.SHADOW, FileType.ofMode(0130600));
  }
}
