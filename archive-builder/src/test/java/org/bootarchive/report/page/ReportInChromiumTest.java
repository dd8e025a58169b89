package org.bootarchive.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  private static void search(String text) {
    WebElement field = browser.find("#search");
    browser.run("arguments[0].value = ''", field);
    field.sendKeys(text);
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
}
