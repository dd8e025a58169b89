package org.bootarchive.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as a reader uses it, in a real browser. */
class ReportInChromiumTest {
  @TempDir static Path directory;

  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void startBrowser() throws IOException {
    browser = Browser.start();
    page = SampleReport.write(SampleReport.platform(), directory.resolve("report.html"));
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openPage() {
    browser.resize(1440, 1000);
    browser.prefer("light");
    browser.open(page);
  }

  @AfterEach
  void nothingIsSaidOrLoaded() {
    assertEquals(List.of(), browser.console());
    assertEquals(List.of(), browser.requests());
  }

  @Test
  void theTreemapOpensADirectoryAndGoesBack() {
    browser.click(tile("kernel, directory").findElement(By.className("tile-name")));
    assertEquals("/\nkernel", browser.find(".crumbs").getText());
    assertTrue(tile("drv, directory").isDisplayed());
    browser.click(browser.find(".crumbs button"));
    assertEquals("/", browser.find(".crumbs").getText());
  }

  @Test
  void theTreemapIsUsedByKeyboard() {
    browser.run("document.querySelector('.tile[tabindex=\"0\"]').focus()");
    String first = browser.focused().getAttribute("aria-label");
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    String next = browser.focused().getAttribute("aria-label");
    assertFalse(first.equals(next), next);
    browser.run("arguments[0].focus()", tile("kernel, directory"));
    browser.focused().sendKeys(Keys.ENTER);
    assertEquals("/\nkernel", browser.find(".crumbs").getText());
    browser.focused().sendKeys(Keys.BACK_SPACE);
    assertEquals("/", browser.find(".crumbs").getText());
  }

  @Test
  void noTileIsLargerThanItsPlace() {
    assertEquals(
        0L,
        browser.run(
            """
            return Array.from(document.querySelectorAll(".tile")).filter(tile =>
                tile.offsetWidth > parseInt(tile.style.width) + 1
                || tile.offsetHeight > parseInt(tile.style.height) + 1).length;
            """));
  }

  @Test
  void theTreemapIsColouredByGrowthOrByPlace() {
    assertTrue(classes(tile("kernel, directory")).contains("growth-up"));
    assertTrue(classes(tile("smartdc, directory")).contains("growth-same"));
    browser.click(choice("by place"));
    assertTrue(classes(tile("kernel, directory")).contains("hue-"));
  }

  @Test
  void theTreemapShowsTheOtherFileSystem() {
    browser.click(choice("/usr"));
    assertEquals("/usr", browser.find(".crumbs").getText());
    assertTrue(browser.find(".told").getText().startsWith("/usr: "));
    assertTrue(tile("vm, directory of 40").isDisplayed());
  }

  @Test
  void aDuplicateLeadsToItsPlaceAmongTheFiles() {
    browser.click(browser.find(".equal summary"));
    browser.click(browser.find(".equal li li .entry"));
    assertEquals("/kernel/drv/amd64/ohci", browser.find("#files .details h3").getText());
    assertTrue(browser.find("#files .list .active").getText().startsWith("ohci"));
    assertTrue(browser.find("#files .details").getText().contains("The same content as 1 other"));
  }

  @Test
  void theLargestFileIsFirst() {
    assertTrue(browser.find(".ranked li").getText().startsWith("/usr.lgz"));
  }

  @Test
  void eachCylinderGroupHasItsStrip() {
    assertEquals("/: 23 groups", browser.findAll("#groups h3").get(0).getText());
    WebElement first = browser.find("#groups [data-row='0']");
    assertTrue(first.findElements(By.tagName("rect")).size() > 3);
  }

  @Test
  void searchFindsByNameByPathAndInTexts() {
    search("sd.conf");
    awaitFound("1 of");
    assertTrue(rowText(0).contains("/kernel/drv/sd.conf"), rowText(0));
    search("etc/ver");
    awaitFound("2 of");
    assertTrue(rowText(1).contains("/etc/versions/build"), rowText(1));
    search("retries-timeout");
    awaitFound("0 of");
    browser.click(browser.find("#search-text"));
    awaitFound("1 of");
    browser.click(row(0));
    assertTrue(browser.find("#files .text-view").getText().contains("retries-timeout:3"));
  }

  @Test
  void searchFindsWhatIsOfAKind() {
    searchKind("set-uid and set-gid");
    awaitFound("1 of");
    assertTrue(rowText(0).contains("/usr/bin/su"), rowText(0));
    assertTrue(rowText(0).contains("-r-sr-xr-x"), rowText(0));
    searchKind("changed");
    awaitFound("7 of");
  }

  @Test
  void theTreeIsWalkedByKeyboard() {
    WebElement tree = browser.find("#files .list");
    browser.run("arguments[0].focus()", tree);
    tree.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
    WebElement boot = active();
    assertEquals("true", boot.getAttribute("aria-expanded"));
    assertEquals("2", boot.getAttribute("aria-level"));
    tree.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);
    assertTrue(active().getText().contains("bootenv.rc"), active().getText());
    assertTrue(browser.find("#files .details").getText().contains("setprop console 'text'"));
    tree.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    assertTrue(active().getText().contains("boot"), active().getText());
    assertEquals("false", active().getAttribute("aria-expanded"));
    tree.sendKeys(Keys.END);
    assertTrue(active().getText().contains("platform"), active().getText());
  }

