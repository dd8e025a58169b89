package org.bootarchive.ufs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.Ufs;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.AfterEach;

class UfsContractTest extends FileSystemContract {
  private final List<MemoryBlockDevice> devices = new ArrayList<>();

  @Override
  FileSystem open() throws IOException {
    MemoryBlockDevice device = EmptyImages.device(2 << 20);
    devices.add(device);
    FileSystem ufs = Ufs.openWritable(device, WriteOptions.now());
    Files.delete(ufs.getPath("/lost+found"));
    return ufs;
  }

  /** Runs after the file systems are closed, as the superclass' methods do so first. */
  @AfterEach
  void checkImages() throws IOException {
    closeBoth();
    for (MemoryBlockDevice device : devices) {
      assertEquals(
          List.of(),
          UfsCheck.check(device).findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .toList());
    }
  }
}
