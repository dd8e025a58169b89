package org.bootarchive.media.fat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;

/** Any changes give the files of a model, a sound file system, and move nothing else. */
class FatEditPropertyTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");
  private static final Map<String, byte[]> IMAGES = new HashMap<>();

  private static byte[] image(String name) throws IOException {
    if (!IMAGES.containsKey(name)) {
      IMAGES.put(name, MediaImages.bytes(name));
    }
    return IMAGES.get(name).clone();
  }

  @Provide
  Arbitrary<List<RandomEdit>> edits() {
    return RandomEdit.sequences(40, 40_000);
  }

  @Property(tries = 100)
  void aFat12IsWhatTheModelIs(@ForAll("edits") List<RandomEdit> edits) throws IOException {
    editedTwice("fat12.img", edits);
  }

  @Property(tries = 60)
  void aFat16IsWhatTheModelIs(@ForAll("edits") List<RandomEdit> edits) throws IOException {
    editedTwice("fat16.img", edits);
  }

  @Property(tries = 40)
  void aFat16WithAFullRootIsWhatTheModelIs(@ForAll("edits") List<RandomEdit> edits)
      throws IOException {
    editedTwice("fat16-rootfull.img", edits);
  }

  @Property(tries = 15)
  void aFragmentedFat32IsWhatTheModelIs(@ForAll("edits") List<RandomEdit> edits)
      throws IOException {
    editedTwice("fat32-frag.img", edits);
  }

  @Property(tries = 15)
  void anAlmostFullFat32IsWhatTheModelIs(@ForAll("edits") List<RandomEdit> edits)
      throws IOException {
    editedTwice("fat32-full.img", edits);
  }

  /** Makes half of the changes, writes them, and makes the other half of what was written. */
  private static void editedTwice(String name, List<RandomEdit> edits) throws IOException {
    byte[] before = image(name);
    RandomEdit.Model model = new RandomEdit.Model();
    int half = edits.size() / 2;
    byte[] middle = edited(before, edits.subList(0, half), model);
    edited(middle, edits.subList(half, edits.size()), model);
  }

  private static byte[] edited(byte[] before, List<RandomEdit> edits, RandomEdit.Model model)
      throws IOException {
    Map<String, FatFile> filesBefore = new TreeMap<>();
    byte[] after;
    try (FatVolume volume = FatVolume.open(MemoryBlockDevice.of(before.clone()))) {
      add(volume, volume.root(), "", filesBefore, model.files().isEmpty() ? model : null);
      VolumeEdit edit = volume.edit(TIME);
      for (RandomEdit one : edits) {
        if (one.make(edit, model)) {
          filesBefore.keySet().removeIf(path -> path.equalsIgnoreCase(one.path()));
        }
      }
      after = Edits.written(before, edit.plan());
    }
    try (FatVolume volume = FatVolume.open(MemoryBlockDevice.of(after))) {
      assertEquals(
          List.of(),
          volume.check().stream().filter(found -> !found.code().equals("next-free")).toList());
      Map<String, FatFile> filesAfter = new TreeMap<>();
      add(volume, volume.root(), "", filesAfter, null);
      assertEquals(List.copyOf(model.files().keySet()), sorted(filesAfter));
      for (Map.Entry<String, FatFile> file : filesAfter.entrySet()) {
        if (!file.getValue().isDirectory()) {
          assertArrayEquals(
              model.files().get(file.getKey()), bytes(volume, file.getValue()), file.getKey());
        }
      }
      for (Map.Entry<String, FatFile> file : filesBefore.entrySet()) {
        assertEquals(file.getValue(), filesAfter.get(file.getKey()), "moved or changed");
      }
    }
    return after;
  }

  private static List<String> sorted(Map<String, FatFile> files) {
    Map<String, FatFile> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(files);
    return List.copyOf(sorted.keySet());
  }

  private static void add(
      FatVolume volume,
      MediaFile directory,
      String prefix,
      Map<String, FatFile> files,
      RandomEdit.Model model)
      throws IOException {
    for (MediaFile file : volume.list(directory)) {
      String path = prefix + new String(file.name().toBytes(), StandardCharsets.UTF_8);
      files.put(path, (FatFile) file);
      boolean isDirectory = ((FatFile) file).isDirectory();
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

  private static byte[] bytes(FatVolume volume, MediaFile file) throws IOException {
    try (BlockDevice content = volume.content(file)) {
      byte[] bytes = new byte[(int) content.size()];
      content.read(0, ByteBuffer.wrap(bytes));
      return bytes;
    }
  }

  @Property(tries = 400)
  void mutatedImagesAreReadOrRefusedAndNeverRunOn(
      @ForAll int seed, @ForAll("edits") List<RandomEdit> edits) throws IOException {
    byte[] image = image("fat12.img");
    Random random = new Random(seed);
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      // Boot sector, tables and root directory, mostly.
      int at = random.nextInt(random.nextBoolean() ? 64 : 20_000);
      image[at] = (byte) random.nextInt(256);
    }
    try (FatVolume volume = FatVolume.open(MemoryBlockDevice.of(image))) {
      int unused = volume.check().size();
      Map<String, FatFile> files = new TreeMap<>();
      readAll(volume, volume.root(), 0, files);
      VolumeEdit edit = volume.edit(TIME);
      for (RandomEdit one : edits) {
        try {
          edit.put(Edits.path(one.path()), BytesContent.of(new byte[one.size()]));
        } catch (FileSystemException e) {
          // No room, or a name is taken: an answer.
        }
      }
      Edits.written(image, edit.plan());
    } catch (CorruptImageException e) {
      // Refused, as it may be.
    }
  }

  private static void readAll(
      FatVolume volume, MediaFile directory, int depth, Map<String, FatFile> files)
      throws IOException {
    List<MediaFile> children;
    try {
      children = volume.list(directory);
    } catch (CorruptImageException e) {
      return;
    }
    for (MediaFile file : children) {
      if (((FatFile) file).isDirectory() && depth < 4) {
        readAll(volume, file, depth + 1, files);
      } else if (!((FatFile) file).isDirectory() && file.size() < 1 << 20) {
        try {
          int unused = bytes(volume, file).length;
        } catch (CorruptImageException e) {
          // A chain that is broken is told.
        }
      }
    }
  }
}
