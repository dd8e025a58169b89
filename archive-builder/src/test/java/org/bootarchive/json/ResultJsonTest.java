package org.bootarchive.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayLayout;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.archive.overlay.VolumeConfiguration;
import org.bootarchive.archive.overlay.internal.AfterBootUsr;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformCheck;
import org.bootarchive.archive.platform.PlatformModules;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.boot.DryBoot;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.testing.GoldenJson;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.check.CheckOptions;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a library user gets without the command line; the same files are what that prints. */
class ResultJsonTest {
  @TempDir private Path folder;

  private ModuleSet platform() throws IOException {
    PlatformFixture.unpack(folder);
    return ModuleSet.of(PlatformModules.of(folder.resolve("platform"), ImmutableList.of()));
  }

  @Test
  void aDryBootIsWhatSimulatePrints() throws IOException {
    ModuleSet set = platform();
    DryBootReport report = DryBoot.run(set, done -> {}, AfterBootUsr::has);
    try (AfterBootUsr usr = AfterBootUsr.of(report.handover(), set.modules()).orElseThrow()) {
      report = usr.remark(report);
    }
    assertEquals(GoldenJson.of("simulate-platform"), ResultJson.of(report).toString());
  }

  @Test
  void whatTheKernelGetsIsWhatModulesPrints() throws IOException {
    ModuleHandover handover = platform().handOver();
    assertEquals(GoldenJson.of("modules-platform"), ResultJson.of(handover).toString());
  }

  @Test
  void aCheckIsWhatCheckPrints() throws IOException {
    byte[] image = Samples.image("fixtures/populated-64m.img");
    StringBuilder written = new StringBuilder();
    ResultJson.of(UfsCheck.check(MemoryBlockDevice.of(image))).writeTo(written);
    assertEquals(GoldenJson.of("check-populated"), written.toString());
  }

  @Test
  void aPlatformsCheckIsWhatCheckPrints() throws IOException {
    try (Platform platform = Platform.open(Samples.PLATFORM)) {
      assertEquals(
          GoldenJson.of("check-platform"),
          ResultJson.of(PlatformCheck.check(platform, CheckOptions.DEFAULTS, BuildProgress.NONE))
              .toString());
    }
  }

  @Test
  void aGlanceAtAPlatformIsWhatInspectPrints() throws IOException {
    try (Platform platform = Platform.open(Samples.PLATFORM);
        FileBlockDevice device = FileBlockDevice.open(platform.archive());
        Volume root = Volume.open(device);
        ArchiveTree tree = ArchiveTree.afterBoot(root)) {
      assertEquals(
          GoldenJson.of("inspect-platform"),
          ResultJson.of(
                  tree,
                  device.size(),
                  platform.archiveSummary(),
                  PlatformSummary.of(platform, root))
              .toString());
    }
  }

  @Test
  void aListedFileIsOneLineAndSaysThatItIsInUsr() throws IOException {
    try (Platform platform = Platform.open(Samples.PLATFORM);
        Volume root = Volume.open(FileBlockDevice.open(platform.archive()));
        ArchiveTree tree = ArchiveTree.afterBoot(root)) {
      byte[] usr = "usr".getBytes(StandardCharsets.UTF_8);
      Vnode vnode = VolumePath.find(tree, usr, LastLink.KEEP).orElseThrow().vnode();
      ResultJson file = ResultJson.of(tree, "usr", vnode, vnode.inode());
      assertEquals(1, file.toLine().lines().count());
      JsonObject object = JsonParser.parseString(file.toLine()).getAsJsonObject();
      assertEquals("d", object.get("type").getAsString());
      assertEquals("0755", object.get("mode").getAsString());
      assertTrue(object.get("nested").getAsBoolean());
    }
  }

  @Test
  void whatIsEqualDiffersInNothing() throws IOException {
    try (Platform platform = Platform.open(Samples.PLATFORM);
        Volume root = Volume.open(FileBlockDevice.open(platform.archive()));
        ArchiveTree after = ArchiveTree.afterBoot(root)) {
      assertEquals(
          "{\"equal\":true,\"nested\":{\"old\":false,\"new\":true},\"differences\":[]}",
          ResultJson.of(List.of(), ArchiveTree.ofRoot(root), after).toLine());
    }
  }

