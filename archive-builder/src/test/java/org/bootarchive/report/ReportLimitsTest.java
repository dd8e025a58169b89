package org.bootarchive.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.Test;

class ReportLimitsTest {
  @Test
  void textsAndDifferencesGiveWayToNames() {
    ReportLimits limits = ReportLimits.DEFAULTS;
    assertEquals(2 << 20, limits.textBytes(1000, 0));
    assertEquals(10_000, limits.mostDifferences(1000));
    assertTrue(limits.textBytes(66_000, 60_000) < 1 << 20);
    assertTrue(limits.mostDifferences(90_000) < 4000);
    assertEquals(256 << 10, limits.textBytes(200_000, 100_000));
    assertEquals(1000, limits.mostDifferences(200_000));
    ReportLimits wanted = limits.withTotalBytes(3 << 20);
    assertEquals(3 << 20, wanted.textBytes(200_000, 100_000));
    assertEquals(10_000, wanted.mostDifferences(200_000));
  }

  @Test
  void whatDiffersInTheLeastIsLeftOutFirstAndCounted() throws IOException {
    ReportLimits few = new ReportLimits(1000, 1000, 0);
    MemoryBlockDevice old = EmptyImages.device(4 << 20);
    MemoryBlockDevice fresh = EmptyImages.device(4 << 20);
    for (int time = 1; time <= 2; time++) {
      MemoryBlockDevice image = time == 1 ? old : fresh;
      try (WritableVolume volume =
          WritableVolume.open(image, WriteOptions.at(Instant.ofEpochSecond(time)))) {
        // Inodes of a small image are few: names of a directory are not.
        for (int i = 0; i < 1200; i++) {
          if (i % 10 == 0) {
            long file =
                volume.createFile(
                    Inode.ROOT,
                    FileName.of("f" + i),
                    new NewFile(i < 300 ? 0600 + time : 0600, 0, 0));
            volume.write(file, 0, ByteBuffer.wrap(new byte[] {(byte) (i < 100 ? time : 0)}));
          }
          long file = volume.lookup(Inode.ROOT, FileName.of("f" + i / 10 * 10)).getAsLong();
          volume.link(Inode.ROOT, FileName.of("g" + i), file);
        }
        volume.flush();
      }
    }
    var difference = ReportSamples.against(old, fresh, few).getAsJsonObject("difference");
    assertEquals(1000, difference.getAsJsonArray("entries").size());
    var summary = difference.getAsJsonObject("summary");
    int all = summary.get("content").getAsInt() + summary.get("metadata").getAsInt();
    assertEquals(1000 + difference.get("leftOut").getAsInt(), all);
    assertTrue(all > 1300, summary.toString());
    int content = 0;
    int mode = 0;
    for (var element : difference.getAsJsonArray("entries")) {
      content += element.getAsJsonObject().get("kind").getAsString().equals("content") ? 1 : 0;
      mode += element.toString().contains("\"mode\"") ? 1 : 0;
    }
    assertEquals(summary.get("content").getAsInt(), content);
    assertEquals(330, mode);
  }
}
