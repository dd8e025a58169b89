package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.testing.ListedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems of our own making, as yet empty, read by all. */
class EmptyFileSystemsTest {
  private static final int TIME = 1600000000;

  @TempDir Path directory;

  @Test
  void everyReaderReadsThem() throws IOException {
    List<FormatOptions> shapes =
        List.of(
            FormatOptions.smartOs(1 << 20),
            FormatOptions.smartOs(1234567),
            FormatOptions.smartOs(350000L << 10),
            FormatOptions.smartOs(1L << 30).withBytesPerInode(65536),
            FormatOptions.smartOs(300 << 20).withBytesPerInode(FormatOptions.USR_BYTES_PER_INODE),
            FormatOptions.smartOs(16 << 20).withBytesPerInode(512),
            FormatOptions.smartOs(16 << 20).withBlocks(4096, 512),
            FormatOptions.smartOs(16 << 20).withBlocks(4096, 2048),
            FormatOptions.smartOs(16 << 20).withBlocks(4096, 4096),
            FormatOptions.smartOs(64 << 20).withBlocks(8192, 1024),
            FormatOptions.smartOs(64 << 20).withBlocks(8192, 4096),
            FormatOptions.smartOs(64 << 20).withBlocks(8192, 8192),
            FormatOptions.smartOs(64 << 20).withCylindersPerGroup(1),
            FormatOptions.smartOs(16 << 20).withByteOrder(ByteOrder.BIG_ENDIAN));
    List<Path> images = new ArrayList<>();
    for (FormatOptions shape : shapes) {
      Path image = directory.resolve("image" + images.size());
      UfsFormat.formatFile(image, shape.withTime(TIME));
      images.add(image);
    }
    for (ImmutableList<ListedFile> listing : ImageAgreement.check(images)) {
      assertEquals(List.of(".", "lost+found"), listing.stream().map(ListedFile::path).toList());
      for (ListedFile file : listing) {
        assertEquals(TIME, file.modified());
      }
    }
  }
}
