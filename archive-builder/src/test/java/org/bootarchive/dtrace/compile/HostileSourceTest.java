package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source that is deep, long or no text at all ends in an error, soon. */
class HostileSourceTest {
  private static final int TIMES = 200_000;

  private static String refusal(String text) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertInstanceOf(
                    DCompilation.Refused.class,
                    DProgram.compile(text, TypeEnvironment.empty(), DOptions.DEFAULTS))
                .message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BEGIN{x=|(|1|)|}",
        "BEGIN{x=|- |1||}",
        "BEGIN{x=|!|1||}",
        "BEGIN{x=|*|(int *)0||}",
        "BEGIN{x=|(int)|1||}",
        "BEGIN{x=|1?|1|:1|}",
        "BEGIN{x=|a[|1|]|}",
        "BEGIN{|x=|1||}",
        "BEGIN{|if(pid){|x=1;|}|}",
        "int |*|x||;",
        "int |(|x|)|;",
        "int x|[1]||;|",
        "struct a{|struct {|int x;|} y;|};",
        "BEGIN{x=curthread|->t_procp|||}",
        "BEGIN{x=pid|+pid|||}"
      })
  void depthIsBounded(String before, String open, String middle, String close, String after) {
    String text =
        before
            + open.repeat(TIMES)
            + (middle == null ? "" : middle)
            + (close == null ? "" : close.repeat(TIMES))
            + (after == null ? "" : after);
    String message = refusal(text);
    assertTrue(message.contains(" more than ") || message.contains("failed to "), message);
  }

  @Test
  void whatIsNoTextIsRefused() {
    refusal("BEGIN,".repeat(TIMES) + "BEGIN{}");
    refusal("\0");
    refusal("BEGIN\0{\0}");
    refusal("/*");
    refusal("\"");
    refusal("#pragma D " + "a ".repeat(TIMES));
    refusal("BEGIN{printf(\"%");
    refusal("\u00ff\u00fe\u0080");
  }

  @Test
  void theSizeOfTheResultIsBounded() {
    String text =
        "#pragma D option zdefs\n"
            + "BEGIN,".repeat(2000)
            + "BEGIN{"
            + "x=arg0+arg1;".repeat(2000)
            + "}";
    String message = refusal(text);
    assertTrue(message.contains("program is too large"), message);
  }
}
