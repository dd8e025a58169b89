package org.bootarchive.archive.anon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTogetherTest {
  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Test
  void whereOneCannotTakeItsPlaceNoneDoes() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "old");
    Path fresh = folder.resolve("fresh");
    Path taken = Files.createDirectories(folder.resolve("taken/below")).getParent();
    FilesTogether together = new FilesTogether();
    together.replace(one, bytes("old"), bytes("new"));
    together.put(fresh, bytes("new"));
    together.put(taken, bytes("new"));
    assertThrows(IOException.class, together::write);
    assertEquals("old", Files.readString(one));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(one, taken), files.sorted().toList());
    }
  }

  @Test
  void whereOneHasChangedNoneIsWritten() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "old");
    Path other = Files.writeString(folder.resolve("other"), "another's");
    FilesTogether together = new FilesTogether();
    together.replace(one, bytes("old"), bytes("new"));
    together.replace(other, bytes("old"), bytes("new"));
    assertThrows(IOException.class, together::write);
    assertEquals("old", Files.readString(one));
    assertEquals("another's", Files.readString(other));
  }
}