  /** Returns the row that a screen reader is told of. */
  private static WebElement active() {
    String id = browser.find("#files .list").getAttribute("aria-activedescendant");
    WebElement row = browser.find("[id='" + id + "']");
    assertEquals("true", row.getAttribute("aria-selected"));
    return row;
  }

  @Test
  void theDifferenceIsShownSideBySide() {
    browser.click(path("etc/system"));
    WebElement before = browser.find("#difference .difference-changed .left.old");
    WebElement after = browser.find("#difference .difference-changed .right.new");
    assertTrue(before.getText().contains("set noexec_user_stack=0"), before.getText());
    assertTrue(after.getText().contains("set noexec_user_stack=1"), after.getText());
    assertEquals("0", before.findElement(By.tagName("del")).getText());
    assertEquals("1", after.findElement(By.tagName("ins")).getText());
    assertEquals(before.getLocation().getY(), after.getLocation().getY());
    browser.resize(360, 780);
    assertTrue(before.getLocation().getY() < after.getLocation().getY());
  }

  @Test
  void theDifferenceOfMetadataIsShown() {
    browser.click(path("usr/bin/su"));
    assertEquals("mode 0555 4555", browser.find(".attributes tbody tr").getText());
  }

  @Test
  void theDifferenceIsNarrowedByKindAndPath() {
    browser.click(choice("added 2"));
    assertEquals("5 of 7 paths", browser.find("#difference .status").getText());
    browser.find("#difference-search").sendKeys("kernel");
    assertEquals("2 of 7 paths", browser.find("#difference .status").getText());
  }

  @Test
  void theBootIsATimelineWhoseFindingsAreLinks() {
    assertEquals(
        List.of(
            "Loader", "Modules", "Hash", "Overlays", "Before root", "After root", "/system/boot"),
        browser.findAll(".way-phase").stream().map(WebElement::getText).toList());
    WebElement step = browser.find(".step.look-error");
    assertTrue(step.getText().contains("file, never asked for"));
    browser.click(step.findElement(By.tagName("a")));
    assertTrue(browser.find(".finding:target").getText().contains("wrong-spelling"));
  }

  @Test
  void probesThatExistAndThoseThatDoNotAreTold() {
    List<String> probes = browser.findAll(".probes li").stream().map(WebElement::getText).toList();
    assertTrue(probes.get(0).startsWith("exists"), probes.get(0));
    assertTrue(probes.get(1).startsWith("does not exist"), probes.get(1));
  }

  @Test
  void withoutScriptTheMainThingsAreThere() throws IOException {
    browser.withoutScript(true);
    try {
      browser.open(page);
      browser.screenshot("without-script");
      assertTrue(browser.find("#glance").getText().contains("6.0 MiB free of 350 MiB"));
      assertTrue(browser.find("#findings").getText().contains("wrong-spelling"));
      assertTrue(browser.find("#difference").getText().contains("kernel/drv/sd.conf"));
      assertTrue(browser.find("#boot").getText().contains("file, never asked for"));
      assertFalse(browser.find("#files").isDisplayed());
    } finally {
      browser.withoutScript(false);
    }
  }

