package org.bootarchive.archive.build;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.file.Path;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;

/** The number of a tree stays what it was: images are the same from version to version. */
class InputSeedTest {
  private static final Attributes ATTRIBUTES =
      Attributes.of(0640, 4_294_967_295L, 7, new InodeTime(1_700_000_000, 123_456));

  @Test
  void theNumberIsTheHashOfAllThatIsToldFieldByField() {
    SourceNode root = SourceNode.directory(ATTRIBUTES);
    Hasher hasher = Hashing.murmur3_128().newHasher();
    start(hasher, FileType.DIRECTORY, 0).putInt(0);
    FileName device = FileName.of("a");
    DeviceNumber number = new DeviceNumber(3, 5);
    root.put(device, SourceNode.device(FileType.CHARACTER_DEVICE, ATTRIBUTES, number));
    start(hasher.putInt(device.hashCode()), FileType.CHARACTER_DEVICE, 1).putInt(number.encode());
    FileName directory = FileName.of("b");
    root.put(directory, SourceNode.directory(ATTRIBUTES));
    start(hasher.putInt(directory.hashCode()), FileType.DIRECTORY, 1).putInt(0);
    FileName link = FileName.of("c");
    byte[] text =
        "to somewhere that is longer than sixty-four bytes, by far and away".getBytes(US_ASCII);
    root.put(link, SourceNode.symbolicLink(ATTRIBUTES, text));
    start(hasher.putInt(link.hashCode()), FileType.SYMBOLIC_LINK, 1).putBytes(text);
    FileName file = FileName.of("d");
    root.put(file, regular(1L << 40));
    start(hasher.putInt(file.hashCode()), FileType.REGULAR, 1).putLong(1L << 40);
    int expected = hasher.hash().asInt();
    assertEquals(expected, InputSeed.of(root));
    root.put(file, regular(1));
    assertNotEquals(expected, InputSeed.of(root));
  }

  private static SourceNode regular(long size) {
    return SourceNode.regular(ATTRIBUTES, FileContent.ofPart(Path.of("unread"), 0, size));
  }

  private static Hasher start(Hasher hasher, FileType type, int names) {
    return hasher
        .putInt(type.bits() | 0640)
        .putInt(names)
        .putLong(4_294_967_295L)
        .putLong(7)
        .putInt(1_700_000_000)
        .putInt(123_456);
  }
}
