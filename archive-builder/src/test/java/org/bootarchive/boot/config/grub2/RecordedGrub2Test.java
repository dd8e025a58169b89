package org.bootarchive.boot.config.grub2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.grub2.MultibootLoader.Image;
import org.bootarchive.boot.config.testing.RecordedBoot;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What GRUB 2 did with each configuration of testdata/vectors/bootconfig/grub2. */
class RecordedGrub2Test {
  private static final String CONFIGURATION = "/boot/grub/grub.cfg";

  static Stream<RecordedBoot> records() {
    return RecordedBoot.all("grub2");
  }

  @ParameterizedTest
  @MethodSource("records")
  void isFollowed(RecordedBoot recorded, @TempDir Path scratch) throws IOException {
    boolean efi = recorded.text("firmware").equals("uefi");
    Path boot = Files.createDirectory(scratch.resolve("boot"));
    recorded.writeTo(boot);
    Volumes volumes =
        new Volumes(
            Volume.boot(efi ? "cd0" : "cd", BootRoot.of(boot)),
            ImmutableList.of(disk(Files.createDirectory(scratch.resolve("disk")))));
    Followed followed =
        GrubRun.follow(
            ConfigFile.read(boot.resolve(CONFIGURATION.substring(1))),
            CONFIGURATION,
            volumes,
            efi ? ImmutableMap.of("grub_platform", "efi") : ImmutableMap.of(),
            Optional.empty());
    Image kernel = followed.kernel();
    if (!recorded.boots()) {
      assertNull(kernel);
      return;
    }
    assertNotNull(kernel, followed.findings().toString());
    assertEquals(recorded.kernel(), kernel.file().shown());
    assertEquals(recorded.kernelString(), kernel.string());
    assertEquals(recorded.moduleStrings(), followed.modules().stream().map(Image::string).toList());
    int version = recorded.json().getAsJsonObject("expect").get("multiboot").getAsInt();
    assertEquals("MULTIBOOT_" + version, followed.protocol().name());
    List<Long> sizes = new ArrayList<>();
    for (Image module : followed.modules()) {
      sizes.add(size(module));
    }
    if (!kernel.file().shown().contains(".iso:")) {
      List<Long> expected = new ArrayList<>(recorded.moduleSizes());
      for (int i = 0; i < expected.size(); i++) {
        // Ours is packed by another program.
        boolean packed = followed.modules().get(i).file().path().equals("/overlay/a.gz");
        if (packed && expected.get(i) != 5000) {
          expected.set(i, Files.size(boot.resolve("overlay/a.gz")));
        }
      }
      assertEquals(expected, sizes);
    }
  }

  private static long size(Image module) throws IOException {
    Path file = module.file().file();
    if (module.unpacked() && file.toString().endsWith("a.gz")) {
      try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        return in.readAllBytes().length;
      }
    }
    return Files.size(file);
  }

  private static Volume disk(Path directory) throws IOException {
    JsonObject disk =
        JsonParser.parseString(
                Files.readString(Testdata.of("vectors", "bootconfig", "grub2", "volumes.json")))
            .getAsJsonObject()
            .getAsJsonObject("hd0,msdos1");
    RecordedBoot.write(directory, disk.getAsJsonObject("files"));
    return Volume.other(
        disk.get("device").getAsString(),
        BootRoot.of(directory),
        disk.get("label").getAsString(),
        disk.get("uuid").getAsString());
  }
}
