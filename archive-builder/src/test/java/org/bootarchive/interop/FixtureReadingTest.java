package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What illumos' mkfs and the Linux kernel's driver wrote, read by all. */
class FixtureReadingTest {
  @TempDir Path directory;

  @Test
  void everyReaderReadsWhatTheLinuxDriverWrote() throws IOException {
    ImmutableList<ImmutableList<ListedFile>> listings =
        ImageAgreement.check(
            List.of(
                Files.write(directory.resolve("populated"), Fixtures.image("populated-64m.img")),
                Files.write(directory.resolve("platform"), Fixtures.platformArchive())));
    Listings.assertSame(Fixtures.listing("populated-64m.tsv"), listings.get(0));
    Listings.assertSame(Fixtures.listing("platform-root.tsv"), listings.get(1));
  }

  @Test
  void grubFollowsALinkWhoseTextIsInADataFragment() throws IOException {
    Path image = Files.write(directory.resolve("image"), Fixtures.image("populated-64m.img"));
    try (Volume volume = Volume.open(FileBlockDevice.open(image))) {
      long target =
          volume.find(Inode.ROOT, List.of(FileName.of("sizes"), FileName.of("f4096"))).getAsLong();
      ByteBuffer content = ByteBuffer.allocate(4096);
      volume.content(target).read(0, content);
      assertArrayEquals(content.array(), GrubReader.cat(image, "links/ok").read());
    }
  }
}
