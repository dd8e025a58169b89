package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.boot.config.loader.LoaderConfiguration;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs before the loader's settings count is a finding if illumos does not ship it. */
final class LoaderScriptsTest {
  private static final String SHIPPED =
      "\\ Loader.rc\n\\\ninclude /boot/forth/loader.4th\n\nset tem.fg_color=white\n"
          + "framebuffer set 1024x768\ntry-include /boot/loader.rc.local\ninitialize drop\n"
          + "check-password \\ asks\ninclude /boot/forth/beastie.4th\n\tbeastie-start\n";

  @TempDir Path volume;

  @BeforeEach
  void layOut() throws IOException {
    write("boot/forth/loader.4th", "x");
    write("boot/forth/beastie.4th", "x");
    write("boot/defaults/loader.conf", "loader_conf_files=\"/boot/loader.conf.local\"\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = volume.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> found(ConfiguredBoot boot) {
    return boot.findings().stream()
        .filter(ConfigCode.NOT_FOLLOWED::is)
        .map(finding -> finding.place().map(Object::toString).orElse("") + ": " + finding.message())
        .toList();
  }

  private ConfiguredBoot boot() throws IOException {
    return LoaderConf.read(BootRoot.of(volume)).boot();
  }

  @Test
  void theScriptsThatAreShippedAndCommentsAreNoFinding() throws IOException {
    for (String script : List.of(SHIPPED, "", "\\ stand-in\n", SHIPPED.replace("\n", "\r\n"))) {
      write("boot/loader.rc", script);
      write("boot/loader.rc.local", "\\ nothing\n\n");
      write("boot/menu.rc.local", "\n");
      write("boot.config", "-D -S115200\n/boot/loader\n");
      assertEquals(List.of(), found(boot()), script);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "boot/loader.rc, 3, include /boot/forth/loader.4th~start~unload",
    "boot/loader.rc, 2, start~set bootfile=/nope",
    "boot/loader.rc, 2, start~include /boot/none.4th",
    "boot/loader.rc, 1, include /boot/loader.4th~start",
    "boot/loader.rc, 1, check-password",
    "boot/loader.rc.local, 1, boot /other",
    "boot/menu.rc.local, 2, \\ mine~unload",
    "boot.config, 1, -D -S115200 /boot/other",
    "boot/config, 1, zfs:pool/x:/boot/loader",
  })
  void whatIsNotShippedNamesFileAndLineAlsoWhenAnOverlayIsAdded(String path, int line, String text)
      throws IOException {
    write(path, text.replace('~', '\n') + "\n");
    List<String> found = found(boot());
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.get(0).contains("/" + path + ":" + line + ": "), found.toString());
    ConfigEdit edit =
        LoaderConfiguration.of(BootRoot.of(volume))
            .add(List.of(OverlayModule.of("/boot/sys", "etc/system")));
    assertEquals(found, found(edit.bootAfter()));
  }

  @ParameterizedTest
  @CsvSource({
    "a=\"b\", as loader_conf_files does not name it; it reads /boot/defaults/loader.conf",
    "'a=\"b\" c', /boot/defaults/loader.conf:1: syntax error in column 7"
  })
  void anOverlayThatWouldNotBeLoadedIsAnAnswerThatTellsWhy(String defaults, String why)
      throws IOException {
    write("boot/defaults/loader.conf", defaults + "\n");
    LoaderConfiguration configuration = LoaderConfiguration.of(BootRoot.of(volume));
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () -> configuration.add(List.of(OverlayModule.of("/boot/sys", "etc/system"))));
    assertTrue(refused.refusesOverlay(), refused.getMessage());
    assertTrue(ByteString.of(refused.reason()).latin1().contains("would not be loaded from here"));
    assertTrue(ByteString.of(refused.reason()).latin1().contains(why), refused.getMessage());
  }
}
