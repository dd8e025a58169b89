package org.bootarchive.report.page;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import com.samskivert.mustache.Mustache;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A report as one HTML file: it opens without a network, and says the main things without script.
 *
 * <p>What comes from an image may be hostile. The template escapes every value; the JSON cannot end
 * its element; and the page's Content-Security-Policy lets only the page's own script and style
 * run, known by their SHA-256, and nothing be loaded.
 */
public final class ReportPage {
  private ReportPage() {}

  /** Writes the report's JSON, all of it. */
  public interface Json {
    /**
     * Writes the JSON and leaves the writer open.
     *
     * @throws IOException if what it is made from cannot be read, or it cannot be written
     */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Writes the page in UTF-8, and flushes the stream but leaves it open.
   *
   * @param summary the report without its trees and groups: what is shown without script
   * @param json the whole report, which the page's script reads
   * @throws IOException if it cannot be written
   */
  public static void write(OutputStream out, JsonObject summary, Json json) throws IOException {
    Writer page = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    Map<String, Object> values = new HashMap<>(PageModel.of(summary));
    values.putAll(ownParts());
    values.put("json", (Mustache.Lambda) (fragment, to) -> json.writeTo(new VisibleJson(to)));
    try {
      Mustache.compiler()
          .withEscaper(ShownText::escape)
          .nullValue("")
          .emptyStringIsFalse(true)
          .strictSections(true)
          .compile(PageResource.text("report.mustache"))
          .execute(values, page);
    } catch (com.samskivert.mustache.MustacheException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
    page.flush();
  }

  private static ImmutableMap<String, Object> ownParts() throws IOException {
    String style = PageResource.style();
    String library = PageResource.library();
    String script = PageResource.script();
    return ImmutableMap.of(
        "style",
        style,
        "library",
        library,
        "script",
        script,
        "policy",
        SecurityPolicy.of(style, library, script));
  }
}
