package org.bootarchive.testing;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bootarchive.ufs.testing.RequiredTool;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window, with its console and its requests. Opens only files.
 *
 * <p>Debian's, or Chrome where that is, as on Ubuntu, which has no package of Chromium.
 */
public final class Browser implements AutoCloseable {
  private static final RequiredTool CHROMIUM = new RequiredTool("chromium", "chromium");
  private static final RequiredTool CHROME = new RequiredTool("google-chrome", "chromium");
  private static final RequiredTool CHROMEDRIVER =
      new RequiredTool("chromedriver", "chromium-driver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    // It warns of each Chromium that is newer than itself.
    SELENIUM.setLevel(Level.SEVERE);
  }

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  public static Browser start() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.find().or(CHROME::find).orElseGet(CHROMIUM::path).toFile());
    // The sandbox wants another user than root; the page under test is ours.
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(CHROMEDRIVER.path().toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.resize(1440, 1000);
    return browser;
  }

  public void resize(int width, int height) {
    // The window of a headless browser may not be narrower than 500 pixels; its view may.
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    driver.manage().window().setSize(new Dimension(width, height));
  }

  public void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Shows the page as on paper, or no longer so. */
  public void print(boolean paper) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : ""));
  }

  /** Runs every page from now on without script. */
  public void withoutScript(boolean without) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", without));
  }

  public void open(Path page) {
    driver.get(page.toUri().toString());
  }

  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Clicks an element, by the mouse, where it is in sight. */
  public void click(WebElement element) {
    run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
    element.click();
  }

  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  public Object runLater(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    return driver.executeAsyncScript(script, arguments);
  }

  public WebElement focused() {
    return driver.switchTo().activeElement();
  }

  public void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to be in " + PATIENCE);
      }
      Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(20));
    }
  }

  /** Returns what the console has said since it was asked last. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Returns what was asked for since the last call, apart from the page and data: addresses. */
  public List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .filter(message -> !message.contains("\"type\":\"Document\""))
        .filter(message -> !message.contains("\"url\":\"data:"))
        .toList();
  }

  /** Keeps a picture of what is in sight. */
  public Path screenshot(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    return Files.write(
        SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Returns the serious and critical faults that axe-core finds, each with its place. */
  public List<?> accessibilityFaults() throws IOException {
    try (var axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<?>)
        runLater(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(
                result => done(result.violations
                    .filter(fault => ["serious", "critical"].includes(fault.impact))
                    .flatMap(fault => fault.nodes.slice(0, 5).map(
                        node => fault.id + ": " + node.target.join(" ") + ": " + node.failureSummary))),
                problem => done([String(problem)]));
            """);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
