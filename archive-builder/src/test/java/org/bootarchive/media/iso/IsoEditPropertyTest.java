package org.bootarchive.media.iso;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.testing.Edits;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.testing.RandomEdit;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;

/** Any changes give the files of a model, and move nothing else. */
class IsoEditPropertyTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");
  private static final Map<String, byte[]> IMAGES = new HashMap<>();

  private static byte[] image(String name) throws IOException {
    if (!IMAGES.containsKey(name)) {
      IMAGES.put(name, MediaImages.bytes(name + ".iso"));
    }
    return IMAGES.get(name).clone();
  }

  @Provide
  Arbitrary<List<RandomEdit>> edits() {
    return RandomEdit.sequences(40, 9_000);
  }

  @Property(tries = 60)
  void editedMediaAreWhatTheModelIs(@ForAll("edits") List<RandomEdit> edits) throws IOException {
    for (String name : List.of("small-r", "joliet", "session", "fulldir-exact", "deep")) {
      int half = edits.size() / 2;
      RandomEdit.Model model = new RandomEdit.Model(false);
      byte[] middle = edited(image(name), edits.subList(0, half), model);
      byte[] unused = edited(middle, edits.subList(half, edits.size()), model);
    }
  }

  private static byte[] edited(byte[] before, List<RandomEdit> edits, RandomEdit.Model model)
      throws IOException {
    Map<String, IsoFile> filesBefore = new TreeMap<>();
    byte[] after;
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(before.clone()))) {
      add(volume, volume.root(), "", filesBefore, model.files().isEmpty() ? model : null);
      VolumeEdit edit = volume.edit(TIME);
      for (RandomEdit one : edits) {
        if (one.make(edit, model)) {
          filesBefore.remove(one.path());
        }
      }
      VolumePlan plan = edit.plan();
      after = Edits.written(before, plan);
      assertArrayEquals(after, Edits.planned(plan));
    }
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(after))) {
      Map<String, IsoFile> filesAfter = new TreeMap<>();
      add(volume, volume.root(), "", filesAfter, null);
      assertEquals(List.copyOf(model.files().keySet()), List.copyOf(filesAfter.keySet()));
      for (Map.Entry<String, IsoFile> file : filesAfter.entrySet()) {
        if (file.getValue().type() == FileType.REGULAR) {
          assertArrayEquals(
              model.files().get(file.getKey()), bytes(volume, file.getValue()), file.getKey());
        }
      }
      for (Map.Entry<String, IsoFile> file : filesBefore.entrySet()) {
        if (!file.getValue().isDirectory()) {
          IsoFile now = filesAfter.get(file.getKey());
          assertEquals(file.getValue().extents(), now.extents(), file.getKey());
          assertEquals(file.getValue().plainName(), now.plainName());
          assertEquals(file.getValue().modifyTime(), now.modifyTime());
        }
      }
      IsoTree tree = IsoTree.read(volume, volume.descriptors().primary(), true);
      assertPathTables(tree, after);
      IsoDescriptors.Volume joliet = volume.descriptors().joliet();
      if (joliet != null) {
        IsoTree second = IsoTree.read(volume, joliet, false);
        assertPathTables(second, after);
        assertEquals(places(filesAfter), places(second));
      }
    }
    return after;
  }

  private static void assertPathTables(IsoTree tree, byte[] image) {
    ByteBuffer descriptor = tree.descriptor().bytes();
    ByteBuffer little = tree.pathTable(java.nio.ByteOrder.LITTLE_ENDIAN);
    ByteBuffer big = tree.pathTable(java.nio.ByteOrder.BIG_ENDIAN);
    assertEquals(tree.descriptor().pathTableBytes(), little.limit());
    int at = IsoLayout.little(descriptor).getInt(IsoLayout.Descriptor.L_TABLE) * 2048;
    assertEquals(little, ByteBuffer.wrap(image, at, little.limit()));
    at = IsoLayout.big(descriptor).getInt(IsoLayout.Descriptor.M_TABLE) * 2048;
    assertEquals(big, ByteBuffer.wrap(image, at, big.limit()));
  }

  private static List<Long> places(Map<String, IsoFile> files) {
    return files.values().stream()
        .filter(file -> file.type() == FileType.REGULAR && file.size() > 0)
        .map(file -> file.extents().get(0).sector())
        .sorted()
        .toList();
  }

  private static List<Long> places(IsoTree tree) {
    return tree.directories().stream()
        .flatMap(directory -> directory.entries.stream())
        .filter(entry -> !entry.record().isDirectory() && entry.record().size() > 0)
        .map(entry -> entry.record().extent())
        .sorted()
        .toList();
  }

  private static void add(
      IsoVolume volume,
      MediaFile directory,
      String prefix,
      Map<String, IsoFile> files,
      RandomEdit.Model model)
      throws IOException {
    for (MediaFile file : volume.list(directory)) {
      String path = prefix + new String(file.name().toBytes(), UTF_8);
      files.put(path, (IsoFile) file);
      boolean isDirectory = file.type() == FileType.DIRECTORY;
      if (model != null && isDirectory) {
        model.directory(path);
      } else if (model != null) {
        model.file(path, bytes(volume, file));
      }
      if (isDirectory) {
        add(volume, file, path + "/", files, model);
      }
    }
  }

  private static byte[] bytes(IsoVolume volume, MediaFile file) throws IOException {
    if (file.type() != FileType.REGULAR) {
      return new byte[0];
    }
    byte[] bytes = new byte[(int) file.size()];
    volume.content(file).read(0, ByteBuffer.wrap(bytes));
    return bytes;
  }

  @Property(tries = 300)
  void mutatedImagesAreReadOrRefusedAndNeverRunOn(
      @ForAll int seed, @ForAll("edits") List<RandomEdit> edits) throws IOException {
    Random random = new Random(seed);
    byte[] image = image(List.of("small-r", "joliet", "deep").get(random.nextInt(3)));
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      // Descriptors, path tables, directories and continuations.
      image[32768 + random.nextInt(30 * 2048)] = (byte) random.nextInt(256);
    }
    try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(image))) {
      int unused = volume.check().size();
      VolumeEdit edit = volume.edit(TIME);
      for (RandomEdit one : edits) {
        try {
          edit.put(Edits.path(one.path()), BytesContent.of(new byte[one.size()]));
        } catch (FileSystemException e) {
          // A name is taken, or a directory is not there: an answer.
        }
      }
      VolumePlan plan = edit.plan();
      if (plan.size() < 1 << 26) {
        assertEquals(plan.size(), Edits.written(image, plan).length);
      }
    } catch (IOException e) {
      // Refused, as it may be.
    }
  }
}
