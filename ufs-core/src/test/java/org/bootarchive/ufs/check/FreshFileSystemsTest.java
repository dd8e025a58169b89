package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.util.List;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshFileSystemsTest {
  @ParameterizedTest
  @CsvSource({
    "65536, 4096, 1024, 12248",
    "3000000, 4096, 512, 2048",
    "4194304, 8192, 1024, 12248",
    "4194304, 8192, 8192, 4096",
    "20000000, 4096, 4096, 14000",
    "33554432, 4096, 1024, 512"
  })
  void nothingIsFoundInEitherByteOrder(int size, int block, int fragment, int bytesPerInode)
      throws Exception {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      MemoryBlockDevice device = MemoryBlockDevice.ofSize(size);
      UfsFormat.format(
          device,
          FormatOptions.smartOs(size)
              .withBlocks(block, fragment)
              .withBytesPerInode(bytesPerInode)
              .withByteOrder(order));
      assertEquals(List.of(), UfsCheck.check(device).findings(), order::toString);
    }
  }
}
