package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;

/** The licences of the libraries that are in the jar with everything. */
class ThirdPartyTest {
  private static final List<String> POMS =
      List.of(
          "ufs-core/pom.xml",
          "hash-verify/pom.xml",
          "archive-builder/pom.xml",
          "archive-builder/cli/pom.xml");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern ARTIFACT =
      Pattern.compile("(?s)<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>");

  private static String notices() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("/META-INF/THIRD-PARTY.txt")) {
      assertNotNull(in);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyLibraryThatIsSharedOutIsNamed() throws IOException {
    String notices = notices();
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (String pom : POMS) {
      Matcher dependencies = DEPENDENCY.matcher(Files.readString(Testdata.CHECKOUT.resolve(pom)));
      while (dependencies.find()) {
        String dependency = dependencies.group(1);
        Matcher artifact = ARTIFACT.matcher(dependency);
        assertTrue(artifact.find(), dependency);
        if (dependency.contains("<scope>test</scope>")
            || artifact.group(1).equals("org.bootarchive")) {
          continue;
        }
        found++;
        String name = artifact.group(1) + ":" + artifact.group(2);
        if (!notices.contains(name)) {
          missing.add(name);
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(found > 5, "libraries " + found);
  }

  @Test
  void licencesThatAskForItAreThereInFull() throws IOException {
    String notices = notices();
    for (String holder :
        List.of(
            "Copyright (c) 2010, Michael Bayne",
            "Copyright (c) 2002-2015, the original author or authors",
            "Copyright 2010-2021 Mike Bostock",
            "Copyright (c) 2015--2020 Tongfei Chen",
            "The Legion of the Bouncy Castle")) {
      int at = notices.indexOf(holder);
      assertTrue(at > 0, holder);
      int disclaimer = notices.indexOf("\"AS IS\"", at);
      int next = notices.indexOf("=====", at);
      assertTrue(disclaimer > at && (next < 0 || disclaimer < next), holder);
    }
  }
}
