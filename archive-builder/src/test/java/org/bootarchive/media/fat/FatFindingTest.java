package org.bootarchive.media.fat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.ZeroDevice;
import org.bootarchive.media.fat.FatLayout.Boot;
import org.bootarchive.media.fat.FatLayout.Entry;
import org.bootarchive.media.testing.Edits;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A check names what is wrong with a FAT, each thing by its kind, and nothing else. */
class FatFindingTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");
  private static final int IMAGE_BYTES = 36 << 20;
  private static final int END = 0x0fffffff;

  /** What a test does to a sound file system. */
  private interface Damage {
    void doTo(Image image) throws IOException;
  }

  private Image image = new Image(new byte[0], 0, 0, 0, 0);

  /** A file system in memory: a file of five clusters, an empty one, a directory with a file. */
  private static final class Image {
    private final byte[] bytes;
    private final long fat;
    private final long otherFat;
    private final long data;
    private final int clusterBytes;

    Image(byte[] bytes, long fat, long otherFat, long data, int clusterBytes) {
      this.bytes = bytes;
      this.fat = fat;
      this.otherFat = otherFat;
      this.data = data;
      this.clusterBytes = clusterBytes;
    }

    static Image make() throws IOException {
      byte[] bytes = new byte[IMAGE_BYTES];
      WritableBlockDevice device = MemoryBlockDevice.of(bytes);
      FatFormat.format(device, "TEST", TIME);
      try (FatVolume volume = FatVolume.open(device)) {
        VolumeEdit edit = volume.edit(TIME);
        edit.put(Edits.path("BIG.BIN"), BytesContent.of(new byte[2500]));
        edit.put(Edits.path("EMPTY"), BytesContent.of(new byte[0]));
        edit.makeDirectory(Edits.path("DIR"));
        edit.put(Edits.path("DIR/IN.TXT"), BytesContent.of(new byte[9]));
        edit.plan().writeTo(device);
        FatGeometry geometry = volume.geometry();
        return new Image(
            bytes,
            geometry.fatOffset(0),
            geometry.fatOffset(1),
            geometry.dataOffset(),
            geometry.clusterBytes());
      }
    }

    private ByteBuffer little() {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns where the entry of an 8.3 name is, padded with spaces. */
    int entry(String name) {
      byte[] end = Arrays.copyOfRange(bytes, (int) data, (int) data + 100 * clusterBytes);
      int at = Bytes.indexOf(end, name.getBytes(US_ASCII));
      assertTrue(at >= 0, name);
      return (int) data + at;
    }

    int cluster(String name) {
      return little().getShort(entry(name) + Entry.CLUSTER_LOW) & 0xffff;
    }

    void setCluster(String name, int cluster) {
      little().putShort(entry(name) + Entry.CLUSTER_LOW, (short) cluster);
    }

    void setSize(String name, int size) {
      little().putInt(entry(name) + Entry.SIZE, size);
    }

    int next(int cluster) {
      return little().getInt((int) fat + 4 * cluster);
    }

    /** Sets where a chain goes on, in both tables. */
    void setNext(int cluster, int next) {
      little().putInt((int) fat + 4 * cluster, next).putInt((int) otherFat + 4 * cluster, next);
    }
  }

  @BeforeEach
  void makeImage() throws IOException {
    image = Image.make();
  }

  private static Set<String> codes(byte[] bytes) throws IOException {
    try (FatVolume volume = FatVolume.open(MemoryBlockDevice.of(bytes))) {
      return volume.check().stream()
          .map(Finding::code)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Arguments damage(String codes, Damage damage) {
    return Arguments.of(codes, damage);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("", image -> {}),
        damage(
            "broken-chain free-count lost-clusters next-free size-beyond-chain",
            image -> image.setNext(image.next(image.cluster("BIG     BIN")), 0)),
        damage("broken-chain", image -> image.setNext(image.cluster("IN      TXT"), 0x0ffffff0)),
        damage(
            "cross-link",
            image -> image.setNext(image.cluster("IN      TXT"), image.cluster("BIG     BIN"))),
        damage(
            "bad-directory cross-link lost-clusters",
            image -> image.setNext(image.cluster("DIR"), image.cluster("DIR"))),
        damage("free-count lost-clusters", image -> image.setNext(50_000, END)),
        damage("tables-differ", image -> image.bytes[(int) image.otherFat + 4 * 50_000] = 7),
        damage("size-beyond-chain", image -> image.setSize("BIG     BIN", 3000)),
        damage("size-beyond-chain", image -> image.setSize("EMPTY      ", 1)),
        damage("chain-beyond-size", image -> image.setSize("BIG     BIN", 2)),
        damage("empty-file-with-cluster", image -> image.setSize("BIG     BIN", 0)),
        damage("directory-with-size", image -> image.setSize("DIR        ", 512)),
        damage("dot-entries", image -> image.bytes[image.entry(".          ")] = (byte) 0xe5),
        damage("dot-entries", image -> image.setCluster("..         ", 40)),
        damage(
            "duplicate-name",
            image -> {
              byte[] name = "BIG     BIN".getBytes(US_ASCII);
              System.arraycopy(name, 0, image.bytes, image.entry("EMPTY      "), name.length);
            }),
        damage("free-count", image -> image.little().putInt(512 + 488, 17)),
        damage("next-free", image -> image.little().putInt(512 + 492, 60_000)),
        damage("backup-differs", image -> image.bytes[6 * 512 + 100] = 1));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void eachDamageIsNamed(String expected, Damage damage) throws IOException {
    damage.doTo(image);
    assertEquals(expected, String.join(" ", codes(image.bytes)));
  }

  @Test
  void aFileSystemThatIsCutIsNamed() throws IOException {
    byte[] cut = Arrays.copyOf(image.bytes, IMAGE_BYTES - 512);
    assertEquals(Set.of("cut-short"), codes(cut));
  }

  @Test
  void aTableThatIsTooShortIsNamed() throws IOException {
    byte[] longer = Arrays.copyOf(image.bytes, IMAGE_BYTES + (8 << 20));
    for (int sector : new int[] {0, 6}) {
      ByteBuffer.wrap(longer)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(sector * 512 + Boot.SECTORS_32, longer.length / 512);
    }
    assertTrue(codes(longer).contains("short-table"), codes(longer).toString());
  }

  private byte[] with(VolumeFilling filling) throws IOException {
    MemoryBlockDevice device = MemoryBlockDevice.of(image.bytes);
    try (FatVolume volume = FatVolume.open(device)) {
      VolumeEdit edit = volume.edit(TIME);
      filling.put(edit);
      edit.plan().writeTo(device);
    }
    return image.bytes;
  }

  private interface VolumeFilling {
    void put(VolumeEdit edit) throws IOException;
  }

  @Test
  void aNameThatTheBootLoaderDoesNotFindIsNamedAndMoreThanAThousandAreCounted() throws IOException {
    byte[] bytes =
        with(
            edit -> {
              for (int i = 0; i < 1001; i++) {
                edit.put(Edits.path("\u00fcber " + i), BytesContent.of(new byte[0]));
              }
            });
    assertEquals(Set.of("more-findings", "name-not-ascii"), codes(bytes));
  }

  private static void stamp(VolumeEdit edit, String path, String stamp) throws IOException {
    List<String> names = List.of(path.split("/"));
    for (int i = 1; i < names.size(); i++) {
      String directory = String.join("/", names.subList(0, i));
      if (!directory.equals("etc") || path.startsWith("etc")) {
        edit.makeDirectory(Edits.path(directory));
      }
    }
    edit.put(Edits.path(path), BytesContent.of(stamp.getBytes(US_ASCII)));
  }

  @Test
  void stampsThatPiadmFindsDifferentAreNamed() throws IOException {
    byte[] one = with(edit -> stamp(edit, "platform/etc/version/platform", "20260101T000000Z\n"));
    assertEquals(Set.of("stamps-differ"), codes(one), "none of the boot files");
    byte[] equal = with(edit -> stamp(edit, "etc/version/boot", "20260101T000000Z\n"));
    assertEquals(Set.of(), codes(equal));
    byte[] other =
        with(
            edit ->
                edit.put(
                    Edits.path("etc/version/boot"),
                    BytesContent.of("20251231T000000Z\n".getBytes(US_ASCII))));
    assertEquals(Set.of("stamps-differ"), codes(other));
  }

  @Test
  void aFileBeyondFourGibibytesOfThePartitionIsNamed() throws IOException {
    WritableBlockDevice device = CopyOnWriteBlockDevice.over(new ZeroDevice(9L << 29));
    FatFormat.format(device, "LARGE", TIME);
    try (FatVolume volume = FatVolume.open(device)) {
      VolumeEdit edit = volume.edit(TIME);
      edit.put(Edits.path("LOW"), BytesContent.of(new byte[1]));
      edit.put(Edits.path("HIGH"), BytesContent.of(new byte[1]));
      edit.plan().writeTo(device);
    }
    FatGeometry geometry;
    try (FatVolume volume = FatVolume.open(device)) {
      geometry = volume.geometry();
      assertEquals(List.of(), volume.check());
    }
    // HIGH goes from the cluster behind LOW's to the last one.
    int last = (int) geometry.clusterCount() + 1;
    int own = 4;
    for (int copy = 0; copy < 2; copy++) {
      device.write(geometry.fatOffset(copy) + 4L * own, ByteBuffer.allocate(4));
      ByteBuffer end = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, END);
      device.write(geometry.fatOffset(copy) + 4L * last, end);
    }
    ByteBuffer root = ByteBuffer.allocate(geometry.clusterBytes()).order(ByteOrder.LITTLE_ENDIAN);
    device.read(geometry.dataOffset(), root);
    int entry = Bytes.indexOf(root.array(), "HIGH       ".getBytes(US_ASCII));
    root.putShort(entry + Entry.CLUSTER_LOW, (short) last);
    root.putShort(entry + Entry.CLUSTER_HIGH, (short) (last >>> 16));
    device.write(geometry.dataOffset(), root.rewind());
    try (FatVolume volume = FatVolume.open(device)) {
      List<Finding> findings =
          volume.check().stream().filter(f -> !f.code().equals("next-free")).toList();
      assertEquals(1, findings.size(), findings.toString());
      assertEquals("beyond-4-gib", findings.get(0).code());
      assertTrue(findings.get(0).message().contains("/HIGH"), findings.get(0).message());
    }
  }
}
