package org.bootarchive.ufs.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class KindTest {
  private enum Sample implements Kind {
    LINK_SIZE_8192(Severity.ERROR),
    INODE_TYPE(Severity.NOTE);

    private final Severity severity;

    Sample(Severity severity) {
      this.severity = severity;
    }

    @Override
    public Severity severity() {
      return severity;
    }
  }

  @Test
  void codesAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals("link-size-8192", Sample.LINK_SIZE_8192.code());
      assertEquals("inode-type", Sample.INODE_TYPE.code());
      assertEquals("warning", Severity.WARNING.word());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aFindingIsOfTheKindThatMadeItAndOfNoOther() {
    Place place = ImagePlace.ofOffset(512);
    Finding finding = Sample.LINK_SIZE_8192.at(place, "the link is 8192 bytes long");
    assertTrue(Sample.LINK_SIZE_8192.is(finding));
    assertFalse(Sample.INODE_TYPE.is(finding));
    assertEquals(Optional.of(place), finding.place());
    assertEquals(Optional.empty(), Sample.INODE_TYPE.finding("it is 0").place());
    assertEquals("error [link-size-8192] the link is 8192 bytes long", finding.toString());
  }

  @Test
  void aLineOfAFileWhoseNameIsNotPrintableIsShownWithItsUtf8Bytes() {
    assertEquals("a\\xc3\\xa9\\x0a:3", new SourceLine("a\u00e9\n", 3).toString());
  }
}
