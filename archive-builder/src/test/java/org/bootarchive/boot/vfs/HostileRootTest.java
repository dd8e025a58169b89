package org.bootarchive.boot.vfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Archives that are made to make a reader loop, throw or run out of memory. */
class HostileRootTest {
  private static final int MUTANTS = 120;
  private static final long READ_LIMIT = 1 << 20;

  @TestFactory
  Stream<DynamicTest> mutatedArchivesGetAnAnswerInTime() {
    return Stream.of(
            "21-ufs-paths",
            "23-ufs-symlinks",
            "28-ufs-large-files",
            "33-ufs-odd-directories",
            "37-ufs-gzip-damaged",
            "38-cpio-odc",
            "45-hsfs-rock-ridge",
            "46-hsfs-plain")
        .map(VectorCase::named)
        .map(test -> DynamicTest.dynamicTest(test.name(), () -> mutate(test)));
  }

  private static void mutate(VectorCase test) throws IOException {
    byte[] archive = test.archive();
    List<String> paths = new ArrayList<>();
    for (String line : test.lookups()) {
      paths.add(line.substring(0, line.indexOf('\t')));
    }
    List<Integer> places = usedBytes(archive);
    Random random = new Random(1);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = archive.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        int at = places.get(random.nextInt(places.size()));
        mutant[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) 0xff;
      }
      List<String> some =
          paths.subList(i % paths.size(), Math.min(paths.size(), i % paths.size() + 8));
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ask(mutant, some));
    }
  }

  /** Changes show most where something is: superblock, inodes, directories. */
  private static List<Integer> usedBytes(byte[] archive) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < archive.length; i++) {
      if (archive[i] != 0) {
        places.add(i);
      }
    }
    return places;
  }

  private static void ask(byte[] archive, List<String> paths) throws IOException {
    BootVfs vfs = Boot.from(archive).open();
    for (String path : paths) {
      Lookup lookup = vfs.lookup(path);
      if (lookup instanceof Lookup.Found found) {
        try (InputStream in = found.content().openStream()) {
          ByteStreams.exhaust(ByteStreams.limit(in, READ_LIMIT));
        } catch (KernelStopException e) {
          assertEquals(false, e.reason().isEmpty());
        }
      }
      assertEquals(lookup.getClass(), vfs.explain(path).lookup().getClass(), path);
    }
  }

  @Test
  void cpioEntriesInARingHang() throws IOException {
    byte[] archive = new byte[1024];
    String size = Long.toOctalString((1L << 32) - 78);
    String header =
        "070707"
            + "000001".repeat(7)
            + "00000000000"
            + "000002"
            + "0".repeat(11 - size.length())
            + size;
    System.arraycopy((header + "a\0").getBytes(ISO_8859_1), 0, archive, 0, 78);
    BootVfs vfs = Boot.from(archive).open();
    assertInstanceOf(Lookup.Found.class, vfs.lookup("/a"));
    assertInstanceOf(Lookup.Hang.class, vfs.lookup("/b"));
  }

  @Test
  void isoSectorThatStartsWithoutARecordHangs() throws IOException {
    byte[] iso = iso();
    iso[20 * 2048] = 0;
    BootVfs vfs = Boot.from(iso).open();
    assertInstanceOf(Lookup.Hang.class, vfs.lookup("/D/X"));
    assertInstanceOf(Lookup.Failed.class, vfs.lookup("/X"));
  }

  @Test
  void isoContinuationsInARingHang() throws IOException {
    byte[] iso = iso();
    systemUse(iso, 19 * 2048, "CE\34\1", 21, 28);
    systemUse(iso, 21 * 2048 - 34, "CE\34\1", 21, 28);
    assertInstanceOf(Lookup.Hang.class, Boot.from(iso).open().lookup("/D"));
  }

  @Test
  void isoNameFieldThatIsTooShortCrashes() throws IOException {
    byte[] iso = iso();
    systemUse(iso, 19 * 2048, "NM\4\1", 0, 0);
    assertInstanceOf(Lookup.Crash.class, Boot.from(iso).open().lookup("/D"));
  }

  /** An ISO 9660 file system: the root in sector 19, a directory D in sector 20. */
  private static byte[] iso() {
    byte[] iso = new byte[24 * 2048];
    System.arraycopy("\1CD001\1".getBytes(ISO_8859_1), 0, iso, 16 * 2048, 7);
    ByteBuffer view = ByteBuffer.wrap(iso).order(ByteOrder.LITTLE_ENDIAN);
    view.putShort(16 * 2048 + 128, (short) 2048);
    view.putInt(16 * 2048 + 158, 19);
    record(view, 19 * 2048, 34 + 30, 19, "\0");
    record(view, 19 * 2048 + 64, 34, 20, "D");
    record(view, 20 * 2048, 34, 20, "\0");
    return iso;
  }

  private static void record(ByteBuffer view, int at, int length, int sector, String name) {
    view.put(at, (byte) length);
    view.putInt(at + 2, sector);
    view.putInt(at + 10, 2048);
    view.put(at + 25, (byte) 2);
    view.put(at + 32, (byte) 1);
    view.put(at + 33, (byte) name.charAt(0));
  }

  private static void systemUse(byte[] iso, int record, String field, int sector, int length) {
    ByteBuffer view = ByteBuffer.wrap(iso).order(ByteOrder.LITTLE_ENDIAN);
    view.put(record + 34, field.getBytes(ISO_8859_1));
    view.putInt(record + 34 + 4, sector);
    view.putInt(record + 34 + 20, length);
  }
}
