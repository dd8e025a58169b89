package org.bootarchive.boot.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bootarchive.boot.DryBoot;
import org.junit.jupiter.api.Test;

class ModulePathTest {
  private static final ModulePath PATH = ModulePath.ofKernel(DryBoot.KERNEL);

  @Test
  void theDefaultIsThatOfX86() {
    assertEquals(
        List.of("/system/boot/kernel", "/platform/i86pc/kernel", "/kernel", "/usr/kernel"),
        PATH.directories());
  }

  @Test
  void aKernelElsewhereLooksForItsModulesThere() {
    assertEquals(
        "/platform/x/kernel", ModulePath.ofKernel("/platform/x/kernel/unix").directories().get(1));
    assertEquals(3, ModulePath.ofKernel("unix").directories().size());
  }

  @Test
  void modulesAreAskedForInAmd64FirstEverywhere() {
    List<String> asked = PATH.ofModule("drv/sd");
    assertEquals("/system/boot/kernel/drv/amd64/sd", asked.get(0));
    assertEquals("/usr/kernel/drv/amd64/sd", asked.get(3));
    assertEquals("/system/boot/kernel/drv/sd", asked.get(4));
    assertEquals(8, asked.size());
    assertEquals("/kernel/amd64/genunix", PATH.ofModule("genunix").get(2));
  }

  @Test
  void settingsOfDriversAreInTheDirectoriesThemselves() {
    assertEquals(
        List.of(
            "/system/boot/kernel/drv/sd.conf",
            "/platform/i86pc/kernel/drv/sd.conf",
            "/kernel/drv/sd.conf",
            "/usr/kernel/drv/sd.conf"),
        PATH.askedFor("usr/kernel/drv/sd.conf"));
  }

  @Test
  void anOverlaidDriverIsAskedForByItsName() {
    assertEquals(PATH.ofModule("drv/sd"), PATH.askedFor("kernel/drv/amd64/sd"));
    assertEquals(PATH.ofModule("drv/sd"), PATH.askedFor("kernel/drv/sd"));
    assertEquals(PATH.ofModule("genunix"), PATH.askedFor("kernel/amd64/genunix"));
    assertEquals(List.of(), PATH.askedFor("etc/system"));
  }
}
