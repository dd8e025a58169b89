package org.bootarchive.report.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a file. */
class ReportPageTest {
  private static final String DATA = "<script type=\"application/json\" id=\"report\">";

  @TempDir Path directory;

  @Test
  void thePolicyNamesTheScriptsAndTheStyleThatAreThere() throws IOException {
    String page = page(SampleReport.platform());
    List<String> parts =
        Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(part -> part.group(2))
            .toList();
    assertEquals(3, parts.size());
    String policy = between(page, "Content-Security-Policy\" content=\"", "\"");
    for (String part : parts) {
      byte[] hash = Hashing.sha256().hashString(part, StandardCharsets.UTF_8).asBytes();
      String source = "sha256-" + Base64.getEncoder().encodeToString(hash);
      assertTrue(policy.replace("&#x3D;", "=").replace("&#39;", "'").contains(source), policy);
    }
    assertFalse(policy.contains("unsafe"), policy);
  }

  @Test
  void theDataInThePageIsTheReport() throws IOException {
    for (JsonObject report : List.of(SampleReport.platform(), HostileReport.ofSample())) {
      String json = between(page(report), DATA, "</script>");
      assertEquals(report, JsonParser.parseString(json));
      assertFalse(json.matches("(?s).*[<>&\u2028\u2029].*"));
    }
  }

  @Test
  void markupInNamesIsNoMarkupOfThePage() throws IOException {
    List<String> tags = tags(page(SampleReport.platform()));
    assertEquals(tags, tags(page(HostileReport.ofSample())));
  }

  /** Returns the tags of a page's template, without what they are told. */
  private static List<String> tags(String page) {
    String template = page.substring(page.indexOf("<body>"), page.indexOf(DATA));
    return Pattern.compile("</?([a-zA-Z!][^\\s>]*)")
        .matcher(template)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void aReportOfNothingIsAPage() throws IOException {
    String page = page(SampleReport.bare("nothing"));
    assertTrue(page.contains("Nothing was found that is wrong"));
    assertFalse(page.contains("id=\"boot\""));
    assertFalse(page.contains("id=\"difference\""));
  }

  @Test
  void oneReportIsTheSamePageAgain() throws IOException {
    assertEquals(page(SampleReport.platform()), page(SampleReport.platform()));
  }

  @Test
  void alikeFindingsAreOneWithACount() throws IOException {
    JsonObject report = SampleReport.bare("alike");
    JsonArray findings = new JsonArray();
    for (int at = 0; at < 1_000; at++) {
      JsonObject finding = new JsonObject();
      finding.addProperty("section", "check");
      finding.addProperty("code", "bad-link-count");
      finding.addProperty("severity", "error");
      finding.addProperty("message", "message " + at);
      finding.addProperty("place", "inode " + at);
      finding.addProperty("remedy", "fsck it");
      findings.add(finding);
    }
    report.add("findings", findings);
    String page = page(report);
    assertEquals(
        1, Pattern.compile("class=\"finding look-error\"").matcher(page).results().count());
    assertTrue(page.contains("1,000 errors"));
    assertTrue(page.contains("799 more are in the data"));
    assertTrue(page.indexOf("message 200<") > 0);
    assertFalse(page.contains("message 201<"));
  }

  @Test
  void thePageOfAPlatformIsMostlyItsData() throws IOException {
    Path page = SampleReport.write(SampleReport.bare("nothing"), directory.resolve("page.html"));
    assertTrue(Files.size(page) < 128_000, Files.size(page) + " bytes");
  }

  @Test
  void whatCannotBeReadIsSaidAsItIs() {
    IOException unreadable = new IOException("unreadable");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                ReportPage.write(
                    new ByteArrayOutputStream(),
                    SampleReport.bare("x"),
                    out -> {
                      throw unreadable;
                    }));
    assertEquals(unreadable, thrown);
  }

  @Test
  void theStreamIsLeftOpen() throws IOException {
    byte[] end = "end".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPage.write(out, SampleReport.bare("x"), writer -> writer.write("{}"));
    int length = out.size();
    out.write(end);
    byte[] all = out.toByteArray();
    assertArrayEquals(end, java.util.Arrays.copyOfRange(all, length, all.length));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("</html>\nend"));
  }

  private String page(JsonObject report) throws IOException {
    return Files.readString(SampleReport.write(report, directory.resolve("page.html")));
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
