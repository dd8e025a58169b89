package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bootarchive.testing.Browser;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The page that the command writes of a real platform, a change of it and its boot. */
class ReportInChromiumTest {
  private static final String HOSTILE_NAME = "<img src=x onerror=window.hostile=1>";
  private static final String HOSTILE_TEXT = "</script><script>window.hostile=1</script>\n";

  @TempDir Path directory;

  @Test
  void aPlatformItsChangeAndItsBootAreOnOnePage() throws IOException {
    Path old = PlatformFixture.unpack(directory).directory();
    Path changed = directory.resolve("changed");
    Path system = Files.writeString(directory.resolve("system"), "set moddebug=1\n");
    assertDone(
        CommandRun.of(
            "patch",
            old,
            "--out",
            changed,
            "--put",
            "etc/system=" + system,
            "--tar",
            hostileTar()));
    Path anon = Testdata.of().resolve("anon");
    Path page = directory.resolve("report.html");
    assertDone(
        CommandRun.of(
            "report",
            changed,
            "--against",
            old,
            "--platform",
            changed,
            "--add",
            "kernel/drv/dtrace.conf=" + anon.resolve("dtrace.conf"),
            "--add",
            "etc/system=" + anon.resolve("system"),
            "--out",
            page));
    try (Browser browser = Browser.start()) {
      browser.open(page);
      assertEquals("accepted", answer(browser, "#glance"));
      assertEquals("would boot", answer(browser, "#boot"));
      assertTrue(browser.findAll(".tile").size() > 20);
      assertTrue(browser.findAll("#groups rect").size() > 5);
      assertTrue(browser.find(".tile[aria-label^='etc, directory']").isDisplayed());

      browser.click(difference(browser, "etc/system"));
      assertTrue(
          browser.find("#difference .right.new").getText().contains("set moddebug=1"),
          browser.find("#difference .details").getText());
      browser.click(difference(browser, HOSTILE_NAME));
      browser.click(browser.find("#difference .link"));
      assertEquals("/etc/" + HOSTILE_NAME, browser.find("#files .details h3").getText());
      assertTrue(browser.find("#files .text-view").getText().contains(HOSTILE_TEXT.strip()));

      browser.find("#search").sendKeys("amd64/unix");
      browser.await(
          () -> browser.find("#files .status").getText().matches("[1-9][0-9]* of .* found"));
      assertTrue(browser.find("#boot").getText().contains("kernel/drv/dtrace.conf"));
      assertTrue(browser.find(".probes").getText().contains("does not exist"));

      assertNull(browser.run("return window.hostile"));
      assertEquals(List.of(), browser.accessibilityFaults());
      assertEquals(List.of(), browser.console());
      assertEquals(List.of(), browser.requests());
      browser.screenshot("platform");
    }
  }

  private static String answer(Browser browser, String section) {
    return browser.find(".answer[href='" + section + "'] .answer-text").getText();
  }

  private static WebElement difference(Browser browser, String path) {
    return browser.findAll("#difference [data-row]").stream()
        .filter(row -> row.getText().contains(path))
        .findFirst()
        .orElseThrow();
  }

  private Path hostileTar() throws IOException {
    Path tar = directory.resolve("hostile.tar");
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      byte[] text = HOSTILE_TEXT.getBytes(UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry("etc/" + HOSTILE_NAME);
      entry.setSize(text.length);
      out.putArchiveEntry(entry);
      out.write(text);
      out.closeArchiveEntry();
    }
    return tar;
  }

  private static void assertDone(CommandRun run) {
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
  }
}
