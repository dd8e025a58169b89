package org.bootarchive.media.iso;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.LayoutDevice;
import org.bootarchive.media.iso.IsoLayout.DirectoryRecord;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A check names what is wrong with an ISO 9660, each thing by its kind, and nothing else. */
class IsoFindingTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");
  private static final String LONG_NAME = "n".repeat(150);

  /** What a test does to a sound file system. */
  private interface Damage {
    void doTo(byte[] image) throws IOException;
  }

  private static IsoNode file(String name, BytesContent content) {
    return IsoNode.file(FileName.of(name), content, TIME);
  }

  private static IsoNode file(String name, String content) {
    return file(name, BytesContent.of(content.getBytes(US_ASCII)));
  }

  private static IsoNode directory(String name, IsoNode... entries) {
    return IsoNode.directory(FileName.of(name), List.of(entries), TIME);
  }

  private static byte[] image(IsoNode... more) throws IOException {
    BytesContent bios = BytesContent.of(new byte[2048]);
    List<IsoNode> entries =
        new ArrayList<>(
            List.of(
                file("a.txt", "a"),
                file("b.txt", "b"),
                file("cdboot", bios),
                directory("dir", file("in.txt", "c"))));
    entries.addAll(Arrays.asList(more));
    try (BlockDevice device =
        LayoutDevice.of(
            IsoFormat.layout(
                directory("", entries.toArray(IsoNode[]::new)),
                "TEST",
                TIME,
                new IsoBoot(bios, null)))) {
      byte[] image = new byte[(int) device.size()];
      device.read(0, ByteBuffer.wrap(image));
      return image;
    }
  }

  private static int find(byte[] image, String text) {
    int at = Bytes.indexOf(image, text.getBytes(US_ASCII));
    assertTrue(at >= 0, text);
    return at;
  }

  /** Returns the record of a file by its ISO name. */
  private static int record(byte[] image, String name) {
    return find(image, name) - DirectoryRecord.NAME;
  }

  private static Set<String> codes(byte[] image) throws IOException {
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(image))) {
      return volume.check().stream()
          .map(Finding::code)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Arguments damage(String codes, Damage damage) {
    return Arguments.of(codes, damage);
  }

  private static void putBoth(byte[] image, int at, long value) {
    IsoLayout.putBoth(ByteBuffer.wrap(image), at, value);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("", image -> {}),
        damage("cut-short", image -> putBoth(image, 16 * 2048 + 80, image.length)),
        damage(
            "beyond-end",
            image -> putBoth(image, record(image, "A.TXT;1") + DirectoryRecord.EXTENT, 9999)),
        damage(
            "beyond-end",
            image -> putBoth(image, record(image, "A.TXT;1") + DirectoryRecord.SIZE, 1 << 30)),
        damage(
            "bad-directory",
            image -> {
              // The last DIR is in the root; those before are in the path tables.
              int at = find(image, "NM\10\1\0dir") - 4;
              while (image[at + DirectoryRecord.NAME] != 'D') {
                at--;
              }
              putBoth(image, at + DirectoryRecord.EXTENT, 9999);
            }),
        damage("boot-catalogue", image -> image[catalogue(image) + 28]++),
        damage("boot-catalogue", image -> image[catalogue(image) + 32 + 10] = 1),
        damage("duplicate-name", image -> image[find(image, "NM\12\1\0b.txt") + 5] = 'a'),
        damage("several-extents", image -> image[record(image, "A.TXT;1") + 25] |= (byte) 0x80),
        damage(
            "compressed-file",
            image -> {
              int at = find(image, "NM\12\1\0a.txt");
              while (image[at] != 'T' || image[at + 1] != 'F') {
                at++;
              }
              image[at] = 'Z';
            }),
        damage(
            "isohybrid",
            image -> {
              image[510] = 0x55;
              image[511] = (byte) 0xaa;
            }),
        damage(
            "enhanced-descriptor",
            image -> {
              image[17 * 2048] = 2;
              image[17 * 2048 + 6] = 2;
            }),
        // Behind the terminator.
        damage(
            "shares-udf",
            image -> System.arraycopy("NSR02".getBytes(US_ASCII), 0, image, 19 * 2048 + 1, 5)),
        // The loader takes Rock Ridge only where SP is the first field of the root's record.
        damage(
            "no-rock-ridge",
            image -> {
              int at = find(image, "SP\7\1\u00be".substring(0, 4));
              byte[] first = Arrays.copyOfRange(image, at, at + 7);
              System.arraycopy(image, at + 7, image, at, 36);
              System.arraycopy(first, 0, image, at + 36, 7);
            }));
  }

  private static int catalogue(byte[] image) {
    return (int) IsoLayout.both(ByteBuffer.wrap(image), 17 * 2048 + 0x47) * 2048;
  }

  @ParameterizedTest
  @MethodSource("damages")
  void eachDamageIsNamed(String expected, Damage damage) throws IOException {
    byte[] image = image();
    damage.doTo(image);
    assertEquals(expected, String.join(" ", codes(image)));
  }

  @Test
  void aFieldBehindTheContinuationIsNamed() throws IOException {
    byte[] image = image(file(LONG_NAME, "x"));
    assertEquals(
        Set.of(),
        codes(image).stream().filter(c -> !c.startsWith("name")).collect(Collectors.toSet()));
    int name = find(image, "n".repeat(150)) - 5;
    int continuation = name + 155;
    assertEquals('C', image[continuation]);
    byte[] further = Arrays.copyOfRange(image, continuation, continuation + 28);
    System.arraycopy(image, name, image, name + 28, 155);
    System.arraycopy(further, 0, image, name, 28);
    assertTrue(codes(image).contains("field-behind-continuation"), codes(image).toString());
  }

  @Test
  void stampsThatPiadmFindsDifferentAreNamed() throws IOException {
    IsoNode platform =
        directory(
            "platform",
            directory("etc", directory("version", file("platform", "20260101T000000Z\n"))));
    assertEquals(Set.of("stamps-differ"), codes(image(platform)), "none of the boot files");
    for (String stamp : List.of("20260101T000000Z", "20251231T000000Z")) {
      IsoNode boot = directory("etc", directory("version", file("boot", stamp + "\n")));
      assertEquals(
          stamp.startsWith("2026") ? Set.of() : Set.of("stamps-differ"),
          codes(image(platform, boot)));
    }
  }

  @Test
  void moreThanAThousandAreCounted() throws IOException {
    byte[] image =
        image(
            Stream.iterate(0, i -> i + 1)
                .limit(1001)
                .map(i -> file("m".repeat(251) + String.format("%04d", i), "x"))
                .toArray(IsoNode[]::new));
    assertEquals(Set.of("more-findings", "name-in-parts"), codes(image));
  }
}
