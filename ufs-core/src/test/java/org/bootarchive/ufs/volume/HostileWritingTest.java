package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.device.UnsafeToWriteException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an image holds, a change of it ends, with a result or an exception that says why not.
 */
class HostileWritingTest {
  private static final WriteOptions AT = WriteOptions.at(Instant.ofEpochSecond(1_700_000_000L));
  private static final NewFile PLAIN = new NewFile(0644, 0, 0);
  private static final byte[] POPULATED = Fixtures.checkImage("clean-01.img");
  private static final byte[] GROUPS = Fixtures.checkImage("clean-11.img");
  private static final byte[] ATTRIBUTES = Fixtures.checkImage("clean-20.img");
  private static final byte[] LISTS = Fixtures.checkImage("clean-16.img");

  static List<String> damagedImages() {
    return Fixtures.damagedCheckImages();
  }

  @ParameterizedTest
  @MethodSource("damagedImages")
  void damagedImages(String name) {
    assertTimeout(Duration.ofSeconds(10), () -> changeEverything(Fixtures.checkImage(name)));
  }

  @Property(tries = 600)
  void changedBytes(
      @ForAll @IntRange(max = 3) int which,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = (1 << 20) - 1) Integer> places,
      @ForAll byte value) {
    byte[] image = List.of(POPULATED, GROUPS, ATTRIBUTES, LISTS).get(which).clone();
    for (int place : places) {
      // Most of the changes go where the structures are; the state of the superblock stays.
      int at = place % 4 == 0 ? place : 8400 + place % 40_000;
      image[at] = value;
    }
    assertTimeout(Duration.ofSeconds(10), () -> changeEverything(image));
  }

  private static void changeEverything(byte[] image) throws IOException {
    WritableVolume volume;
    try {
      volume = WritableVolume.open(MemoryBlockDevice.of(image), AT);
    } catch (CorruptImageException | UnsafeToWriteException e) {
      assertTrue(e.getMessage().length() > 10);
      return;
    }
    attempt(() -> fill(volume));
    for (long number = 2; number < Math.min(volume.superblock().inodeCount(), 400); number++) {
      long inode = number;
      attempt(() -> change(volume, inode));
    }
    attempt(() -> removeAll(volume, Inode.ROOT, 0));
    attempt(volume::flush);
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void attempt(Attempt attempt) throws IOException {
    try {
      attempt.run();
    } catch (CorruptImageException
        | FileSystemException
        | OutOfSpaceException
        | OutOfInodesException e) {
      assertTrue(e.getMessage() != null);
    }
  }

  private static void fill(WritableVolume volume) throws IOException {
    for (int i = 0; i < 40; i++) {
      FileName name = FileName.of("new" + i);
      switch (i % 4) {
        case 0 -> volume.createDirectory(Inode.ROOT, name, PLAIN);
        case 1 -> volume.createSymbolicLink(Inode.ROOT, name, new byte[100], PLAIN);
        default -> {
          long file = volume.createFile(Inode.ROOT, name, PLAIN);
          volume.write(file, 0, ByteBuffer.allocate(i * 1500));
        }
      }
    }
  }

  private static void change(WritableVolume volume, long number) throws IOException {
    FileType type = volume.inode(number).type();
    if (type == null) {
      return;
    }
    switch (type) {
      case REGULAR -> {
        volume.write(number, 100, ByteBuffer.allocate(5000));
        volume.write(number, volume.inode(number).size(), ByteBuffer.allocate(3000));
        volume.truncate(number, 60_000);
        volume.truncate(number, 700);
        volume.truncate(number, 0);
      }
      case DIRECTORY -> {
        long made = volume.createDirectory(number, FileName.of("made"), PLAIN);
        volume.rename(number, FileName.of("made"), Inode.ROOT, FileName.of("moved" + number));
        volume.createFile(made, FileName.of("x".repeat(200)), PLAIN);
      }
      default -> volume.setOwner(number, 5, 6);
    }
  }

  private static void removeAll(WritableVolume volume, long directory, int depth)
      throws IOException {
    for (var entry : volume.entries(directory)) {
      if (!entry.name().isDots() && depth < 20) {
        FileType type = volume.inode(entry.inode()).type();
        attempt(
            () -> {
              if (type == FileType.DIRECTORY) {
                removeAll(volume, entry.inode(), depth + 1);
                volume.removeDirectory(directory, entry.name());
              } else {
                volume.unlink(directory, entry.name());
              }
            });
      }
    }
  }
}
