package org.bootarchive.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.boot.KernelLookup.Need;
import org.bootarchive.boot.KernelLookup.Time;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel's command line changes in what it asks for. */
class KernelCommandLineTest {
  @TempDir static Path directory;
  private static BootVfs vfs;
  private static SystemBoot systemBoot;

  @BeforeAll
  static void unpack() throws IOException {
    Path archive = PlatformFixture.unpackInto(directory).archive();
    ModuleSet set =
        ModuleSet.of(
            List.of(
                new BootModule(
                    ByteString.ofLatin1("/r type=rootfs name=r"), FileBlockDevice.of(archive))));
    ModuleHandover.Accepted handover = (ModuleHandover.Accepted) set.handOver();
    vfs = BootVfs.of(handover, set.modules());
    systemBoot = SystemBoot.of(handover, set.modules());
  }

  private static KernelLookups ask(String arguments) throws IOException {
    BootProperties properties = new BootProperties();
    properties.addCommandLine(arguments);
    return new KernelLookups(
        vfs,
        systemBoot,
        DryBoot.KERNEL,
        properties,
        RootFileSystemType.of(properties, true, vfs.root()),
        List.of());
  }

  private static boolean asks(KernelLookups kernel, String purpose) {
    return kernel.lookups().stream().anyMatch(lookup -> lookup.purpose().equals(purpose));
  }

  @Test
  void aKernelWithADebuggerPanicsWithoutKmdbmod() throws IOException {
    for (String arguments : List.of("-k", "-kd", "-v -B a=b -dk")) {
      KernelLookup debugger =
          ask(arguments).lookups().stream()
              .filter(lookup -> lookup.purpose().equals("the kernel debugger"))
              .findFirst()
              .orElseThrow();
      assertEquals(Need.ESSENTIAL, debugger.need());
      assertFalse(debugger.isFound());
    }
    assertFalse(asks(ask("-v -B k=k"), "the kernel debugger"));
  }

  @Test
  void flagsThatMakeTheKernelWaitAreTold() {
    assertEquals(1, waits("-a"));
    assertEquals(1, waits("-kd"));
    assertEquals(2, waits("-ahv"));
    assertEquals(0, waits("-k"));
    assertEquals(0, waits("-d"));
    assertEquals(0, waits("-v -B a=h"));
  }

  private static int waits(String arguments) {
    BootProperties properties = new BootProperties();
    properties.addCommandLine(arguments);
    return FlagFindings.of(properties).size();
  }

  @Test
  void theSettingsOfADisabledDriverAreNotRead() throws IOException {
    assertTrue(asks(ask(""), "settings of drv/sd"));
    assertFalse(asks(ask("-B disable-sd=true"), "settings of drv/sd"));
    assertTrue(asks(ask("-B disable-sd=yes"), "settings of drv/sd"));
  }

  @Test
  void ofARootElsewhereOnlyMidBootIsFollowed() throws IOException {
    KernelLookups kernel = ask("-B fstype=zfs");
    assertTrue(asks(kernel, "pools of the root"));
    assertFalse(asks(kernel, "driver of the ramdisk"));
    assertTrue(kernel.lookups().stream().noneMatch(l -> l.time() == Time.AFTER_ROOT));
    assertTrue(asks(ask("-B zfs-bootfs=rpool/1"), "pools of the root"));
    assertTrue(asks(ask(""), "driver of the ramdisk"));
  }

  @Test
  void flagRMakesAReconfigurationBoot() throws IOException {
    assertTrue(ask("-r").reconfigures());
    assertFalse(ask("-v").reconfigures());
  }

  @Test
  void theRootIsAUfsInTheRamdiskUnlessPropertiesSayOtherwise() {
    assertEquals(type("ufs", true), of("", BootFileSystem.UFS));
    assertEquals(type("hsfs", true), of("-B fstype=hsfs", BootFileSystem.UFS));
    assertEquals(type("zfs", false), of("-B zfs-bootfs=a", BootFileSystem.UFS));
    assertEquals(type("nfs4", false), of("-B fstype=nfs4", BootFileSystem.UFS));
    assertEquals("nfs", of("-B fstype=nfs4", BootFileSystem.UFS).module());
    assertEquals(type("ufs", false), of("-B bootpath=/pci@0/disk@1:a", BootFileSystem.UFS));
    assertEquals(type("ufs", true), of("-B bootpath=/ramdisk:a", BootFileSystem.UFS));
  }

  @Test
  void anArchiveOfAnotherTypeThanTheRootsIsRefused() {
    assertTrue(of("", BootFileSystem.HSFS).refuses(BootFileSystem.HSFS));
    assertTrue(of("-B fstype=hsfs", BootFileSystem.UFS).refuses(BootFileSystem.UFS));
    assertFalse(of("-B fstype=hsfs", BootFileSystem.HSFS).refuses(BootFileSystem.HSFS));
    assertFalse(of("-B fstype=zfs", BootFileSystem.CPIO).refuses(BootFileSystem.CPIO));
    RootFileSystemType unknown =
        RootFileSystemType.of(new BootProperties(), false, BootFileSystem.HSFS);
    assertFalse(unknown.refuses(BootFileSystem.HSFS));
  }

  private static RootFileSystemType type(String name, boolean inRamdisk) {
    return new RootFileSystemType(name, inRamdisk, true);
  }

  private static RootFileSystemType of(String arguments, BootFileSystem ramdisk) {
    BootProperties properties = new BootProperties();
    properties.addCommandLine(arguments);
    return RootFileSystemType.of(properties, true, ramdisk);
  }
}
