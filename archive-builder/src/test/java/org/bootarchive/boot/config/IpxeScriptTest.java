package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.bootarchive.boot.config.ipxe.IpxeScriptEditor;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;

final class IpxeScriptTest {
  private static final String HEAD =
      "#!ipxe\nkernel http://h/unix -v\nmodule http://h/a type=rootfs\n";

  private static IpxeScript script(String text) throws IOException {
    return IpxeScript.parse(new ConfigFile("boot.ipxe", ByteString.ofLatin1(text)));
  }

  private static List<String> commandLines(String text) throws IOException {
    return script(text).boot().modules().stream()
        .map(module -> module.commandLine().latin1())
        .toList();
  }

  @Test
  void optionsAreNotPartOfTheCommandLine() throws IOException {
    assertEquals(
        List.of("http://h/a type=rootfs", "http://h/b x=1 y", "http://h/c", "http://h/d"),
        commandLines(
            HEAD
                + "imgfetch -n name --timeout=5 -q b   x=1\ty # comment\n"
                + "module --autofree -- c\nmodule -nname d\n"
                + "module --frob e ||\nmodule --name ||\nboot\n"));
  }

  @Test
  void onlyWhatRunsIfAllGoesWellIsRead() throws IOException {
    assertEquals(
        List.of("http://h/a type=rootfs", "http://h/1", "http://h/3", "http://h/4", "http://h/5"),
        commandLines(
            HEAD
                + "module 1 || module 2 && module 3 ; module 4\n"
                + ":label module 5\n"
                + "boot\n"
                + "module 6\n"));
  }

  @Test
  void kernelThatWasReplacedIsAModule() throws IOException {
    IpxeScript script =
        script("#!ipxe\nkernel http://h/one\nkernel http://h/two\nmodule http://h/a\nboot\n");
    assertEquals("http://h/two", script.boot().kernel().orElseThrow().path().latin1());
    assertEquals(
        List.of("http://h/one", "http://h/a"),
        commandLines(
            "#!ipxe\nkernel http://h/one\nkernel http://h/two\nmodule http://h/a\nboot\n"));
    assertEquals(
        "http://h/one",
        script("#!ipxe\nkernel http://h/one\nkernel http://h/two\nboot one\n")
            .boot()
            .kernel()
            .orElseThrow()
            .path()
            .latin1());
    assertEquals(
        List.of("http://h/b"),
        commandLines("#!ipxe\nmodule http://h/a\nimgfree a\nmodule http://h/b\n"));
  }

  @Test
  void moreModulesThanTheLimitAreTold() throws IOException {
    String nine = HEAD + "module b type=file\n".repeat(8) + "boot\n";
    assertEquals(ConfigCode.IPXE_MODULE_LIMIT.code(), script(nine).boot().findings().get(0).code());
    assertEquals(
        ConfigCode.IPXE_NO_MAGIC.code(), script("#!ipxeboot\n").boot().findings().get(0).code());
  }

  @Test
  void urlsAreOfTheServerOfTheArchive() throws IOException {
    assertEquals(
        "tftp://${next-server}/bootfs/x",
        script("#!ipxe\nmodule tftp://${next-server}/a/b\n")
            .url(ByteString.of("/bootfs/x"))
            .latin1());
    assertEquals(
        "/bootfs/x", script("#!ipxe\nkernel unix\n").url(ByteString.of("/bootfs/x")).latin1());
  }

  @Test
  void scriptsThatCannotBeEditedSafelyAreRefused() throws IOException {
    OverlayModule overlay = OverlayModule.of("http://h/s", "etc/system");
    for (String text :
        List.of(
            HEAD + ":go boot\n",
            HEAD + "module b && module c\nboot\n",
            "#!ipxe\nkernel unix\nboot\n",
            HEAD + "# bootarchive: begin\nboot\n")) {
      IpxeScriptEditor editor = IpxeScriptEditor.of(script(text));
      assertThrows(
          ConfigException.class, () -> editor.addOverlays(List.of(overlay), url -> true), text);
    }
    IpxeScriptEditor editor = IpxeScriptEditor.of(script(HEAD));
    for (String path : List.of("#x", "--name")) {
      assertThrows(
          ConfigException.class,
          () -> editor.addOverlays(List.of(OverlayModule.of(path, "x")), url -> true));
    }
  }

  @Test
  void secondOverlayJoinsTheBlockOfTheFirst() throws IOException {
    String text = HEAD + "echo now\nboot\n";
    String one =
        IpxeScriptEditor.of(script(text))
            .addOverlays(List.of(OverlayModule.of("http://h/s", "s")), url -> true)
            .text();
    String two =
        IpxeScriptEditor.of(script(one))
            .addOverlays(List.of(OverlayModule.of("http://h/t", "t")), url -> true)
            .text();
    assertTrue(
        two.endsWith(
            """
            echo now
            # bootarchive: begin
            module http://h/s type=file name=s
            module http://h/t type=file name=t
            # bootarchive: end
            boot
            """),
        two);
    assertEquals(text, IpxeScriptEditor.of(script(two)).remove().text());
  }

  @Test
  void aScriptOfAHundredThousandLinesRunsToItsEnd() throws IOException {
    StringBuilder text = new StringBuilder("#!ipxe\n");
    for (int i = 0; i < 100_000; i++) {
      text.append("isset ${x} || set v ").append(i).append('\n');
    }
    text.append(HEAD.substring("#!ipxe\n".length())).append("module ${v}\nboot\n");
    assertEquals(
        List.of("http://h/a type=rootfs", "http://h/99999"), commandLines(text.toString()));
  }

  @Test
  void everyLabelOfManyIsFoundAtOnce() throws IOException {
    StringBuilder text = new StringBuilder("#!ipxe\ngoto l49999\n:l0\n");
    text.append(HEAD.substring("#!ipxe\n".length())).append("boot\n");
    for (int i = 1; i < 50_000; i++) {
      text.append(":l").append(i).append("\ngoto l").append(i - 1).append('\n');
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertEquals(List.of("http://h/a type=rootfs"), commandLines(text.toString())));
  }

  @Test
  void aScriptThatRunsInCirclesIsRefused() {
    ConfigException circle =
        assertThrows(ConfigException.class, () -> script("#!ipxe\n:a\ngoto a\n"));
    assertTrue(circle.getMessage().contains("the script runs on and on"), circle::getMessage);
    String line = "#!ipxe\n:a\n" + "isset x || ".repeat(200_000) + "\ngoto a\n";
    assertThrows(ConfigException.class, () -> script(line));
  }
}
