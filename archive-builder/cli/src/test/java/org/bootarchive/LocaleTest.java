package org.bootarchive;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing that is printed depends on the locale, where digits and letters are others. */
class LocaleTest {
  /** What goes by the default locale unless it is given one. */
  private static final Set<String> BY_THE_DEFAULT =
      Set.of(
          "java.lang.String.format",
          "java.lang.String.formatted",
          "java.lang.String.toLowerCase",
          "java.lang.String.toUpperCase",
          "java.io.PrintStream.format",
          "java.io.PrintStream.printf",
          "java.io.PrintWriter.format",
          "java.io.PrintWriter.printf",
          "java.time.format.DateTimeFormatter.ofPattern",
          "java.text.NumberFormat.getInstance",
          "java.text.MessageFormat.format",
          "java.text.DecimalFormat.<init>",
          "java.text.MessageFormat.<init>",
          "java.text.SimpleDateFormat.<init>",
          "java.util.Formatter.<init>",
          "java.util.Scanner.<init>");

  private static boolean goesByTheDefault(JavaCall<?> call) {
    return BY_THE_DEFAULT.contains(call.getTargetOwner().getName() + "." + call.getName())
        && call.getTarget().getRawParameterTypes().stream()
            .map(JavaClass::getName)
            .noneMatch(Locale.class.getName()::equals);
  }

  @Test
  void whatFormatsNumbersAndLettersIsToldALocale() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.bootarchive");
    assertTrue(classes.contain("org.bootarchive.tool.Main"));
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it goes by the default locale", LocaleTest::goesByTheDefault))
        .orShould()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "it goes by the default locale", LocaleTest::goesByTheDefault))
        .check(classes);
  }
}
