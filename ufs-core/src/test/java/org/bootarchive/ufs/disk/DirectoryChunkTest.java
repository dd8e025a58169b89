package org.bootarchive.ufs.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;

class DirectoryChunkTest {
  private final ByteBuffer chunk = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);

  private void record(int at, int inode, int recordBytes, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    chunk.putInt(at, inode);
    chunk.putShort(at + 4, (short) recordBytes).putShort(at + 6, (short) bytes.length);
    chunk.put(at + 8, bytes);
  }

  private List<DirectoryEntry> decode() throws CorruptImageException {
    List<DirectoryEntry> entries = new ArrayList<>();
    DirectoryChunk.decode(chunk, 0, 512, 1024, "directory", entries::add);
    return entries;
  }

  @Test
  void recordsComeInOrderAndFreeOnesAreLeftOut() throws CorruptImageException {
    record(0, 2, 12, ".");
    record(12, 0, 20, "gone");
    record(32, -1, 480, "\u00e4\u0001");
    List<DirectoryEntry> entries = decode();
    assertEquals(2, entries.size());
    assertEquals(new DirectoryEntry(2, FileName.SELF, 1024, 12), entries.get(0));
    assertEquals(4294967295L, entries.get(1).inode());
    assertEquals("\\xe4\\x01", entries.get(1).name().toString());
    assertEquals(1056, entries.get(1).position());
  }

  @Test
  void recordsThatDoNotFillTheChunkAreCorrupt() {
    record(0, 2, 0, "a");
    assertCorrupt("d_reclen is 0");
    record(0, 2, 14, "a");
    assertCorrupt("d_reclen is 14");
    record(0, 2, 516, "a");
    assertCorrupt("d_reclen is 516");
    record(0, 2, 508, "a");
    assertCorrupt("a record of 4 bytes");
  }

  @Test
  void namesThatCannotBeAreCorrupt() {
    record(0, 2, 512, "");
    assertCorrupt("d_namlen is 0");
    record(0, 2, 512, "a/b");
    assertCorrupt("a name holds byte 47");
    record(0, 2, 512, "a\0b");
    assertCorrupt("a name holds byte 0");
    record(0, 2, 12, "longer");
    assertCorrupt("d_namlen is 6");
  }

  private void assertCorrupt(String reason) {
    CorruptImageException e = assertThrows(CorruptImageException.class, this::decode);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Property
  void anyBytesGiveEntriesOrANamedException(@ForAll @Size(512) byte[] bytes) {
    chunk.put(0, bytes);
    try {
      for (DirectoryEntry entry : decode()) {
        assertTrue(entry.name().length() > 0);
      }
    } catch (CorruptImageException e) {
      assertEquals("directory", e.structure());
    }
  }
}