  @Test
  void onPaperEverythingIsUnfoldedAndWhatIsForUseIsLeftOut() {
    browser.print(true);
    try {
      browser.run("dispatchEvent(new Event('beforeprint'))");
      assertFalse(browser.find(".contents").isDisplayed());
      assertFalse(browser.find("#files").isDisplayed());
      assertTrue(browser.find("#difference-listed").isDisplayed());
      assertEquals(0, browser.findAll("details:not([open])").size());
      WebElement last = browser.findAll("#groups [data-row='28']").get(0);
      WebElement next = browser.find("#difference");
      assertTrue(
          last.getLocation().getY() + last.getSize().getHeight() <= next.getLocation().getY());
      browser.run("dispatchEvent(new Event('afterprint'))");
      assertTrue(browser.findAll("details:not([open])").size() > 0);
    } finally {
      browser.print(false);
    }
  }

  @Test
  void accessibilityHasNoSeriousFaultInAnyLook() throws IOException {
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(1440, 360)) {
        browser.resize(width, 1000);
        browser.prefer(scheme);
        browser.open(page);
        browser.click(path("etc/shadow"));
        search("sd.conf");
        awaitFound("1 of");
        browser.click(row(0));
        assertEquals(List.of(), browser.accessibilityFaults(), scheme + " of " + width);
        for (String section : List.of("glance", "space", "groups", "files", "difference", "boot")) {
          browser.run(
              "document.getElementById(arguments[0]).scrollIntoView({behavior: 'instant'})",
              section);
          browser.screenshot(section + "-" + scheme + "-" + width);
        }
      }
    }
  }

  @Test
  void noWidthScrollsThePageSideways() {
    for (int width : List.of(360, 768, 1440, 2560)) {
      browser.resize(width, 900);
      assertNoSidewaysScroll("at " + width);
    }
  }

  private static void assertNoSidewaysScroll(String when) {
    assertEquals(
        List.of(),
        browser.run(
            """
            const page = document.documentElement;
            return page.scrollWidth <= page.clientWidth ? [] : Array.from(document.querySelectorAll("main *"))
                .filter(part => part.getBoundingClientRect().right > page.clientWidth)
                .slice(0, 5).map(part => part.tagName + "." + part.className);
            """),
        when);
  }

  @Test
  void hostileTextStaysText() throws IOException {
    browser.open(SampleReport.write(HostileReport.ofSample(), directory.resolve("hostile.html")));
    browser.run("document.querySelectorAll('details').forEach(part => part.open = true)");
    int files = browser.findAll("#files .list-space [data-row]").size();
    WebElement tree = browser.find("#files .list");
    browser.run("arguments[0].focus()", tree);
    for (int directory = 0; directory < HostileReport.TEXTS.size(); directory++) {
      tree.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ENTER);
      assertTrue(browser.find("#files .text-view").isDisplayed());
      tree.sendKeys(Keys.ARROW_DOWN, Keys.ENTER, Keys.ARROW_DOWN, Keys.ENTER);
    }
    assertTrue(browser.findAll("#files .list-space [data-row]").size() > files);
    for (int entry = 0; entry < 7; entry++) {
      browser.click(browser.find("#difference [data-row='" + entry + "']"));
    }
    assertNull(browser.run("return window.hostile"));
    assertEquals(3, browser.findAll("script").size());
    assertEquals(0, browser.findAll("img, svg:not(.strip, .meter-bar), iframe, object").size());
    assertFalse(browser.find("body").getText().matches("(?s).*[\u2028\u2029\u202e\u0007\u001b].*"));
    assertTrue(browser.find("body").getText().contains("\\u{202e}txt.exe"));
    assertEquals(List.of(), browser.accessibilityFaults());
    browser.screenshot("hostile");
    assertNoSidewaysScroll("hostile");
  }

  @Test
  void thePolicyLetsNothingElseRunOrBeLoaded() {
    browser.run(
        """
        const script = document.createElement("script");
        script.textContent = "window.injected = 1";
        document.body.append(script);
        const handler = document.createElement("p");
        handler.setAttribute("onclick", "window.injected = 2");
        document.body.append(handler);
        handler.click();
        """);
    assertNull(browser.run("return window.injected"));
    assertEquals(
        "refused",
        browser.runLater(
            """
            const done = arguments[arguments.length - 1];
            const image = new Image();
            image.onerror = () => done("refused");
            image.onload = () => done("loaded");
            image.src = arguments[0];
            """,
            directory.resolve("report.html").toUri().toString()));
    List<String> refusals = browser.console();
    assertEquals(3, refusals.size(), refusals.toString());
    assertTrue(
        refusals.stream().allMatch(line -> line.contains("Content Security Policy")),
        refusals.toString());
    // The image, which Chromium tells of before it asks the policy.
    assertEquals(1, browser.requests().size());
  }

  @Test
  void aTreeDeeperThanAnyStackIsShownToItsEnd() throws IOException {
    browser.open(SampleReport.write(HostileReport.deep(10_000), directory.resolve("deep.html")));
    search("bottom.txt");
    awaitFound("1 of");
    browser.click(row(0));
    assertTrue(browser.find("#files .text-view").getText().contains("at the bottom"));
    search("d9999/");
    browser.click(browser.find(".ranked .entry"));
    assertTrue(browser.find("#files .list .active").getText().contains("bottom.txt"));
    assertTrue(browser.find("#files .list .active").getText().contains("level 10001"));
  }

  @Test
  void sixtyThousandNodesAreSmoothToUse() throws IOException {
    JsonObject report = HostileReport.of(SampleReport.large(60_000));
    Path large = SampleReport.write(report, directory.resolve("large.html"));
    assertTrue(Files.size(large) < 8_000_000, Files.size(large) + " bytes");
    browser.open(large);
    long filled = number("return Math.round(performance.getEntriesByName('filled')[0].startTime)");
    assertTrue(filled < 5_000, filled + " ms until it is filled");
    search("file11");
    awaitFound("4,999 of 60,000");
    WebElement list = browser.find("#files .list");
    assertTrue(browser.findAll("#files [data-row]").size() < 80);
    browser.run("arguments[0].scrollTop = arguments[0].scrollHeight", list);
    browser.await(() -> !browser.findAll("#files [data-row='4998']").isEmpty());
    assertTrue(browser.findAll("#files [data-row]").size() < 80);
    long search =
        number(
            """
            const kind = document.getElementById("search-kind");
            const start = performance.now();
            document.getElementById("search").value = "directory1/text";
            kind.dispatchEvent(new Event("change"));
            return Math.round(performance.now() - start);
            """);
    assertTrue(search < 1_000, search + " ms for a search");
  }

  private static long number(String script) {
    return ((Number) browser.run(script)).longValue();
  }

  private static void search(String text) {
    browser.run("arguments[0].value = ''", browser.find("#search"));
    browser.find("#search").sendKeys(text);
  }

  private static void searchKind(String kind) {
    browser.find("#search-kind").findElements(By.tagName("option")).stream()
        .filter(option -> option.getText().equals(kind))
        .forEach(WebElement::click);
  }

  private static void awaitFound(String count) {
    browser.await(() -> browser.find("#files .status").getText().startsWith(count));
  }

  private static WebElement row(int index) {
    return browser.find("#files [data-row='" + index + "']");
  }

  private static String rowText(int index) {
    return row(index).getText();
  }

  private static WebElement tile(String label) {
    return browser.find(".tile[aria-label^='" + label + "']");
  }

  private static String classes(WebElement element) {
    return element.getAttribute("class");
  }

  private static WebElement choice(String text) {
    return browser.findAll(".choice").stream()
        .filter(choice -> choice.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static WebElement path(String text) {
    return browser.findAll("#difference [data-row]").stream()
        .filter(row -> row.getText().contains(text))
        .findFirst()
        .orElseThrow();
  }
}
