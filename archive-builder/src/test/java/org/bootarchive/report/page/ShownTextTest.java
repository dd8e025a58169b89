package org.bootarchive.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Text in markup, and JSON in a script element. */
class ShownTextTest {
  @Test
  void markupIsEscapedAndWhatIsHiddenIsShown() {
    assertEquals("&lt;b&gt; &amp;amp; &quot;&#39;", ShownText.escape("<b> &amp; \"'"));
    assertEquals("a\\u{202e}b\\u{0}\\u{d800}", ShownText.escape("a\u202eb\0\ud800"));
    assertEquals(
        "two\nlines\t\u00e9\ud83d\ude00", ShownText.escape("two\nlines\t\u00e9\ud83d\ude00"));
  }

  @Property(tries = 500)
  void noTextEndsAnElementOrAnAttributeOrTurnsItsDirection(@ForAll String text) {
    String shown = ShownText.escape(text);
    assertFalse(shown.matches("(?s).*[<>\"'\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}].*"), shown);
    assertFalse(shown.replaceAll("[\n\t]", "").matches("(?s).*\\p{Cc}.*"), shown);
  }

  @Property(tries = 500)
  void jsonStaysTheSameHoweverItIsWritten(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 9) int piece) throws IOException {
    String json = new Gson().newBuilder().disableHtmlEscaping().create().toJson(text + "</script>");
    StringWriter written = new StringWriter();
    try (VisibleJson out = new VisibleJson(written)) {
      for (int at = 0; at < json.length(); at += piece) {
        String part = json.substring(at, Math.min(json.length(), at + piece));
        switch (at % 3) {
          case 0 -> out.write(part);
          case 1 -> out.write(part.toCharArray());
          default -> {
            for (int in = 0; in < part.length(); in++) {
              out.write(part.charAt(in));
            }
          }
        }
      }
    }
    assertFalse(written.toString().matches("(?s).*[<>&\u2028\u2029].*"));
    assertEquals(text + "</script>", JsonParser.parseString(written.toString()).getAsString());
  }
}