  @Test
  void anEditTellsTheLinesThatComeAndGo() throws IOException {
    Path menu =
        Files.writeString(
            folder.resolve("menu.lst"),
            "title a\nkernel /platform/i86pc/kernel/amd64/unix\nmodule /archive\n");
    Files.writeString(folder.resolve("archive"), "x");
    Path file = Files.writeString(folder.resolve("system"), "set a=1\n");
    BootRoot root = BootRoot.of(folder);
    OverlayPlan plan =
        OverlayPlan.of(
            OverlayLayout.of(
                folder, "bootfs", List.of(new OverlayFile(ByteString.of("etc/system"), file))),
            false,
            VolumeConfiguration.read(BootLoader.GRUB, menu, root, BootChoices.DEFAULTS),
            root);
    JsonObject edit =
        JsonParser.parseString(ResultJson.of(plan.edit().orElseThrow()).toString())
            .getAsJsonObject();
    assertTrue(edit.get("changed").getAsBoolean());
    List<String> lines = new ArrayList<>();
    edit.getAsJsonArray("lines").forEach(line -> lines.add(line.getAsString()));
    assertTrue(
        lines.contains("+ module /bootfs/etc/system type=file name=etc/system"), lines::toString);
    JsonObject whole =
        JsonParser.parseString(ResultJson.of(plan, BootLoader.GRUB, false).toString())
            .getAsJsonObject();
    assertEquals(edit, whole.get("configuration"));
    assertEquals("grub", whole.get("loader").getAsString());
  }

  @Test
  void answersAreAnArrayAndOneLineEachOnDemand() throws IOException {
    ModuleSet set =
        ModuleSet.of(
            ImmutableList.of(
                new BootModule(
                    ByteString.of("x type=rootfs name=x"), MemoryBlockDevice.of(new byte[8192])),
                new BootModule(
                    ByteString.of("etc/a type=file name=etc/a"),
                    MemoryBlockDevice.of(new byte[] {'h', 'i'}))));
    BootVfs vfs = BootVfs.of((ModuleHandover.Accepted) set.handOver(), set.modules());
    Explanation explanation = vfs.explain("/etc/a");
    ResultJson answer = ResultJson.of("/etc/a", explanation, Lookup.Read.of(explanation.lookup()));
    JsonObject object = JsonParser.parseString(answer.toLine()).getAsJsonObject();
    assertEquals("ok", object.get("result").getAsString());
    assertEquals("c22b5f9178342609428d6f51b2c5af4c0bde6a42", object.get("sha1").getAsString());
    assertEquals(1, answer.toLine().lines().count());
    assertEquals(
        JsonParser.parseString("[" + answer + "," + answer + "]"),
        JsonParser.parseString(ResultJson.array(List.of(answer, answer)).toString()));
  }

  @Test
  void namesOfBytesStayOneCharAByteAndControlsAreEscaped() throws IOException {
    ModuleHandover.Panic panic =
        new ModuleHandover.Panic(ByteString.ofLatin1("a\u001b[2J\n\u00ff"), ImmutableList.of());
    assertEquals("{\"panic\":\"a\\u001b[2J\\n\u00ff\"}", ResultJson.ofPanic(panic).toLine());
  }

  @Test
  void aHashThatDoesNotMatchSaysWhatWouldHappen() throws IOException {
    Path archive = Files.writeString(folder.resolve("a"), "hi");
    HashCheck check = HashCheck.check("0".repeat(40), () -> ArchiveHash.of(archive));
    JsonObject object =
        JsonParser.parseString(ResultJson.of(check, archive).toString()).getAsJsonObject();
    assertEquals("mismatch", object.get("result").getAsString());
    assertEquals("c22b5f9178342609428d6f51b2c5af4c0bde6a42", object.get("hash").getAsString());
    assertEquals(
        "the hash file has " + "0".repeat(40) + "; the kernel would panic: hash mismatch!",
        object.get("detail").getAsString());
  }

  @Test
  void bootModulesOfCnapiHoldTheirFileAsBase64() throws IOException {
    Path file = Files.write(folder.resolve("system"), new byte[] {0, (byte) 0xff, 10});
    OverlayLayout layout =
        OverlayLayout.of(
            folder, "bootfs", List.of(new OverlayFile(ByteString.of("/etc/system"), file)));
    assertEquals(
        "[{\"path\":\"etc/system\",\"content\":\"AP8K\",\"type\":\"base64\"}]",
        ResultJson.bootModules(layout).toLine());
  }
}
