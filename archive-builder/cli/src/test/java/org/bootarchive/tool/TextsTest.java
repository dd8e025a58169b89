package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextsTest {
  @Property
  void aTimeIsWrittenAsAnInstant(@ForAll int seconds) {
    assertEquals(Instant.ofEpochSecond(seconds).toString(), Texts.time(seconds));
  }

  @Property
  void aFullMinuteHasItsSecondsToo(@ForAll short minutes) {
    assertEquals(Instant.ofEpochSecond(minutes * 60L).toString(), Texts.time(minutes * 60L));
  }
}
