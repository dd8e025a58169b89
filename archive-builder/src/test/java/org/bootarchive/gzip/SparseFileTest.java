package org.bootarchive.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;

class SparseFileTest {

  /** Stretches of zeros and of ones in turn. */
  private static byte[] bytes(List<Integer> stretches) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < stretches.size(); i++) {
      byte[] stretch = new byte[stretches.get(i)];
      Arrays.fill(stretch, (byte) (i % 2));
      bytes.writeBytes(stretch);
    }
    return bytes.toByteArray();
  }

  private static byte[] read(BlockDevice device, int from, int to) throws IOException {
    byte[] read = new byte[to - from];
    device.read(from, ByteBuffer.wrap(read));
    return read;
  }

  @Property(tries = 50)
  void whatIsUnpackedIsReadAsItWasWithoutItsHoles(
      @ForAll @Size(max = 9) List<@IntRange(max = 200_000) Integer> stretches,
      @ForAll @IntRange(max = 1_000_000) int one,
      @ForAll @IntRange(max = 1_000_000) int other)
      throws IOException {
    byte[] bytes = bytes(stretches);
    Path packed = Files.createTempFile("sparse", ".gz");
    Path plain = Files.createTempFile("sparse", null);
    Path copy = Files.createTempFile("sparse", null);
    try {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
        out.write(bytes);
      }
      try (FileChannel channel = FileChannel.open(plain, StandardOpenOption.WRITE)) {
        SparseFile written = Gunzip.unpack(packed, channel, bytes.length, done -> {});
        try (BlockDevice device = written.over(FileBlockDevice.open(plain));
            FileChannel target = FileChannel.open(copy, StandardOpenOption.WRITE)) {
          assertEquals(bytes.length, device.size());
          int from = Math.min(Math.min(one, other), bytes.length);
          int to = Math.min(Math.max(one, other), bytes.length);
          assertArrayEquals(Arrays.copyOfRange(bytes, from, to), read(device, from, to));
          int data = (int) device.nextData(from);
          assertArrayEquals(new byte[data - from], Arrays.copyOfRange(bytes, from, data));
          SparseFile.write(device, target, done -> {});
        }
      }
      assertArrayEquals(bytes, Files.readAllBytes(plain));
      assertArrayEquals(bytes, Files.readAllBytes(copy));
    } finally {
      Files.delete(packed);
      Files.delete(plain);
      Files.delete(copy);
    }
  }

  @Property(tries = 20)
  void wholeBlocksOfZerosAreNoData(@ForAll @IntRange(min = 1, max = 5) int blocks)
      throws IOException {
    byte[] bytes = bytes(List.of(blocks << 16, 10));
    Path plain = Files.createTempFile("sparse", null);
    try (FileChannel channel = FileChannel.open(plain, StandardOpenOption.WRITE)) {
      SparseFile file = new SparseFile(channel);
      file.write(ByteBuffer.wrap(bytes));
      file.finish();
      try (BlockDevice device = file.over(FileBlockDevice.open(plain))) {
        assertEquals(blocks << 16, device.nextData(0));
        assertEquals(bytes.length - 1, device.nextData(bytes.length - 1));
        assertEquals(bytes.length, device.nextData(bytes.length));
      }
    } finally {
      Files.delete(plain);
    }
  }
}
