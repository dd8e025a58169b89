package org.bootarchive.boot.vfs;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import org.bootarchive.boot.vfs.SystemBoot.Fate;
import org.junit.jupiter.api.Test;

/** The file system after the boot, whose rules differ from those of the middle of the boot. */
class SystemBootTest {

  private static Boot boot() {
    return Boot.from(new byte[0]);
  }

  private static ImmutableList<Fate> fates(SystemBoot systemBoot) {
    return systemBoot.modules().stream().map(SystemBoot.Module::fate).collect(toImmutableList());
  }

  @Test
  void modulesAreFilesInDirectoriesOfTheirNames() throws IOException {
    SystemBoot systemBoot =
        boot().module("etc/system", "one").module("//etc//./x/../a", "two").systemBoot();
    assertEquals("one", Boot.text(systemBoot.lookup("/system/boot/etc/system")));
    Lookup.Found file =
        assertInstanceOf(Lookup.Found.class, systemBoot.lookup("//system/boot/etc/a"));
    assertEquals(0100555, file.mode());
    assertEquals(3, file.size());
    assertEquals("/system/boot/etc/a", systemBoot.modules().get(1).path());
    Lookup.Found directory =
        assertInstanceOf(Lookup.Found.class, systemBoot.lookup("/system/boot/etc/"));
    assertEquals(040555, directory.mode());
    assertEquals(1, directory.size());
    assertInstanceOf(Lookup.Failed.class, systemBoot.lookup("/system/boot/etc/a/"));
    assertInstanceOf(Lookup.Failed.class, systemBoot.lookup("/etc/a"));
  }

  @Test
  void firstOfANameWins() throws IOException {
    Boot boot = boot().module("a/f", "first").module("/a//f", "second").module("a", "third");
    SystemBoot systemBoot = boot.systemBoot();
    assertEquals("first", Boot.text(systemBoot.lookup("/system/boot/a/f")));
    assertEquals(ImmutableList.of(Fate.SHOWN, Fate.DUPLICATE, Fate.DUPLICATE), fates(systemBoot));
    assertEquals("second", Boot.text(boot.open().lookup("/a/f")));
  }

  @Test
  void moduleOfNoOrOneByteEndsTheList() throws IOException {
    for (String content : new String[] {"", "1"}) {
      SystemBoot systemBoot =
          boot().module("a", "aa").module("b", content).module("c", "cc").systemBoot();
      assertEquals(
          ImmutableList.of(Fate.SHOWN, Fate.ENDS_LIST, Fate.NOT_REACHED), fates(systemBoot));
      assertInstanceOf(Lookup.Failed.class, systemBoot.lookup("/system/boot/b"));
      assertInstanceOf(Lookup.Failed.class, systemBoot.lookup("/system/boot/c"));
    }
  }

  @Test
  void namesWithoutALastComponentAreDiscardedButMakeDirectories() throws IOException {
    SystemBoot systemBoot = boot().module("d/e/", "xx").module("/", "yy").systemBoot();
    assertEquals(ImmutableList.of(Fate.DISCARDED, Fate.DISCARDED), fates(systemBoot));
    assertInstanceOf(Lookup.Found.class, systemBoot.lookup("/system/boot/d/e"));
  }

  @Test
  void systemBootInANameIsNotCut() throws IOException {
    Boot boot = boot().module("system/boot/x", "xx");
    assertInstanceOf(Lookup.Found.class, boot.systemBoot().lookup("/system/boot/system/boot/x"));
    assertInstanceOf(Lookup.Failed.class, boot.systemBoot().lookup("/system/boot/x"));
    assertEquals("xx", Boot.text(boot.open().lookup("/system/boot/x")));
  }

  @Test
  void lastComponentOfDotsHidesBehindTheDirectory() throws IOException {
    SystemBoot systemBoot = boot().module("a/..", "xx").systemBoot();
    assertEquals(ImmutableList.of(Fate.SHOWN), fates(systemBoot));
    Lookup.Found found =
        assertInstanceOf(Lookup.Found.class, systemBoot.lookup("/system/boot/a/.."));
    assertEquals(040555, found.mode());
  }

  @Test
  void directoryWantedWhereAFileIsPanics() throws IOException {
    SystemBoot systemBoot =
        boot().module("a", "aa").module("a/b", "bb").module("c", "cc").systemBoot();
    assertEquals(ImmutableList.of(Fate.SHOWN, Fate.PANICS, Fate.NOT_REACHED), fates(systemBoot));
    assertEquals(true, systemBoot.panics());
    assertInstanceOf(Lookup.Crash.class, systemBoot.lookup("/system/boot/a"));
  }

  @Test
  void fileAmongTheDirectoriesDoesNoHarmBeforeItIsSearched() throws IOException {
    SystemBoot systemBoot = boot().module("a", "aa").module("a/../b", "bb").systemBoot();
    assertEquals(ImmutableList.of(Fate.SHOWN, Fate.SHOWN), fates(systemBoot));
    assertEquals("bb", Boot.text(systemBoot.lookup("/system/boot/b")));
  }

  private static SystemBoot files() throws IOException {
    return boot().module("a/b", "one").module("c", "two").systemBoot();
  }

  @Test
  void componentOf256BytesIsTooLong() throws IOException {
    String longest = "x".repeat(255);
    SystemBoot systemBoot =
        boot()
            .module(longest, "ok")
            .module("a/" + longest + "y", "no")
            .module(longest + "y/f", "no")
            .systemBoot();
    assertEquals("ok", Boot.text(systemBoot.lookup("/system/boot/" + longest)));
    for (String path : new String[] {"a/" + longest + "y", longest + "y", longest + "y/f"}) {
      Lookup.Failed failed =
          assertInstanceOf(Lookup.Failed.class, systemBoot.lookup("/system/boot/" + path));
      assertEquals("a name of 256 bytes is too long: the limit is 255", failed.reason());
    }
  }

  @Test
  void pathOf1024BytesIsTooLong() throws IOException {
    String slashes = "/".repeat(1023 - "/system/boot".length() - 1);
    assertEquals("two", Boot.text(files().lookup("/system/boot" + slashes + "c")));
    assertInstanceOf(Lookup.Failed.class, files().lookup("/system/boot/" + slashes + "c"));
  }

  @Test
  void dotsInFrontOfTheMountPointAreOfTheRootFileSystem() throws IOException {
    for (String path :
        new String[] {
          "/system/boot/../boot/a/b",
          "/system/./boot/a/b",
          "/./system/boot/a/b",
          "/../system/boot/a/b",
          "/system/../system/boot/a/b",
          "/system/boot/a/../../../system/boot/./a/b"
        }) {
      assertEquals("one", Boot.text(files().lookup(path)), path);
    }
  }

  @Test
  void dotsLeaveTheMountPoint() throws IOException {
    for (String path :
        new String[] {
          "/system/boot/..", "/system/boot/../..", "/system/boot/a/../..", "/system/boot/../a/b"
        }) {
      assertInstanceOf(Lookup.Failed.class, files().lookup(path), path);
    }
    assertInstanceOf(Lookup.Found.class, files().lookup("/system/boot/a/.."));
    assertInstanceOf(Lookup.Failed.class, files().lookup("/system/boot/a/b/.."));
    assertInstanceOf(Lookup.Failed.class, files().lookup("/system/boot/a/b/."));
  }
}
