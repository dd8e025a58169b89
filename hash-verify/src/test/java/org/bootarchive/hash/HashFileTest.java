package org.bootarchive.hash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashFileTest {
  private static final ArchiveHash HASH =
      new ArchiveHash("c4e8ebc61b6b30fe00ee293fa19435d3e6318f59");

  @TempDir Path folder;

  @Test
  void itStandsBesideTheArchive() {
    assertEquals(Path.of("/os/boot_archive.hash"), HashFile.beside(Path.of("/os/boot_archive")));
    assertEquals(Path.of("boot_archive.hash"), HashFile.beside(Path.of("boot_archive")));
  }

  @Test
  void itHoldsFortyDigitsAndANewline() throws IOException {
    Path file = folder.resolve("a.hash");
    HashFile.write(file, HASH);
    assertEquals("c4e8ebc61b6b30fe00ee293fa19435d3e6318f59\n", Files.readString(file));
    assertEquals(HASH, HashFile.read(file));
  }

  @Test
  void anEarlierOneIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("a.hash"), "what was before, and much longer\n");
    HashFile.write(file, HASH);
    assertEquals(41, Files.size(file));
    assertEquals(List.of(file), list(folder));
  }

  @Test
  void aWriteThatFailsLeavesNothingBehind() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("a.hash"));
    Path inside = Files.writeString(taken.resolve("x"), "");
    assertThrows(IOException.class, () -> HashFile.write(taken, HASH));
    assertEquals(List.of(taken), list(folder));
    assertTrue(Files.exists(inside));
  }

  @Test
  void itCanBeOnAnotherFileSystem() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = memory.getPath("a.hash");
      HashFile.write(file, HASH);
      assertEquals(HASH, HashFile.read(file));
    }
  }

  @Test
  void itIsReadAsTheKernelReadsIt() throws IOException {
    Path file = folder.resolve("a.hash");
    Files.writeString(file, "<4>8>;<61;6;30?>00>>293?:19435=3>6318?59 and more");
    assertEquals(HASH, HashFile.read(file));
    Files.writeString(file, "C4E8EBC61B6B30FE00EE293FA19435D3E6318F59");
    assertEquals(HASH, HashFile.read(file));
  }

  @Test
  void whatTheKernelWouldNotTakeIsNoHash() throws IOException {
    Path file = folder.resolve("a.hash");
    Files.writeString(file, HASH.hex().substring(1));
    assertThrows(IOException.class, () -> HashFile.read(file));
    Files.writeString(file, HASH.hex().substring(0, 38) + "\u00e9\n", ISO_8859_1);
    IOException thrown = assertThrows(IOException.class, () -> HashFile.read(file));
    assertEquals(file + ": byte 38 is not a digit: 0xe9", thrown.getMessage());
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
