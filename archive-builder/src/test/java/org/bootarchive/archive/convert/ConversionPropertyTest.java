package org.bootarchive.archive.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.text.FileName;

/** Random trees that every form can hold whole come back from each of them as they were. */
class ConversionPropertyTest {
  private int serial;

  @BeforeTry
  void startAgain() {
    serial = 0;
  }

  @Property(tries = 60)
  void everyFormHoldsTheSameFiles(@ForAll long seed, @ForAll boolean gzip) throws IOException {
    Optional<ArchiveForm.Gzip> header =
        gzip ? Optional.of(ArchiveForm.Gzip.DEFAULTS) : Optional.empty();
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      Path folder = temporary.createDirectory("convert");
      NavigableMap<String, String> plain = null;
      for (ArchiveForm.Kind kind : ArchiveForm.Kind.values()) {
        Path archive = folder.resolve(kind.word());
        ArchiveConversion.Written written =
            ArchiveConversion.write(
                tree(new Random(seed)),
                new ArchiveForm(kind, header),
                BuildOptions.DEFAULTS.withBytesPerInode(2048),
                archive,
                true,
                bytes -> done -> {});
        assertEquals(
            written.hash().hex() + "\n", Files.readString(ArchiveConversion.hashFile(archive)));
        try (BootArchiveFile file = Platform.openArchive(archive)) {
          assertEquals(kind, file.form().kind());
          NavigableMap<String, String> listed = RecordedArchivesTest.listed(file.path());
          if (plain == null) {
            plain = listed;
          } else {
            plain.remove("lost+found");
            assertEquals(Set.of(), Sets.difference(plain.entrySet(), listed.entrySet()));
            assertEquals(plain.keySet(), listed.keySet());
          }
        }
      }
    }
  }

  private SourceTree tree(Random random) {
    serial = 0;
    SourceNode root = SourceNode.directory(attributes(random));
    List<SourceNode> files = new ArrayList<>();
    fill(root, random, files, 0);
    return SourceTree.of(root, new InodeTime(1_700_000_000, 0));
  }

  private void fill(SourceNode directory, Random random, List<SourceNode> files, int depth) {
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      SourceNode node =
          switch (random.nextInt(8)) {
            case 0, 1 -> SourceNode.directory(attributes(random));
            case 2 -> SourceNode.symbolicLink(attributes(random), target(random));
            case 3 ->
                SourceNode.device(
                    random.nextBoolean() ? FileType.CHARACTER_DEVICE : FileType.BLOCK_DEVICE,
                    attributes(random),
                    new DeviceNumber(1 + random.nextInt(127), random.nextInt(256)));
            case 4 ->
                files.isEmpty()
                    ? SourceNode.special(FileType.FIFO, attributes(random))
                    : files.get(random.nextInt(files.size()));
            default -> regular(random, files);
          };
      SourceNode unused = directory.put(name(random, depth), node);
      if (node.isDirectory() && depth < 12) {
        fill(node, random, files, depth + 1);
      }
    }
  }

  private static SourceNode regular(Random random, List<SourceNode> files) {
    byte[] bytes = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 40_000 : 3000)];
    random.nextBytes(bytes);
    SourceNode file = SourceNode.regular(attributes(random), BytesContent.of(bytes));
    files.add(file);
    return file;
  }

  /** A name that no other has, of any bytes and up to 255 of them; paths stay below 1023. */
  private FileName name(Random random, int depth) {
    byte[] end = ("~" + serial++).getBytes(StandardCharsets.US_ASCII);
    int length = depth < 2 && random.nextInt(6) == 0 ? 255 : end.length + 1 + random.nextInt(20);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length - end.length; i++) {
      byte value = (byte) random.nextInt(256);
      bytes[i] = value == 0 || value == '/' ? (byte) 'x' : value;
    }
    System.arraycopy(end, 0, bytes, length - end.length, end.length);
    return FileName.of(bytes);
  }

  /** The text of a link that leads nowhere, in components of many lengths. */
  private static byte[] target(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "/absent" : "../absent");
    int parts = random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      text.append('/').append("x".repeat(1 + random.nextInt(200)));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static Attributes attributes(Random random) {
    return Attributes.of(
        random.nextInt(010000),
        random.nextInt(262144),
        random.nextInt(262144),
        new InodeTime(random.nextInt(Integer.MAX_VALUE), 0));
  }
}
