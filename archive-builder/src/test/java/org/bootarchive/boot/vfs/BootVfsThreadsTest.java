package org.bootarchive.boot.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootVfsThreadsTest {

  @Test
  void manyThreadsGetTheRecordedAnswers() throws IOException {
    for (String name :
        List.of("23-ufs-symlinks", "36-ufs-gzip", "38-cpio-odc", "45-hsfs-rock-ridge")) {
      VectorCase test = VectorCase.named(name);
      BootVfs vfs = test.open();
      List<String> lines = test.lookups();
      List<String> wanted = Collections.nCopies(8, lines).stream().flatMap(List::stream).toList();
      assertEquals(wanted, wanted.parallelStream().map(line -> ask(vfs, line)).toList());
    }
  }

  private static String ask(BootVfs vfs, String line) {
    try {
      return LookupLines.line(vfs, line.substring(0, line.indexOf('\t')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
