package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Commands say the same in every locale, also where digits are others. */
@Isolated
class LocaleCommandsTest {
  @TempDir private Path folder;

  @Test
  void commandsSayTheSameWhereDigitsAreOthers() throws IOException {
    Path platform = PlatformFixture.unpack(folder).directory();
    Path key = PlatformFixture.usbKey(folder.resolve("key"));
    String menu = key.resolve("boot/grub/menu.lst").toString();
    String enabling = Testdata.of("anon", "dtrace.conf").toString();
    List<List<String>> commands =
        List.of(
            List.of("inspect", platform.toString()),
            List.of("inspect", "-l", "-R", platform.toString()),
            List.of("check", platform.toString()),
            List.of("modules", "--platform", platform.toString()),
            List.of("lookup", "--platform", platform.toString(), "/etc/system"),
            List.of("simulate", "--menu", menu, "--root", key.toString()),
            List.of("anon", "show", "--disassemble", enabling),
            List.of("anon", "show", "--json", enabling),
            List.of(
                "overlay",
                "--add",
                "etc/x=" + enabling,
                "--dry-run",
                "--for",
                "grub",
                "--out",
                folder.resolve("out").toString()),
            List.of("inspect", folder.resolve("none").toString()));
    Locale before = Locale.getDefault();
    List<CommandRun> runs = new ArrayList<>();
    for (String tag : List.of("en-US", "fa-IR", "ar-EG-u-nu-arab", "tr-TR")) {
      try {
        Locale.setDefault(Locale.forLanguageTag(tag));
        for (int i = 0; i < commands.size(); i++) {
          CommandRun run = CommandRun.of(commands.get(i).toArray());
          if (tag.equals("en-US")) {
            assertTrue(run.code() != ExitCode.USAGE, run.errors());
            runs.add(run);
          } else {
            assertEquals(runs.get(i), run, tag + ": " + commands.get(i));
          }
        }
      } finally {
        Locale.setDefault(before);
      }
    }
  }
}
