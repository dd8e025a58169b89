package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.UnsupportedImageException;
import org.bootarchive.ufs.testing.RequiredTool;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems of other kinds, made by BSD's makefs: refused, and by name. */
class ForeignImagesTest {
  @TempDir Path directory;
  private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectories(directory.resolve("tree"));
    Files.createDirectory(tree.resolve("below"));
    Files.writeString(tree.resolve("file"), "content");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-B le -o version=1",
        "-B be -o version=1",
        "-B le -o version=1,bsize=4096,fsize=512",
        "-B le -o version=1,bsize=4096,fsize=4096",
      })
  void namesBsdAsTheMakerOfAUfs1(String options) throws IOException {
    String message =
        assertThrows(UnsupportedImageException.class, open("ffs", options)).getMessage();
    assertTrue(message.contains("UFS1 of BSD"), message);
    assertTrue(message.contains("directories"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-B le -o version=2", "-B be -o version=2"})
  void namesUfs2(String options) throws IOException {
    String message =
        assertThrows(UnsupportedImageException.class, open("ffs", options)).getMessage();
    assertTrue(message.contains("UFS2 of BSD"), message);
  }

  @Test
  void findsNoUfsOnACompactDisc() throws IOException {
    CorruptImageException refusal = assertThrows(CorruptImageException.class, open("cd9660", ""));
    assertTrue(refusal.getMessage().contains("no UFS"), refusal.getMessage());
    assertEquals(CorruptImageException.class, refusal.getClass());
  }

  private Executable open(String type, String options) throws IOException {
    Path image = directory.resolve("image");
    List<String> command = new ArrayList<>();
    command.add(RequiredTool.MAKEFS.path().toString());
    command.addAll(List.of("-t", type));
    if (type.equals("ffs")) {
      command.addAll(List.of("-s", "4m"));
    }
    command.addAll(Splitter.on(' ').omitEmptyStrings().splitToList(options));
    command.addAll(List.of(image.toString(), tree.toString()));
    ToolRun.of(command, target -> {}).good();
    assertTrue(Files.size(image) > 0);
    return () -> {
      try (FileBlockDevice device = FileBlockDevice.open(image)) {
        Volume.open(device);
      }
    };
  }
}
