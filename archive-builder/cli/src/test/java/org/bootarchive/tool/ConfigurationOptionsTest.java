package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** One class reads the options that name a configuration, to look at it and to edit it. */
class ConfigurationOptionsTest {
  private static final List<String> NAMES =
      List.of(
          "--menu",
          "--entry",
          "--loader-conf",
          "--ipxe",
          "--grub-cfg",
          "--syslinux",
          "--set",
          "--root");

  @TempDir private Path folder;

  private static String text(Object command, String name) {
    OptionSpec option = new CommandLine(command).getCommandSpec().findOption(name);
    return option.paramLabel() + option.arity() + Arrays.toString(option.description());
  }

  @Test
  void everyCommandSaysTheSameOfThem() {
    for (String name : NAMES) {
      String said = text(new SimulateCommand(), name);
      Stream.of(
              new ModulesCommand(),
              new LookupCommand(),
              new AnonShowCommand(),
              new OverlayCommand(),
              new AnonApplyCommand(),
              new AnonStripCommand())
          .forEach(command -> assertEquals(said, text(command, name)));
    }
  }

  @Test
  void severalFilesOfTheLoaderAreReadAndNotEdited() throws IOException {
    Path key = PlatformFixture.usbKey(folder);
    Path defaults = key.resolve("boot/defaults/loader.conf");
    Path conf = key.resolve("boot/loader.conf");
    CommandRun read =
        CommandRun.of("modules", "--loader-conf", defaults, conf, "--root", key, "--json");
    assertEquals("", read.errors());
    assertEquals(CommandRun.of("modules", "--loader-conf", key, "--json").output(), read.output());
    byte[] before = Files.readAllBytes(conf);
    CommandRun edit =
        CommandRun.of(
            "overlay", "--add", "etc/a=" + conf, "--out", key, "--loader-conf", defaults, conf);
    assertEquals(ExitCode.USAGE, edit.code());
    assertEquals(
        List.of(
            "archive-tool overlay: --loader-conf takes one file to edit, or the boot volume's top;"
                + " see archive-tool overlay --help"),
        edit.errorLines());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(conf)));
  }

  @Test
  void settingsGoWithAMediumThatIsEdited() {
    Path medium = folder.resolve("none");
    CommandRun run =
        CommandRun.of(
            "overlay", "--remove", "--media", medium, "--out", folder.resolve("m"), "--set", "a=b");
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.errors().contains("no such file"), run.errors());
  }
}
