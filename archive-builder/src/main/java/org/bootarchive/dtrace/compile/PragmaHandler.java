package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.lang.ControlWord;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.ProviderStability;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Carries out control lines: {@code #pragma D}, {@code #line}, {@code #error}.
 *
 * <p>Source: libdtrace's {@code dt_pragma.c}.
 */
final class PragmaHandler {
  /** How much of {@code #pragma D} was read. */
  private enum Stage {
    DIRECTIVE,
    PRAGMA,
    PRAGMA_D
  }

  private final Unit unit;
  private final LibraryDependencies libraries;

  PragmaHandler(Unit unit, LibraryDependencies libraries) {
    this.unit = unit;
    this.libraries = libraries;
  }

  void handle(ImmutableList<ControlWord> words) {
    Stage stage = Stage.DIRECTIVE;
    for (int i = 0; i < words.size(); i++) {
      ControlWord word = words.get(i);
      List<ControlWord> rest = words.subList(i + 1, words.size());
      if (word instanceof ControlWord.Numeral) {
        line(words.subList(i, words.size()));
        return;
      }
      if (!(word instanceof ControlWord.Name name)) {
        throw unit.error(ErrorTag.D_PRAGCTL_INVAL, "invalid control directive");
      }
      if (stage == Stage.DIRECTIVE && name.text().equals("pragma")) {
        stage = Stage.PRAGMA;
      } else if (stage == Stage.PRAGMA && name.text().equals("D")) {
        stage = Stage.PRAGMA_D;
      } else {
        unit.position.advance(-1);
        directive(stage, name.text(), rest);
        unit.position.advance(1);
        return;
      }
    }
  }

  private void directive(Stage stage, String name, List<ControlWord> words) {
    switch (name) {
      case "error" -> throw unit.error(ErrorTag.D_PRAGERR, "#error: %s", joined(words));
      case "ident" -> {}
      case "line" -> line(words);
      default -> {
        boolean ofD = stage == Stage.PRAGMA_D;
        switch (ofD ? name : "") {
          case "attributes" -> attributes(words);
          case "binding" -> binding(words);
          case "depends_on" -> dependsOn(words);
          case "option" -> option(words);
          default -> {
            if (stage == Stage.DIRECTIVE) {
              throw unit.error(ErrorTag.D_PRAGCTL_INVAL, "invalid control directive: #%s", name);
            }
            if (ofD) {
              throw unit.error(ErrorTag.D_PRAGMA_INVAL, "invalid D pragma: %s", name);
            }
          }
        }
      }
    }
  }

  private static String joined(List<ControlWord> words) {
    StringBuilder text = new StringBuilder();
    for (ControlWord word : words) {
      if (word instanceof ControlWord.Name name) {
        text.append(name.text()).append(' ');
      } else if (word instanceof ControlWord.Text quoted) {
        text.append(quoted.text()).append(' ');
      }
    }
    return text.toString();
  }

  private static @Nullable String name(List<ControlWord> words, int index) {
    return index < words.size() && words.get(index) instanceof ControlWord.Name name
        ? name.text()
        : null;
  }

  private void line(List<ControlWord> words) {
    ControlWord number = words.isEmpty() ? null : words.get(0);
    ControlWord file = words.size() > 1 ? words.get(1) : null;
    ControlWord state = words.size() > 2 ? words.get(2) : null;
    if (!(number instanceof ControlWord.Numeral line)
        || (file != null && !(file instanceof ControlWord.Text))
        || (state != null && !(state instanceof ControlWord.Numeral))) {
      throw unit.error(ErrorTag.D_PRAGMA_MALFORM, "malformed #line <line> [ [\"file\"] state ]");
    }
    if (file instanceof ControlWord.Text text) {
      unit.fileTag = text.text().startsWith("/dev/fd/") ? null : text.text();
    }
    if (state instanceof ControlWord.Numeral step) {
      if (step.value() == 1) {
        unit.includeDepth++;
      } else if (step.value() == 2 && unit.includeDepth != 0) {
        unit.includeDepth--;
      }
    }
    unit.position.set((int) line.value());
  }

  private void attributes(List<ControlWord> words) {
    String text = name(words, 0);
    String about = name(words, 1);
    if (text == null || about == null) {
      throw unit.error(
          ErrorTag.D_PRAGMA_MALFORM, "malformed #pragma attributes <attributes> <ident>");
    }
    Optional<StabilityAttributes> attributes = StabilityAttributes.parse(text);
    if (attributes.isEmpty()) {
      throw unit.error(
          ErrorTag.D_PRAGMA_INVAL, "invalid attributes specified by #pragma attributes");
    }
    if (about.equals("provider")) {
      ofProvider(words, attributes.get());
      return;
    }
    Identifier found = unit.lookup(about);
    if (found == null) {
      unit.pragmas.add(
          new PendingPragmas.Pragma(
              about, "attributes", attributes.get(), null, unit.position.line()));
      return;
    }
    checkScope(found, "attributes");
    found.attributes = attributes.get();
  }

  private void checkScope(Identifier identifier, String directive) {
    if (identifier.generation != unit.session.generation) {
      throw unit.error(
          ErrorTag.D_PRAGMA_SCOPE,
          "#pragma %s cannot modify entity defined outside program scope",
          directive);
    }
  }

  private void ofProvider(List<ControlWord> words, StabilityAttributes attributes) {
    String provider = name(words, 2);
    String part = name(words, 3);
    if (provider == null || part == null) {
      throw unit.error(
          ErrorTag.D_PRAGMA_MALFORM, "malformed #pragma attributes <attributes> <ident>");
    }
    ProviderModel found = unit.session.probes.provider(provider);
    if (found == null) {
      unit.pragmas.add(
          new PendingPragmas.Pragma(
              provider, "attributes", attributes, null, unit.position.line()));
      return;
    }
    ProviderStability old = found.stability;
    found.stability =
        switch (part) {
          case "provider" ->
              new ProviderStability(
                  attributes, old.module(), old.function(), old.name(), old.arguments());
          case "module" ->
              new ProviderStability(
                  old.provider(), attributes, old.function(), old.name(), old.arguments());
          case "function" ->
              new ProviderStability(
                  old.provider(), old.module(), attributes, old.name(), old.arguments());
          case "name" ->
              new ProviderStability(
                  old.provider(), old.module(), old.function(), attributes, old.arguments());
          case "args" ->
              new ProviderStability(
                  old.provider(), old.module(), old.function(), old.name(), attributes);
          default ->
              throw unit.error(
                  ErrorTag.D_PRAGMA_INVAL,
                  "invalid component \"%s\" in attribute #pragma for provider %s",
                  provider,
                  part);
        };
  }

  private void binding(List<ControlWord> words) {
    String about = name(words, 1);
    if (words.isEmpty() || !(words.get(0) instanceof ControlWord.Text text) || about == null) {
      throw unit.error(ErrorTag.D_PRAGMA_MALFORM, "malformed #pragma binding \"version\" <ident>");
    }
    Optional<DVersion> version = DVersion.parse(text.text());
    if (version.isEmpty()) {
      throw unit.error(
          ErrorTag.D_PRAGMA_INVAL, "invalid version string specified by #pragma binding");
    }
    Identifier found = unit.lookup(about);
    if (found == null) {
      unit.pragmas.add(
          new PendingPragmas.Pragma(about, "binding", null, version.get(), unit.position.line()));
      return;
    }
    checkScope(found, "binding");
    found.version = version.get();
  }

  private void dependsOn(List<ControlWord> words) {
    String kind = name(words, 0);
    String about = name(words, 1);
    if (kind == null || about == null) {
      throw unit.error(ErrorTag.D_PRAGMA_MALFORM, "malformed #pragma depends_on <class> <name>");
    }
    boolean found =
        switch (kind) {
          case "provider" -> unit.session.probes.provider(about) != null;
          case "module" -> unit.session.search.hasTypes(about);
          case "library" -> {
            libraries.dependOn(unit, about);
            yield true;
          }
          default ->
              throw unit.error(
                  ErrorTag.D_PRAGMA_INVAL,
                  "invalid class %s specified by #pragma depends_on",
                  kind);
        };
    if (!found) {
      throw unit.error(ErrorTag.D_PRAGMA_DEPEND, "program requires %s %s", kind, about);
    }
  }

  private void option(List<ControlWord> words) {
    String setting = name(words, 0);
    if (setting == null) {
      throw unit.error(ErrorTag.D_PRAGMA_MALFORM, "malformed #pragma option <option>=<val>");
    }
    if (words.size() > 1) {
      throw unit.error(
          ErrorTag.D_PRAGMA_MALFORM, "superfluous arguments specified for #pragma option");
    }
    int equals = setting.indexOf('=');
    String option = equals < 0 ? setting : setting.substring(0, equals);
    String value = equals < 0 ? null : setting.substring(equals + 1);
    String trouble = unit.session.options.set(option, value);
    if (trouble != null) {
      throw unit.error(
          ErrorTag.D_PRAGMA_OPTSET,
          "failed to set option '%s'%s: %s",
          option,
          value == null ? "" : " to '" + value + "'",
          trouble);
    }
  }
}
